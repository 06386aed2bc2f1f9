package org.vigia.web.link;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.ForeignText;
import org.vigia.shared.link.LinkException;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.time.Pace;
import org.vigia.web.evidence.EvidenceSession;
import org.vigia.web.live.LiveHub;

/// One camera's connection from hello to its end. The thread that calls [#run] reads; one thread
/// writes. Other methods may be called by any thread.
final class CameraLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraLink.class);

    private final LinkConnection connection;
    private final String camera;
    private final EvidenceSession evidence;
    private final LinkNotes notes;
    private final LinkObserver observer;
    private final Clock clock;
    private final Pace pace;
    private final LinkSpeaker speaker;
    private final OpenCommands commands;
    private final LiveFeed live;
    private final long sinceMillis;
    private volatile long roundTripNanos = -1;
    private volatile int version;
    private volatile String software = "";

    CameraLink(
            LinkConnection connection,
            LiveHub hub,
            EvidenceSession evidence,
            LinkNotes notes,
            LinkObserver observer,
            Clock clock,
            Pace pace) {
        this.connection = connection;
        this.camera = connection.camera();
        this.evidence = evidence;
        this.notes = notes;
        this.observer = observer;
        this.clock = clock;
        this.pace = pace;
        this.speaker = new LinkSpeaker(connection, clock, pace);
        this.commands = new OpenCommands(this::say);
        this.live = new LiveFeed(camera, hub, frames -> say(new LinkMessage.Watch(frames)), pace);
        this.sinceMillis = clock.millis();
    }

    String camera() {
        return camera;
    }

    /// Steps 1 and 2 of docs/design/link.md.
    void greet(String receiptKey) throws IOException {
        speaker.start();
        LinkMessage first = connection.reader().read();
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
        speaker.heard();
        version = hello.version();
        software = ForeignText.line(hello.software());
        say(new LinkMessage.Welcome(hello.version(), clock.millis(), receiptKey));
        speaker.beginPings();
        LOG.info("camera {} is online (version {})", camera, software);
    }

    /// Reads until the connection ends.
    void run() throws IOException {
        LinkReader reader = connection.reader();
        try {
            for (LinkMessage message = reader.read(); message != null; message = reader.read()) {
                speaker.heard();
                if (message instanceof LinkMessage.Goodbye(String reason)) {
                    LOG.info("camera {} says goodbye: {}", camera, ForeignText.line(reason));
                    return;
                }
                take(message);
                observer.onContact(this);
            }
        } finally {
            live.close();
        }
    }

    /// Queues a message; where the queue is full, the camera is not listening and the connection is
    /// given up.
    void say(LinkMessage message) {
        speaker.say(message);
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
        return commands.ask(command, patience);
    }

    /// Ends the whole connection.
    void cut() {
        connection.cut();
    }

    /// Says why the connection ends, behind what is queued, and ends it; waits a moment for that.
    void farewell(String reason) {
        speaker.farewell(reason);
    }

    @Override
    public void close() {
        connection.hangUp();
        speaker.close();
    }

    private void take(LinkMessage message) throws IOException {
        switch (message) {
            case LinkMessage.Pong pong -> {
                roundTripNanos = Math.max(0, pace.nanos() - pong.echoNanos());
                live.pong(pong);
            }
            case LinkMessage.Status status -> observer.onStatus(this, status.status());
            case LinkMessage.EventOpened opened -> notes.began(opened);
            case LinkMessage.CommandAnswer answer -> {
                observer.onStatus(this, answer.status());
                commands.answered(answer);
            }
            case LinkMessage.VideoStarted started -> live.started(started.config());
            case LinkMessage.Filmed filmed -> {
                live.filmed(filmed);
                evidence.filmed(filmed);
            }
            case LinkMessage.EvidenceOpened opening -> {
                LongConsumer held =
                        next ->
                                say(
                                        new LinkMessage.EvidenceHeld(
                                                opening.event(), opening.epoch(), next));
                if (notes.filming(opening.event())) {
                    evidence.opened(opening, live.video(), held);
                } else {
                    evidence.declined(opening, held);
                }
            }
            case LinkMessage.EvidenceClosed closing -> evidence.closed(closing);
            case LinkMessage.GapRecorded gap ->
                    notes.gap(gap).ifPresent(manifest -> say(new LinkMessage.GapTaken(manifest)));
            case LinkMessage.AlertChats chats -> notes.chats(chats);
            case LinkMessage.EventRemarked remarked -> notes.remark(remarked);
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
}
