package org.vigia.web.link;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.time.Pace;

/// What this node says on one camera's link, on a thread of its own: in the order of [#say], with a
/// ping every two seconds. Gives up a link whose camera does not listen, or is silent. Its methods
/// may be called by any thread.
final class LinkSpeaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkSpeaker.class);
    private static final long PING_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long SILENCE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);
    private static final Duration FAREWELL_PATIENCE = Duration.ofSeconds(1);
    private static final int QUEUE = 256;

    private final LinkConnection connection;
    private final String camera;
    private final Clock clock;
    private final Pace pace;
    private final BlockingQueue<LinkMessage> toSay = new ArrayBlockingQueue<>(QUEUE);
    private volatile long heardNanos;
    private volatile boolean pinging;
    private @Nullable Thread speaker;

    LinkSpeaker(LinkConnection connection, Clock clock, Pace pace) {
        this.connection = connection;
        this.camera = connection.camera();
        this.clock = clock;
        this.pace = pace;
        this.heardNanos = pace.nanos();
    }

    void start() {
        speaker = NamedThreads.start("link-" + camera, this::sayAll);
    }

    /// Queues a message; where the queue is full, the camera is not listening and the connection is
    /// given up.
    void say(LinkMessage message) {
        if (!toSay.offer(message)) {
            LOG.warn("camera {} does not listen; giving its link up", camera);
            connection.cut();
        }
    }

    /// Pings from now on.
    void beginPings() {
        ping();
        pinging = true;
    }

    /// The camera has said something.
    void heard() {
        heardNanos = pace.nanos();
    }

    /// Says why the connection ends, behind what is queued, and ends it; waits a moment for that.
    void farewell(String reason) {
        Thread speaking = speaker;
        if (speaking == null || !toSay.offer(new LinkMessage.Goodbye(brief(reason)))) {
            return;
        }
        try {
            if (!speaking.join(FAREWELL_PATIENCE)) {
                connection.cut();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connection.cut();
        }
    }

    @Override
    public void close() {
        Thread speaking = speaker;
        if (speaking != null) {
            NamedThreads.stop(speaking, CLOSE_PATIENCE);
        }
    }

    private static String brief(String reason) {
        return reason.length() > 200 ? reason.substring(0, 200) : reason;
    }

    private void ping() {
        say(new LinkMessage.Ping(pace.nanos(), clock.millis()));
    }

    private void sayAll() {
        LinkWriter writer = connection.writer();
        long pingedNanos = pace.nanos();
        try {
            while (true) {
                long left = PING_NANOS - (pace.nanos() - pingedNanos);
                LinkMessage message = toSay.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
                if (message != null) {
                    writer.write(message);
                    writer.flush();
                }
                if (message instanceof LinkMessage.Goodbye) {
                    connection.hangUp();
                    return;
                }
                if (pace.nanos() - pingedNanos >= PING_NANOS) {
                    pingedNanos = pace.nanos();
                    if (pinging) {
                        ping();
                    }
                }
                if (pace.nanos() - heardNanos > SILENCE_NANOS) {
                    LOG.warn("camera {} has been silent for 10 s; giving its link up", camera);
                    connection.cut();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("camera {}: the link cannot be written to", camera, e);
            if (!Thread.currentThread().isInterrupted()) {
                connection.cut();
            }
        }
    }
}
