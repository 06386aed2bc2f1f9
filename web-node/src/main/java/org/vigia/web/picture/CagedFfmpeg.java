package org.vigia.web.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;

/// Makes pictures with an ffmpeg in a cage (bubblewrap), one at a time. Where the machine lets no
/// cage be built there are no pictures: what mends it is logged once, and tried with each request,
/// so that it needs no restart. Design: `docs/decisions/0006-caged-decoding.md`.
public final class CagedFfmpeg implements PictureMaker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CagedFfmpeg.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int QUEUE = 16;
    private static final Picture.None CLOSED = new Picture.None("web-node is shutting down");

    private final Cage cage;
    private final CageCheck check;
    private final BlockingQueue<FutureTask<Picture>> orders = new ArrayBlockingQueue<>(QUEUE);
    private @Nullable Thread worker;
    private volatile boolean closed;
    // The worker's own.
    private boolean tried;
    private boolean complained;

    /// A maker with this machine's programs.
    public CagedFfmpeg() {
        this(Cage.PROGRAMS, Path.of("/proc/sys"), CageLimits.ONE_FRAME);
    }

    CagedFfmpeg(Path programs, Path settings, CageLimits limits) {
        this.cage = new Cage(programs, limits);
        this.check = new CageCheck(programs, settings, cage);
    }

    /// Starts taking requests; earlier ones wait.
    public synchronized void start() {
        if (worker != null) {
            throw new IllegalStateException("pictures: started twice");
        }
        // A platform thread, see Cage.
        worker = NamedThreads.startPlatform("pictures", this::work);
    }

    @Override
    public Picture make(Footage footage, int width) throws InterruptedException {
        if (width < 16 || width > MAX_WIDTH) {
            throw new IllegalArgumentException(
                    "width: 16 to %d, was %d".formatted(MAX_WIDTH, width));
        }
        FutureTask<Picture> order = new FutureTask<>(() -> picture(footage, width));
        if (closed) {
            return CLOSED;
        }
        if (!orders.offer(order)) {
            return new Picture.Crowded(QUEUE);
        }
        if (closed) {
            order.cancel(false);
        }
        try {
            return order.get();
        } catch (CancellationException e) {
            return CLOSED;
        } catch (ExecutionException e) {
            if (closed) {
                return CLOSED;
            }
            throw new IllegalStateException("no picture of " + footage.form(), e.getCause());
        } finally {
            orders.remove(order);
            order.cancel(true);
        }
    }

    private void work() {
        while (!closed) {
            try {
                orders.take().run();
            } catch (InterruptedException e) {
                // Closed; or an order was withdrawn as it ended, and the next one may come.
            }
        }
    }

    private Picture picture(Footage footage, int width) throws InterruptedException {
        Optional<String> problem = tried ? Optional.empty() : check.problem();
        if (problem.isPresent()) {
            if (!complained) {
                LOG.error("no pictures are made of what cameras send: {}", problem.get());
                complained = true;
            }
            return new Picture.None(problem.get());
        }
        if (complained) {
            LOG.info("pictures are made of what cameras send");
            complained = false;
        }
        tried = true;
        try {
            return judge(cage.run(command(footage.form(), width), footage.source().open()), width);
        } catch (IOException e) {
            return new Picture.None(String.valueOf(e.getMessage()));
        }
    }

    /// How many wait for the one under way; for tests.
    int waiting() {
        return orders.size();
    }

    private static Picture judge(Cage.Outcome outcome, int width) {
        return switch (outcome) {
            case Cage.Outcome.Stopped(String why) -> new Picture.None("ffmpeg: " + why);
            case Cage.Outcome.Ended(int status, byte[] output, String error) -> {
                Optional<Picture.Jpeg> jpeg =
                        status == 0 ? BaselineJpeg.read(output, width) : Optional.empty();
                yield jpeg.isPresent()
                        ? jpeg.get()
                        : new Picture.None(
                                "ffmpeg: status %d, %d bytes, %s"
                                        .formatted(status, output.length, error));
            }
        };
    }

    /// One demuxer, one decoder, no protocol but the pipe, one key frame, one plain JPEG.
    private static List<String> command(Footage.Form form, int width) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of(Cage.PROGRAMS.resolve("ffmpeg").toString()));
        words.addAll(List.of("-nostdin", "-hide_banner", "-v", "error", "-threads", "1"));
        words.addAll(List.of("-protocol_whitelist", "pipe", "-max_pixels", "9437184"));
        words.addAll(
                switch (form) {
                    case FILM -> List.of("-codec_whitelist", "h264", "-skip_frame", "nokey");
                    case STILL -> List.of("-codec_whitelist", "mjpeg");
                });
        String format =
                switch (form) {
                    case FILM -> "mov";
                    case STILL -> "jpeg_pipe";
                };
        words.addAll(List.of("-format_whitelist", format, "-f", format, "-noautorotate"));
        words.addAll(List.of("-i", "pipe:0", "-map", "0:v:0", "-frames:v", "1"));
        words.addAll(List.of("-filter_threads", "1", "-vf", filter(width), "-c:v", "mjpeg"));
        words.addAll(List.of("-threads", "1", "-q:v", "4", "-flags", "+bitexact"));
        words.addAll(List.of("-f", "mjpeg", "pipe:1"));
        return words;
    }

    private static String filter(int width) {
        return "scale=w='min(%1$d,iw)':h='min(%1$d,ih)':force_original_aspect_ratio=decrease"
                        .formatted(width)
                + ":force_divisible_by=2:out_range=pc,format=yuvj420p";
    }

    /// Ends the attempt under way, and tells whoever waits that there will be no picture.
    @Override
    public synchronized void close() {
        closed = true;
        List<FutureTask<Picture>> waiting = new ArrayList<>();
        orders.drainTo(waiting);
        waiting.forEach(order -> order.cancel(false));
        Thread running = worker;
        if (running != null && !NamedThreads.stop(running, PATIENCE)) {
            LOG.warn("pictures: the thread has not ended");
        }
    }
}
