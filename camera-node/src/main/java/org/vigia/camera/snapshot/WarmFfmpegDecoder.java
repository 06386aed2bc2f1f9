package org.vigia.camera.snapshot;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.fmp4.AnnexB;
import org.vigia.camera.h264.MalformedVideoException;
import org.vigia.camera.process.ChildProcess;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Decodes with an ffmpeg process that stays up between pictures; where that fails, once more with
/// a process of its own for the picture. The first picture after a start, and after a change of
/// parameter sets, costs what a cold one costs.
///
/// A Pi Zero that encodes beside may take half a minute to start ffmpeg. A process that is still
/// starting is therefore not given up with the picture that waited for it: whoever asks again finds
/// it further, or warm.
public final class WarmFfmpegDecoder implements KeyFrameDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(WarmFfmpegDecoder.class);

    /// An access unit delimiter that allows all slice types: it ends the frame for ffmpeg's parser.
    private static final byte[] DELIMITER = {0, 0, 0, 1, 9, (byte) 0xF0};

    /// How long a picture is waited for.
    ///
    /// @param first of a process that has given none yet
    /// @param warm of one that has
    /// @param tries how often in a row a process may be late before it is taken to be stuck
    record Patience(Duration first, Duration warm, int tries) {}

    private final long maxPixels;
    private final String program;
    private final Patience patience;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable PicturePipe warm;
    private byte[] warmFor = {};
    private int late;
    private boolean closed;

    /// @param maxPixels pictures of more are refused, e.g. 4096 · 2304
    public WarmFfmpegDecoder(long maxPixels) {
        this(maxPixels, "ffmpeg", new Patience(Duration.ofSeconds(10), Duration.ofSeconds(5), 3));
    }

    WarmFfmpegDecoder(long maxPixels, String program, Patience patience) {
        this.maxPixels = maxPixels;
        this.program = program;
        this.patience = patience;
    }

    @Override
    public Optional<byte[]> decode(VideoConfig config, Fragment keyFrame)
            throws InterruptedException {
        if (!keyFrame.key() || keyFrame.epoch() != config.epoch()) {
            throw new IllegalArgumentException(
                    "no key frame of %s: %s".formatted(config, keyFrame));
        }
        long pixels = (long) config.width() * config.height();
        if (pixels > maxPixels) {
            LOG.warn("no snapshot: {} pixels, at most {} are allowed", pixels, maxPixels);
            return Optional.empty();
        }
        byte[] stream;
        try {
            stream = AnnexB.of(config, keyFrame);
        } catch (MalformedVideoException e) {
            LOG.warn("no snapshot: {}", e.getMessage());
            return Optional.empty();
        }
        lock.lockInterruptibly();
        try {
            if (closed) {
                return Optional.empty();
            }
            Optional<byte[]> picture = decodeWarm(config, stream);
            // Beside a process that is starting a second one would only slow both down.
            return picture.isPresent() || warm != null ? picture : decodeCold(stream);
        } finally {
            lock.unlock();
        }
    }

    /// @return empty with a process where it is only late, and without one where it was of no use
    private Optional<byte[]> decodeWarm(VideoConfig config, byte[] stream)
            throws InterruptedException {
        PicturePipe pipe;
        try {
            pipe = warmPipe(config);
        } catch (IOException e) {
            LOG.warn("the snapshot decoder cannot be started: {}", e.getMessage());
            discard();
            return Optional.empty();
        }
        // A late picture must not be taken for the next one.
        while (pipe.owed() > 0) {
            if (pipe.next(limit(pipe)).isEmpty()) {
                return notYet(pipe);
            }
        }
        byte[] ended = Arrays.copyOf(stream, stream.length + DELIMITER.length);
        System.arraycopy(DELIMITER, 0, ended, stream.length, DELIMITER.length);
        pipe.write(ended, false);
        Optional<byte[]> picture = pipe.next(limit(pipe));
        if (picture.isEmpty()) {
            return notYet(pipe);
        }
        late = 0;
        return picture;
    }

    private Duration limit(PicturePipe pipe) {
        return pipe.warm() ? patience.warm() : patience.first();
    }

    private Optional<byte[]> notYet(PicturePipe pipe) {
        late++;
        if (pipe.usable() && !pipe.warm() && late < patience.tries()) {
            LOG.info("the snapshot decoder is still starting");
        } else {
            LOG.warn("the snapshot decoder gave no picture: {}", pipe.lastError());
            discard();
        }
        return Optional.empty();
    }

    private PicturePipe warmPipe(VideoConfig config) throws IOException {
        PicturePipe pipe = warm;
        if (pipe != null && pipe.usable() && Arrays.equals(warmFor, config.initSegment())) {
            return pipe;
        }
        discard();
        PicturePipe fresh = new PicturePipe("snapshot", command("-flush_packets", "1"));
        warm = fresh;
        warmFor = config.initSegment();
        fresh.start();
        return fresh;
    }

    private Optional<byte[]> decodeCold(byte[] stream) throws InterruptedException {
        try (PicturePipe pipe = new PicturePipe("snapshot-cold", command("-frames:v", "1"))) {
            pipe.start();
            pipe.write(stream, true);
            Optional<byte[]> picture = pipe.next(patience.first());
            if (picture.isEmpty()) {
                LOG.warn("no snapshot: ffmpeg gave no picture: {}", pipe.lastError());
            }
            return picture;
        } catch (IOException e) {
            LOG.warn("no snapshot: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /// ffmpeg as a filter from an H.264 byte stream to JPEGs, each with its length in a header.
    private List<String> command(String... output) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of(program, "-hide_banner", "-nostdin", "-nostats"));
        words.addAll(List.of("-loglevel", "error", "-probesize", "32", "-analyzeduration", "0"));
        // Not "-fflags nobuffer": it throws away the picture that ffmpeg has looked at the stream
        // with.
        words.addAll(List.of("-flags", "low_delay", "-threads", "1"));
        words.addAll(List.of("-f", "h264", "-i", "pipe:0", "-an", "-vsync", "passthrough"));
        words.addAll(List.of("-pix_fmt", "yuvj420p", "-q:v", "4", "-threads", "1"));
        words.addAll(List.of(output));
        words.addAll(List.of("-f", "mpjpeg", "pipe:1"));
        return words;
    }

    private void discard() {
        PicturePipe pipe = warm;
        warm = null;
        late = 0;
        if (pipe != null) {
            pipe.close();
        }
    }

    /// The warm process, or null; for tests that kill it.
    @Nullable ChildProcess warmProcess() {
        lock.lock();
        try {
            PicturePipe pipe = warm;
            return pipe == null ? null : pipe.process();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a picture being decoded, then ends the process.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            discard();
        } finally {
            lock.unlock();
        }
    }
}
