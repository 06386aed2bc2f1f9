package org.vigia.web.link;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.ForeignText;
import org.vigia.shared.link.LinkException;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.web.evidence.EvidenceSession;
import org.vigia.web.live.LiveChannel;
import org.vigia.web.live.LiveHub;

/// One camera's connection from hello to its end. The thread that calls [#run] reads; one thread
/// writes. Other methods may be called by any thread.
final class CameraLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraLink.class);
    private static final long PING_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long SILENCE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);
    private static final Duration FAREWELL_PATIENCE = Duration.ofSeconds(1);
    private static final int QUEUE = 256;
    private static final int BUFFER = 64 * 1024;

    private final String camera;
    private final InputStream in;
    private final Runnable cut;
    private final LiveHub hub;
    private final EvidenceSession evidence;
    private final LinkObserver observer;
    private final Clock clock;
    private final Pace pace;
    private final LinkReader reader;
    private final LinkWriter writer;
    private final BlockingQueue<LinkMessage> toSay = new ArrayBlockingQueue<>(QUEUE);
    private final Map<Long, BlockingQueue<LinkMessage.CommandAnswer>> waiting =
            new ConcurrentHashMap<>();
    private final AtomicLong commands = new AtomicLong();
    private final ClockOffset offset = new ClockOffset();
    private volatile long heardNanos;
    private volatile boolean welcomed;
    private volatile long roundTripNanos = -1;
    private final long sinceMillis;
    private volatile int version;
    private volatile String software = "";
    private @Nullable VideoConfig video;
    private @Nullable LiveChannel channel;
    private @Nullable Thread speaker;

    CameraLink(
            String camera,
            InputStream in,
            OutputStream out,
            Runnable cut,
            LiveHub hub,
            EvidenceSession evidence,
            LinkObserver observer,
            Clock clock,
            Pace pace) {
        this.camera = camera;
        this.in = in;
        this.cut = cut;
        this.hub = hub;
        this.evidence = evidence;
        this.observer = observer;
        this.clock = clock;
        this.pace = pace;
        this.reader = new LinkReader(new BufferedInputStream(in, BUFFER));
        this.writer = new LinkWriter(new BufferedOutputStream(out, BUFFER));
        this.heardNanos = pace.nanos();
        this.sinceMillis = clock.millis();
    }

    String camera() {
        return camera;
    }

    /// Steps 1 and 2 of docs/design/link.md.
    void greet(String receiptKey) throws IOException {
        speaker = NamedThreads.start("link-" + camera, this::sayAll);
        LinkMessage first = reader.read();
        if (!(first instanceof LinkMessage.Hello hello)) {
            throw new LinkException("the first message was no hello");
        }
        if (hello.version() < LinkMessage.OLDEST_VERSION || hello.version() > LinkMessage.VERSION) {
            throw new LinkException(
                    "this node speaks versions %d to %d of the link, not %d"
                            .formatted(
                                    LinkMessage.OLDEST_VERSION,
                                    LinkMessage.VERSION,
                                    hello.version()));
        }
        if (!hello.camera().equals(camera)) {
            throw new LinkException(
                    "this key is registered for %s, not for %s".formatted(camera, hello.camera()));
        }
        heardNanos = pace.nanos();
        version = hello.version();
        software = ForeignText.line(hello.software());
        say(new LinkMessage.Welcome(hello.version(), clock.millis(), receiptKey));
        ping();
        welcomed = true;
        LOG.info("camera {} is online (version {})", camera, software);
    }

    /// Reads until the connection ends.
    void run() throws IOException {
        try {
            for (LinkMessage message = reader.read(); message != null; message = reader.read()) {
                heardNanos = pace.nanos();
                if (message instanceof LinkMessage.Goodbye(String reason)) {
                    LOG.info("camera {} says goodbye: {}", camera, ForeignText.line(reason));
                    return;
                }
                take(message);
                observer.onContact(this);
            }
        } finally {
            LiveChannel open = channel;
            if (open != null) {
                open.close();
            }
        }
    }

    /// Queues a message; where the queue is full, the camera is not listening and the connection is
    /// given up.
    void say(LinkMessage message) {
        if (!toSay.offer(message)) {
            LOG.warn("camera {} does not listen; giving its link up", camera);
            cut();
        }
    }

    LinkLine line() {
        return new LinkLine(
                sinceMillis,
                roundTripNanos < 0 ? -1 : roundTripNanos / 1000,
                software,
                saysHealth());
    }

    /// Whether it speaks the version that health and self-tests came with.
    boolean saysHealth() {
        return version >= LinkMessage.VERSION;
    }

    /// Sends a command and waits for the answer.
    Optional<LinkMessage.CommandAnswer> ask(CameraCommand command, Duration patience)
            throws InterruptedException {
        long id = commands.incrementAndGet();
        BlockingQueue<LinkMessage.CommandAnswer> answer = new ArrayBlockingQueue<>(1);
        waiting.put(id, answer);
        try {
            say(new LinkMessage.CommandRequest(id, command));
            return Optional.ofNullable(answer.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        } finally {
            waiting.remove(id);
        }
    }

    /// Ends the whole connection, whose other end may have been gone for long: left to itself it
    /// would keep a place among the camera's sessions until SSH has noticed.
    void cut() {
        cut.run();
    }

    /// Ends the reading, after which the frame socket is closed as SSH closes one.
    private void hangUp() {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("closing the link of camera {}", camera, e);
        }
    }

    /// Says why the connection ends, behind what is queued, and ends it; waits a moment for that.
    void farewell(String reason) {
        Thread speaking = speaker;
        if (speaking == null || !toSay.offer(new LinkMessage.Goodbye(brief(reason)))) {
            return;
        }
        try {
            if (!speaking.join(FAREWELL_PATIENCE)) {
                cut();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cut();
        }
    }

    @Override
    public void close() {
        Thread speaking = speaker;
        hangUp();
        if (speaking != null) {
            NamedThreads.stop(speaking, CLOSE_PATIENCE);
        }
    }

    private static String brief(String reason) {
        return reason.length() > 200 ? reason.substring(0, 200) : reason;
    }

    private void take(LinkMessage message) throws IOException {
        switch (message) {
            case LinkMessage.Pong pong -> pong(pong);
            case LinkMessage.Status status -> observer.onStatus(this, status.status());
            case LinkMessage.EventOpened opened -> observer.onEvent(this, opened);
            case LinkMessage.CommandAnswer answer -> {
                BlockingQueue<LinkMessage.CommandAnswer> asker = waiting.get(answer.id());
                observer.onStatus(this, answer.status());
                if (asker != null) {
                    asker.offer(answer);
                }
            }
            case LinkMessage.VideoStarted started -> {
                LiveChannel open = channel;
                video = started.config();
                if (open != null) {
                    open.onConfig(started.config());
                }
            }
            case LinkMessage.Filmed filmed -> {
                LiveChannel open = channel;
                if (open != null && !filmed.earlier()) {
                    open.onFragment(onThisClock(filmed.fragment()));
                }
                evidence.filmed(filmed);
            }
            case LinkMessage.EvidenceOpened opening -> {
                LongConsumer held =
                        next ->
                                say(
                                        new LinkMessage.EvidenceHeld(
                                                opening.event(), opening.epoch(), next));
                if (observer.onEvidence(this, opening.event())) {
                    evidence.opened(opening, video, held);
                } else {
                    evidence.declined(opening, held);
                }
            }
            case LinkMessage.EvidenceClosed closing -> evidence.closed(closing);
            case LinkMessage.GapRecorded gap -> observer.onGap(this, gap);
            case LinkMessage.AlertChats chats -> observer.onChats(this, chats);
            case LinkMessage.EventRemarked remarked -> observer.onRemark(this, remarked);
            case LinkMessage.Health health -> observer.onHealth(this, health.health());
            case LinkMessage.Hello _,
                    LinkMessage.Goodbye _,
                    LinkMessage.Welcome _,
                    LinkMessage.Watch _,
                    LinkMessage.CommandRequest _,
                    LinkMessage.ReceiptIssued _,
                    LinkMessage.EvidenceHeld _,
                    LinkMessage.GapTaken _,
                    LinkMessage.HealthWanted _,
                    LinkMessage.Ping _ ->
                    throw new LinkException("said what only web-node says, or hello twice");
        }
    }

    private void pong(LinkMessage.Pong pong) {
        roundTripNanos = Math.max(0, pace.nanos() - pong.echoNanos());
        offset.add(pong.echoNanos(), pong.cameraNanos(), pace.nanos());
        if (channel == null) {
            LiveChannel open = hub.open(camera, frames -> say(new LinkMessage.Watch(frames)));
            channel = open;
            // An event may have been going on when the link came up; an epoch is told but once.
            VideoConfig told = video;
            if (told != null) {
                open.onConfig(told);
            }
        }
    }

    private Fragment onThisClock(Fragment f) {
        return new Fragment(
                f.epoch(),
                f.sequence(),
                f.time(),
                f.duration(),
                f.key(),
                f.replacesPrevious(),
                offset.toLocal(f.capturedNanos(), pace.nanos()),
                f.bytes());
    }

    private void ping() {
        say(new LinkMessage.Ping(pace.nanos(), clock.millis()));
    }

    private void sayAll() {
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
                    hangUp();
                    return;
                }
                if (pace.nanos() - pingedNanos >= PING_NANOS) {
                    pingedNanos = pace.nanos();
                    if (welcomed) {
                        ping();
                    }
                }
                if (pace.nanos() - heardNanos > SILENCE_NANOS) {
                    LOG.warn("camera {} has been silent for 10 s; giving its link up", camera);
                    cut();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("camera {}: the link cannot be written to", camera, e);
            if (!Thread.currentThread().isInterrupted()) {
                cut();
            }
        }
    }
}
