package org.vigia.camera.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// The camera's half of docs/design/link.md over a plain socket, spoken to by a hand-written Pi #B.
class LinkClientTest {
    private static final EventId EVENT = new EventId("01990000-0000-7000-8000-000000000001");
    private static final CameraStatus ARMED =
            new CameraStatus(AlarmMode.ARMED, false, false, 0, false, false, null, 0);

    @TempDir static Path keys;
    private static RsaIdentity receiptKey;
    private static RsaIdentity otherKey;

    @TempDir Path folder;
    private final Pace pace = new StillPace();
    private final FragmentRing ring = new FragmentRing(Duration.ofSeconds(10), 1 << 20);
    private final Node node = new Node();
    private ServerSocket listening;
    private LinkClient client;

    @BeforeAll
    static void makeKey() throws IOException {
        receiptKey = TestKeys.key(keys, "receipt-key");
        otherKey = TestKeys.key(keys, "other");
    }

    @BeforeEach
    void start() throws IOException {
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        listening.setSoTimeout(60_000);
        client =
                new LinkClient(
                        new LinkMessage.Hello(LinkMessage.VERSION, "yard", "boot", "test"),
                        this::dial,
                        ring,
                        ReceiptKey.load(folder.resolve("receipt-key.pub")),
                        pace);
        client.start(node);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        listening.close();
    }

    private LinkDialer.Connection dial() throws IOException {
        Socket socket = new Socket(listening.getInetAddress(), listening.getLocalPort());
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        return new LinkDialer.Connection() {
            @Override
            public InputStream in() {
                return in;
            }

            @Override
            public OutputStream out() {
                return out;
            }

            @Override
            public void close() {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static final class Node implements LinkOrders {
        private final AtomicReference<CameraStatus> status = new AtomicReference<>(ARMED);
        private final List<CameraCommand> obeyed = new CopyOnWriteArrayList<>();
        private final Semaphore disk = new Semaphore(1);
        private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
        private final AtomicReference<Runnable> onceLinked = new AtomicReference<>(() -> {});
        private final List<Long> clocks = new CopyOnWriteArrayList<>();
        private final List<String> gapsTaken = new CopyOnWriteArrayList<>();

        @Override
        public @Nullable String obey(CameraCommand command) {
            if (command instanceof CameraCommand.Snapshot) {
                throw new IllegalStateException("a bug");
            }
            obeyed.add(command);
            return command instanceof CameraCommand.Disarm ? "not today" : null;
        }

        @Override
        public void heardClock(long wallMillis) {
            clocks.add(wallMillis);
        }

        @Override
        public void linked() {
            onceLinked.getAndSet(() -> {}).run();
        }

        @Override
        public CameraStatus status() {
            return status.get();
        }

        @Override
        public void receipt(Receipt receipt) {
            disk.acquireUninterruptibly();
            disk.release();
            receipts.add(receipt);
        }

        @Override
        public void gapTaken(String manifest) {
            gapsTaken.add(manifest);
        }
    }

    /// Pi #B's end of one connection.
    private final class Peer implements AutoCloseable {
        private final Socket socket;
        private final LinkReader reader;
        private final LinkWriter writer;

        Peer() throws IOException {
            socket = listening.accept();
            socket.setSoTimeout(60_000);
            reader = new LinkReader(new BufferedInputStream(socket.getInputStream()));
            writer = new LinkWriter(socket.getOutputStream());
        }

        void say(LinkMessage message) throws IOException {
            writer.write(message);
            writer.flush();
        }

        Peer welcome() throws IOException {
            assertThat(reader.read()).isInstanceOf(LinkMessage.Hello.class);
            say(new LinkMessage.Welcome(LinkMessage.VERSION, 5678, receiptKey.publicKey().line()));
            assertThat(next(LinkMessage.Status.class).status()).isEqualTo(ARMED);
            return this;
        }

        /// The next message of a kind; others are passed over.
        <T extends LinkMessage> T next(Class<T> kind) throws IOException {
            for (int i = 0; i < 1000; i++) {
                LinkMessage message = reader.read();
                assertThat(message).as("before a " + kind.getSimpleName()).isNotNull();
                if (kind.isInstance(message)) {
                    return kind.cast(message);
                }
            }
            throw new AssertionError("no " + kind.getSimpleName());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private void film(long frame) {
        ring.onFragment(
                new Fragment(
                        0,
                        frame,
                        frame * 3600,
                        3600,
                        frame % 5 == 0,
                        false,
                        pace.nanos(),
                        new byte[9]));
    }

    @Test
    void greetsTellsItsStatusAndAnswersPings() throws IOException {
        try (Peer peer = new Peer().welcome()) {
            peer.say(new LinkMessage.Ping(77, 1234));
            assertThat(peer.next(LinkMessage.Pong.class).echoNanos()).isEqualTo(77);
            peer.say(new LinkMessage.Ping(78, 1235));
            assertThat(peer.next(LinkMessage.Pong.class).echoNanos()).isEqualTo(78);
            assertThat(node.clocks).startsWith(5678L, 1234L);
        }
    }

    @Test
    void tellsItsStatusWhenItChangesWithoutBeingAsked() throws IOException {
        try (Peer peer = new Peer().welcome()) {
            CameraStatus wailing =
                    new CameraStatus(AlarmMode.TRIGGERED, true, true, 0, false, false, null, 1);
            node.status.set(wailing);
            assertThat(peer.next(LinkMessage.Status.class).status()).isEqualTo(wailing);
        }
    }

    @Test
    void commandsAreAnsweredOnceWhetherDoneRefusedOrMetByABug() throws IOException {
        try (Peer peer = new Peer().welcome()) {
            peer.say(new LinkMessage.CommandRequest(1, new CameraCommand.Arm()));
            peer.say(new LinkMessage.CommandRequest(2, new CameraCommand.Disarm()));
            peer.say(new LinkMessage.CommandRequest(3, new CameraCommand.Snapshot()));
            peer.say(new LinkMessage.CommandRequest(4, new CameraCommand.Pan(9)));
            assertThat(peer.next(LinkMessage.CommandAnswer.class))
                    .isEqualTo(new LinkMessage.CommandAnswer(1, null, ARMED));
            assertThat(peer.next(LinkMessage.CommandAnswer.class).refusal()).isEqualTo("not today");
            assertThat(peer.next(LinkMessage.CommandAnswer.class).refusal()).contains("an error");
            assertThat(peer.next(LinkMessage.CommandAnswer.class).id()).isEqualTo(4);
        }
        assertThat(node.obeyed).hasSize(3);
    }

    @Test
    void framesFlowOnlyWhileSomebodyWatchesAndBeginWithTheCurrentGop() throws IOException {
        ring.onConfig(new VideoConfig(0, "avc1.42C01F", 64, 64, new byte[8]));
        for (long i = 0; i < 8; i++) {
            film(i);
        }
        try (Peer peer = new Peer().welcome()) {
            peer.say(new LinkMessage.Watch(true));
            assertThat(peer.next(LinkMessage.VideoStarted.class).config().epoch()).isZero();
            assertThat(peer.next(LinkMessage.Filmed.class).fragment().sequence()).isEqualTo(5);
            assertThat(peer.next(LinkMessage.Filmed.class).fragment().sequence()).isEqualTo(6);
            assertThat(peer.next(LinkMessage.Filmed.class).fragment().sequence()).isEqualTo(7);
            film(8);
            assertThat(peer.next(LinkMessage.Filmed.class).fragment().sequence()).isEqualTo(8);

            peer.say(new LinkMessage.Watch(false));
            peer.say(new LinkMessage.Ping(1, 0));
            peer.next(LinkMessage.Pong.class);
            film(9);
            film(10);
            peer.say(new LinkMessage.Ping(2, 0));
            for (LinkMessage m = peer.reader.read();
                    !(m instanceof LinkMessage.Pong);
                    m = peer.reader.read()) {
                assertThat(m).isNotInstanceOf(LinkMessage.Filmed.class);
            }
            peer.say(new LinkMessage.Watch(true));
            assertThat(peer.next(LinkMessage.Filmed.class).fragment().sequence()).isEqualTo(10);
        }
    }

    @Test
    void aFilmGoesUnwatchedIsFilledInClosedAndOpenedAgainOnANewLink() throws Exception {
        LinkMessage.EventOpened opened =
                new LinkMessage.EventOpened(
                        EVENT, EVENT, EventKind.MOTION, new Moment(1, true, "boot", 1));
        VideoConfig config = new VideoConfig(0, "avc1.42C01F", 64, 64, new byte[8]);
        ring.onConfig(config);
        for (long i = 0; i < 8; i++) {
            film(i);
        }
        try (Peer peer = new Peer().welcome()) {
            client.announce(opened);
            client.filmBegun(opened, config, 0);
            assertThat(peer.next(LinkMessage.EventOpened.class)).isEqualTo(opened);
            assertThat(peer.next(LinkMessage.VideoStarted.class).config().epoch()).isZero();
            assertThat(peer.next(LinkMessage.EvidenceOpened.class))
                    .isEqualTo(new LinkMessage.EvidenceOpened(EVENT, 0, 0));
            assertThat(frames(peer, 3)).containsExactly("5", "6", "7");
            peer.say(new LinkMessage.EvidenceHeld(EVENT, 0, 2));
            assertThat(frames(peer, 3)).containsExactly("2e", "3e", "4e");
            film(8);
            assertThat(frames(peer, 1)).containsExactly("8");
        }
        try (Peer peer = new Peer()) {
            assertThat(peer.reader.read()).isInstanceOf(LinkMessage.Hello.class);
            peer.say(
                    new LinkMessage.Welcome(LinkMessage.VERSION, 0, receiptKey.publicKey().line()));
            assertThat(peer.next(LinkMessage.EventOpened.class)).isEqualTo(opened);
            peer.next(LinkMessage.EvidenceOpened.class);
            peer.say(new LinkMessage.EvidenceHeld(EVENT, 0, 9));
            assertThat(frames(peer, 4)).containsExactly("5", "6", "7", "8");
            film(9);
            film(10);
            assertThat(frames(peer, 2)).containsExactly("9", "10");
            client.filmEnded(EVENT, 9);
            assertThat(peer.next(LinkMessage.EvidenceClosed.class))
                    .isEqualTo(new LinkMessage.EvidenceClosed(EVENT, 0, 9));
            assertThat(client.isEvidenceBehind()).isFalse();
        }
    }

    private static List<String> frames(Peer peer, int count) throws IOException {
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LinkMessage.Filmed filmed = peer.next(LinkMessage.Filmed.class);
            frames.add(filmed.fragment().sequence() + (filmed.earlier() ? "e" : ""));
        }
        return frames;
    }

    @Test
    void onlyReceiptsUnderThePinnedKeyCount() throws Exception {
        Receipt receipt = new Receipt(Receipt.FORMAT, EVENT, "yard", "a".repeat(64), 1, 1, null);
        try (Peer peer = new Peer().welcome()) {
            byte[] document = receipt.bytes();
            peer.say(new LinkMessage.ReceiptIssued(document, receiptKey.sign(document)));
            for (int i = 0; i < 3000 && node.receipts.isEmpty(); i++) {
                pace.sleep(Duration.ofMillis(20));
            }
            assertThat(node.receipts).containsExactly(receipt);
            // A forged one ends the connection; the camera calls again.
            peer.say(new LinkMessage.ReceiptIssued(document, new byte[384]));
            try (Peer again = new Peer().welcome()) {
                assertThat(node.receipts).hasSize(1);
                again.say(new LinkMessage.Ping(5, 0));
                again.next(LinkMessage.Pong.class);
            }
        }
    }

    @Test
    void aDiskThatHangsOverAReceiptDoesNotHoldUpTheLink() throws Exception {
        node.disk.acquire();
        Receipt receipt = new Receipt(Receipt.FORMAT, EVENT, "yard", "a".repeat(64), 1, 1, null);
        try (Peer peer = new Peer().welcome()) {
            byte[] document = receipt.bytes();
            peer.say(new LinkMessage.ReceiptIssued(document, receiptKey.sign(document)));
            peer.say(new LinkMessage.Ping(1, 0));
            peer.next(LinkMessage.Pong.class);
            assertThat(node.receipts).isEmpty();
        } finally {
            node.disk.release();
        }
    }

    @Test
    void gapRecordsAreToldAndWhatIsTakenIsHeard() throws Exception {
        node.onceLinked.set(
                () -> client.tell(new LinkMessage.GapRecorded(new byte[] {1, 2}, new byte[] {3})));
        try (Peer peer = new Peer().welcome()) {
            LinkMessage.GapRecorded gap = peer.next(LinkMessage.GapRecorded.class);
            assertThat(gap.document()).containsExactly(1, 2);
            assertThat(gap.signature()).containsExactly(3);
            peer.say(new LinkMessage.GapTaken("a".repeat(64)));
            for (int i = 0; i < 3000 && node.gapsTaken.isEmpty(); i++) {
                pace.sleep(Duration.ofMillis(20));
            }
            assertThat(node.gapsTaken).containsExactly("a".repeat(64));
        }
    }

    @Test
    void anotherReceiptKeyThanThePinnedOneIsNotAccepted() throws Exception {
        try (Peer peer = new Peer().welcome()) {
            peer.say(new LinkMessage.Goodbye("restarting"));
        }
        try (Peer peer = new Peer()) {
            assertThat(peer.reader.read()).isInstanceOf(LinkMessage.Hello.class);
            peer.say(new LinkMessage.Welcome(LinkMessage.VERSION, 0, otherKey.publicKey().line()));
            assertThat(peer.reader.read()).isNull();
        }
    }
}
