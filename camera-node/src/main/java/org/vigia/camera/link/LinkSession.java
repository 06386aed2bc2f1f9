package org.vigia.camera.link;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.link.LinkException;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.time.Pace;

/// One connection, from hello to its end. The thread that calls [#run] reads; one thread writes
/// what is said, one does what is ordered, one takes receipts to the disk, and one sends the film.
final class LinkSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkSession.class);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);
    private static final long STATUS_MILLIS = 500;
    private static final int QUEUE = 64;
    private static final int BUFFER = 64 * 1024;

    private final LinkDialer.Connection connection;
    private final LinkMessage.Hello hello;
    private final FragmentRing ring;
    private final EvidenceFilms films;
    private final LinkOrders orders;
    private final ReceiptKey receiptKey;
    private final Pace pace;
    private final LinkReader reader;
    private final LinkOutput output;
    private final BlockingQueue<LinkMessage> toSay = new ArrayBlockingQueue<>(QUEUE);
    private final BlockingQueue<LinkMessage.CommandRequest> toDo = new ArrayBlockingQueue<>(QUEUE);
    private final List<Thread> threads = new ArrayList<>();
    private volatile long heardNanos;
    private volatile @Nullable FramePump pump;
    private volatile @Nullable DiskDesk desk;

    LinkSession(
            LinkDialer.Connection connection,
            LinkMessage.Hello hello,
            FragmentRing ring,
            EvidenceFilms films,
            LinkOrders orders,
            ReceiptKey receiptKey,
            Pace pace) {
        this.connection = connection;
        this.hello = hello;
        this.ring = ring;
        this.films = films;
        this.orders = orders;
        this.receiptKey = receiptKey;
        this.pace = pace;
        this.reader = new LinkReader(new BufferedInputStream(connection.in(), BUFFER));
        this.output =
                new LinkOutput(new LinkWriter(new BufferedOutputStream(connection.out(), BUFFER)));
        this.heardNanos = pace.nanos();
    }

    /// Steps 1 to 3 of docs/design/link.md.
    void greet() throws IOException {
        threads.add(NamedThreads.start("link-watch", this::watchSilence));
        output.write(hello);
        LinkMessage answer = reader.read();
        switch (answer) {
            case LinkMessage.Welcome welcome when welcome.version() == LinkMessage.VERSION -> {
                receiptKey.told(welcome.receiptKey());
                orders.heardClock(welcome.wallMillis());
            }
            case LinkMessage.Welcome welcome ->
                    throw new LinkException(
                            "Pi #B speaks version %d of the link, this node %d"
                                    .formatted(welcome.version(), LinkMessage.VERSION));
            case LinkMessage.Goodbye goodbye ->
                    throw new LinkException("Pi #B: " + goodbye.reason());
            case null -> throw new LinkException("Pi #B closed the link instead of a welcome");
            default -> throw new LinkException("Pi #B did not say welcome");
        }
        films.linked(true);
        pump = new FramePump(ring, films, output, pace, connection);
        desk = new DiskDesk();
        threads.add(NamedThreads.start("link-say", this::sayAll));
        threads.add(NamedThreads.start("link-obey", this::obeyAll));
    }

    /// What is said over this link finds its way from now on.
    void linked() {
        desk().hand(orders::linked);
    }

    /// Reads until the connection ends.
    void run() throws IOException {
        for (LinkMessage message = reader.read(); message != null; message = reader.read()) {
            heardNanos = pace.nanos();
            take(message);
        }
    }

    /// Queues a message; where the queue is full, Pi #B is not listening and the connection is
    /// given up.
    void say(LinkMessage message) {
        if (!toSay.offer(message)) {
            LOG.warn("Pi #B does not listen; giving the link up");
            connection.close();
        }
    }

    /// Whether evidence is on its way and not up to date.
    boolean isEvidenceBehind() {
        FramePump pumping = pump;
        return pumping != null && pumping.isBehind();
    }

    @Override
    public void close() {
        connection.close();
        FramePump pumping = pump;
        if (pumping != null) {
            pumping.close();
            films.linked(false);
        }
        DiskDesk taking = desk;
        if (taking != null) {
            taking.close();
        }
        threads.forEach(t -> NamedThreads.stop(t, CLOSE_PATIENCE));
    }

    private void take(LinkMessage message) throws IOException {
        switch (message) {
            case LinkMessage.Ping ping -> {
                orders.heardClock(ping.wallMillis());
                say(new LinkMessage.Pong(ping.nanos(), pace.nanos()));
            }
            case LinkMessage.Watch watch -> pump().watch(watch.frames());
            case LinkMessage.EvidenceHeld held -> pump().held(held);
            case LinkMessage.CommandRequest request -> {
                if (!toDo.offer(request)) {
                    say(
                            new LinkMessage.CommandAnswer(
                                    request.id(), "too many commands at once", orders.status()));
                }
            }
            case LinkMessage.ReceiptIssued issued ->
                    take(receiptKey.verify(issued.document(), issued.signature()));
            case LinkMessage.GapTaken taken -> desk().hand(() -> orders.gapTaken(taken.manifest()));
            case LinkMessage.HealthWanted _ -> orders.healthWanted();
            case LinkMessage.Goodbye goodbye ->
                    throw new LinkException("Pi #B: " + goodbye.reason());
            case LinkMessage.Hello _,
                    LinkMessage.Welcome _,
                    LinkMessage.VideoStarted _,
                    LinkMessage.Filmed _,
                    LinkMessage.Status _,
                    LinkMessage.EventOpened _,
                    LinkMessage.CommandAnswer _,
                    LinkMessage.Pong _,
                    LinkMessage.EvidenceOpened _,
                    LinkMessage.EvidenceClosed _,
                    LinkMessage.GapRecorded _,
                    LinkMessage.AlertChats _,
                    LinkMessage.Health _,
                    LinkMessage.EventRemarked _ ->
                    throw new LinkException("Pi #B said what only a camera says, or said it twice");
        }
    }

    private void take(Receipt receipt) {
        desk().hand(() -> orders.receipt(receipt));
    }

    private DiskDesk desk() {
        return Objects.requireNonNull(desk, "greeted before anything else is read");
    }

    private FramePump pump() {
        return Objects.requireNonNull(pump, "greeted before anything else is read");
    }

    private void sayAll() {
        try {
            @Nullable CameraStatus told = null;
            Optional<LinkMessage.AlertChats> toldChats = Optional.empty();
            while (true) {
                CameraStatus status = orders.status();
                if (!status.equals(told)) {
                    output.write(new LinkMessage.Status(status));
                    told = status;
                }
                Optional<LinkMessage.AlertChats> chats = orders.alertChats();
                if (chats.isPresent() && !chats.equals(toldChats)) {
                    output.write(chats.get());
                    toldChats = chats;
                }
                LinkMessage message = toSay.poll(STATUS_MILLIS, TimeUnit.MILLISECONDS);
                if (message instanceof LinkMessage.Status now) {
                    told = now.status();
                }
                if (message != null) {
                    output.write(message);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("the link cannot be written to", e);
            connection.close();
        }
    }

    private void obeyAll() {
        try {
            while (true) {
                LinkMessage.CommandRequest request = toDo.take();
                String refusal = obey(request);
                say(new LinkMessage.CommandAnswer(request.id(), refusal, orders.status()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable String obey(LinkMessage.CommandRequest request) throws InterruptedException {
        try {
            return orders.obey(request.command());
        } catch (RuntimeException e) {
            LOG.error("the command {} met a bug", request.command(), e);
            return "an error here; see the camera's log";
        }
    }

    private void watchSilence() {
        try {
            Duration left = SILENCE;
            while (left.isPositive()) {
                pace.sleep(left);
                left = SILENCE.minusNanos(pace.nanos() - heardNanos);
            }
            LOG.debug("Pi #B has been silent for {}", SILENCE);
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
