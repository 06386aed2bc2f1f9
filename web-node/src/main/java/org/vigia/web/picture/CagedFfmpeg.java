package org.vigia.web.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.lifecycle.NamedThreads;

/// Makes pictures with an ffmpeg in a cage, one at a time: a unit of systemd's, or bubblewrap's.
/// Where there is no cage there are no pictures: what mends it is logged once, at the start or when
/// it is lost, and tried with each request, so that it needs no restart. Design:
/// `docs/design/decoding.md`.
public final class CagedFfmpeg implements PictureMaker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CagedFfmpeg.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int QUEUE = 16;
    private static final Picture.None CLOSED = new Picture.None("web-node is shutting down");

    /// What names the socket of the decoder's unit in a service's environment.
    static final String SOCKET = "VIGIA_DECODER";

    private final Decoder decoder;
    private final BlockingQueue<FutureTask<Picture>> orders = new ArrayBlockingQueue<>(QUEUE);
    private @Nullable Thread worker;
    private volatile boolean closed;
    // The worker's own.
    private boolean ready;
    private boolean complained;

    CagedFfmpeg(Decoder decoder) {
        this.decoder = decoder;
    }

    /// A maker that asks the unit behind the socket that the environment names; where it names
    /// none, one with cages of this node's own. It never takes the one for want of the other.
    ///
    /// @param environment as of [System#getenv]
    /// @throws ConfigException when what it names is no absolute path
    public static CagedFfmpeg of(Map<String, String> environment) throws ConfigException {
        String socket = environment.get(SOCKET);
        if (socket == null) {
            return inBubblewrap();
        }
        if (!socket.startsWith("/")) {
            throw new ConfigException(
                    List.of(
                            "environment: %s: must be the absolute path of a socket, was '%s'"
                                    .formatted(SOCKET, socket)));
        }
        return new CagedFfmpeg(new SocketDecoder(Path.of(socket), CageLimits.ONE_FRAME));
    }

    /// A maker with this machine's programs, in cages of this node's own.
    public static CagedFfmpeg inBubblewrap() {
        return new CagedFfmpeg(
                new BubblewrapDecoder(Cage.PROGRAMS, Path.of("/proc/sys"), CageLimits.ONE_FRAME));
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
        LOG.info("pictures are decoded by {}", decoder);
        try {
            // At once, so that an owner hears of it before a picture is missed.
            Optional<String> _ = problem();
        } catch (InterruptedException e) {
            // Closed.
        }
        while (!closed) {
            try {
                orders.take().run();
            } catch (InterruptedException e) {
                // Closed; or an order was withdrawn as it ended, and the next one may come.
            }
        }
    }

    private Picture picture(Footage footage, int width) throws InterruptedException {
        Optional<String> problem = problem();
        if (problem.isPresent()) {
            return new Picture.None(problem.get());
        }
        InputStream film;
        try {
            film = footage.source().open();
        } catch (IOException e) {
            return new Picture.None(String.valueOf(e.getMessage()));
        }
        try {
            return judge(decoder.decode(footage.form(), width, film), width);
        } catch (IOException e) {
            ready = false;
            return new Picture.None(String.valueOf(e.getMessage()));
        }
    }

    /// Why no pictures can be made; looked for until there is nothing, and logged when it changes.
    private Optional<String> problem() throws InterruptedException {
        if (ready) {
            return Optional.empty();
        }
        Optional<String> problem = decoder.problem();
        ready = problem.isEmpty();
        if (!ready && !complained) {
            LOG.error("no pictures are made of what cameras send: {}", problem.get());
        } else if (ready && complained) {
            LOG.info("pictures are made of what cameras send");
        }
        complained = !ready;
        return problem;
    }

    /// How many wait for the one under way; for tests.
    int waiting() {
        return orders.size();
    }

    private static Picture judge(Outcome outcome, int width) {
        return switch (outcome) {
            case Outcome.Stopped(String why) -> new Picture.None("ffmpeg: " + why);
            case Outcome.Ended(int status, byte[] output, String error) -> {
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
