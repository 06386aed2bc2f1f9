package org.vigia.camera.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.fmp4.AnnexB;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Makes small grey pictures of key frames with an ffmpeg process of its own, so that an alarm's
/// snapshot never waits for it. The process begins with the first picture and ends with [#rest].
/// Safe for several threads.
public final class GreyDecoder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GreyDecoder.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int DOTS = GreyPicture.WIDTH * GreyPicture.HEIGHT;

    private final long maxPixels;
    private @Nullable PicturePipe pipe;
    private byte[] pipeFor = {};
    private Backoff failures = Backoff.between(DEADLINE, DEADLINE);
    private boolean closed;

    /// @param maxPixels pictures of more are refused
    public GreyDecoder(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /// The picture in `keyFrame`. Takes some seconds at most.
    ///
    /// @param config of the stream that `keyFrame` is of
    /// @return empty when it cannot be decoded; that has been logged
    /// @throws InterruptedException when the thread is interrupted while it waits
    public synchronized Optional<GreyPicture> decode(VideoConfig config, Fragment keyFrame)
            throws InterruptedException {
        if (closed || (long) config.width() * config.height() > maxPixels) {
            return Optional.empty();
        }
        boolean answered = false;
        try {
            byte[] stream = AnnexB.of(config, keyFrame);
            PicturePipe running = pipe(config);
            running.write(FfmpegWords.ended(stream), false);
            Optional<GreyPicture> picture = running.next(DEADLINE).map(GreyPicture::new);
            answered = picture.isPresent();
            if (answered) {
                failures = failures.succeeded();
            } else {
                failed(running.lastError());
            }
            return picture;
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
            return Optional.empty();
        } finally {
            // A late picture must not be taken for the next one.
            if (!answered) {
                rest();
            }
        }
    }

    /// Ends the process until the next picture.
    public synchronized void rest() {
        PicturePipe running = pipe;
        pipe = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        rest();
    }

    private void failed(String why) {
        failures = failures.failed();
        if (failures.worthALine()) {
            LOG.warn("no grey picture: {}", why);
        }
    }

    private PicturePipe pipe(VideoConfig config) throws IOException {
        PicturePipe running = pipe;
        if (running != null && running.usable() && Arrays.equals(pipeFor, config.initSegment())) {
            return running;
        }
        rest();
        PicturePipe fresh = new PicturePipe("grey", command(), GreyDecoder::reader);
        pipe = fresh;
        pipeFor = config.initSegment();
        fresh.start();
        return fresh;
    }

    private static PictureReader reader(InputStream in) {
        return () -> {
            byte[] dots = in.readNBytes(DOTS);
            return dots.length == DOTS ? Optional.of(dots) : Optional.empty();
        };
    }

    private static List<String> command() {
        List<String> words = FfmpegWords.fromH264("ffmpeg");
        words.addAll(
                List.of(
                        "-vf",
                        "scale=%d:%d:flags=area,format=gray"
                                .formatted(GreyPicture.WIDTH, GreyPicture.HEIGHT)));
        words.addAll(List.of("-threads", "1", "-flush_packets", "1", "-f", "rawvideo", "pipe:1"));
        return words;
    }
}
