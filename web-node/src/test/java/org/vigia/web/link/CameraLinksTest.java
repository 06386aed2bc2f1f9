package org.vigia.web.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.machine.MachineHealth;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.web.camera.CommandOutcome;
import org.vigia.web.evidence.EvidenceRecorder;
import org.vigia.web.evidence.Reel;
import org.vigia.web.evidence.ShelfFolder;
import org.vigia.web.evidence.StreamLimits;
import org.vigia.web.live.LiveHub;
import org.vigia.web.store.Evidence;

/// Web-node's half of the link against a camera that speaks, or does not, over a socket.
class CameraLinksTest {
    private static final LinkMessage.Hello HELLO =
            new LinkMessage.Hello(LinkMessage.VERSION, "door", "boot", "1");

    private final FakePace pace = new FakePace();
    private final LiveHub hub = new LiveHub(LiveHub.DEFAULT_VIEWERS, pace);
    private final CameraLinks links =
            new CameraLinks(() -> List.of("door"), "ssh-rsa AAAA", hub, Evidence.CLOCK, pace);
    private final List<Peer> peers = new ArrayList<>();
    private volatile boolean unmarkable;

    private final EventAnnouncements notes =
            new EventAnnouncements() {
                @Override
                public void announce(String camera, LinkMessage.EventOpened opened) {}

                @Override
                public void filming(String camera, EventId event) throws IOException {
                    if (unmarkable) {
                        throw new IOException("no space left on device");
                    }
                }
            };

    @TempDir Path folder;
    private ShelfFolder shelf;
    private EvidenceRecorder evidence;

    @BeforeEach
    void record() throws IOException {
        shelf = new ShelfFolder(folder.resolve("shelf"));
        evidence =
                new EvidenceRecorder(folder.resolve("streams"), shelf, StreamLimits.DEFAULT, pace);
        evidence.start();
    }

    /// The camera's end of a connection that web-node serves.
    private final class Peer {
        final CountDownLatch cut = new CountDownLatch(1);
        final CountDownLatch served = new CountDownLatch(1);
        final CountDownLatch listening = new CountDownLatch(1);
        final Socket socket;
        final LinkReader reader;
        private final LinkWriter writer;

        Peer() throws IOException {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                socket = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket other = server.accept();
                socket.setSoTimeout(10_000);
                NamedThreads.start("serve", () -> serve(other));
            }
            reader = new LinkReader(socket.getInputStream());
            writer = new LinkWriter(socket.getOutputStream());
        }

        private void serve(Socket other) {
            try (other;
                    InputStream in = noticed(other.getInputStream());
                    OutputStream out = other.getOutputStream()) {
                links.serve("door", in, out, () -> cut(other), notes, evidence);
            } catch (IOException e) {
                throw new AssertionError("a socket that does not close", e);
            } finally {
                served.countDown();
            }
        }

        private InputStream noticed(InputStream in) {
            return new FilterInputStream(in) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    listening.countDown();
                    return super.read(bytes, offset, length);
                }
            };
        }

        private void cut(Socket other) {
            cut.countDown();
            try {
                other.close();
            } catch (IOException e) {
                throw new AssertionError("a socket that does not close", e);
            }
        }

        void say(LinkMessage message) throws IOException {
            writer.write(message);
            writer.flush();
        }

        Peer welcomed() throws IOException, InterruptedException {
            Semaphore online = new Semaphore(0);
            AutoCloseable watching = links.subscribe(view -> online.release(view.online() ? 1 : 0));
            say(HELLO);
            assertThat(reader.read()).isInstanceOf(LinkMessage.Welcome.class);
            // The welcome may be read before the link takes its place.
            assertThat(online.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            try {
                watching.close();
            } catch (Exception e) {
                throw new AssertionError("a subscription that does not end", e);
            }
            return this;
        }
    }

    private Peer peer() throws IOException {
        Peer peer = new Peer();
        peers.add(peer);
        return peer;
    }

    @AfterEach
    void close() throws IOException {
        for (Peer peer : peers) {
            peer.socket.close();
        }
        hub.close();
        evidence.close();
    }

    private static boolean comes(CountDownLatch latch) throws InterruptedException {
        return latch.await(10, TimeUnit.SECONDS);
    }

    @Test
    void aCameraOfTheVersionBeforeIsSpokenToInItsOwnAndNotAskedWhatItDoesNotKnow()
            throws Exception {
        Peer peer = peer();
        peer.say(new LinkMessage.Hello(LinkMessage.OLDEST_VERSION, "door", "boot", "0.4.0"));
        assertThat(peer.reader.read())
                .isInstanceOfSatisfying(
                        LinkMessage.Welcome.class,
                        welcome ->
                                assertThat(welcome.version())
                                        .isEqualTo(LinkMessage.OLDEST_VERSION));
        await(() -> links.line("door").isPresent());
        assertThat(links.line("door").orElseThrow().saysHealth()).isFalse();
        assertThat(links.command("door", new CameraCommand.SelfTest(), Duration.ofSeconds(5)))
                .isEqualTo(new CommandOutcome.Refused("its software (0.4.0) is too old for that"));
        links.askHealth("door");
        assertThat(peer.reader.read()).isInstanceOf(LinkMessage.Ping.class);
    }

    @Test
    void howACameraIsIsAskedForAndHanded() throws Exception {
        List<CameraHealth> heard = new CopyOnWriteArrayList<>();
        links.heed((camera, health) -> heard.add(health));
        CameraHealth health =
                new CameraHealth(
                        "1",
                        1,
                        new MachineHealth(null, null, null, null, 1, null, null),
                        new CameraHealth.Waiting(0, null),
                        new CameraHealth.Wall(true, null),
                        null,
                        new CameraHealth.Film(0, null),
                        new CameraHealth.SelfTest(false, null));
        Peer peer = peer().welcomed();
        links.askHealth("door");
        LinkMessage asked = peer.reader.read();
        while (asked instanceof LinkMessage.Ping) {
            asked = peer.reader.read();
        }
        assertThat(asked).isInstanceOf(LinkMessage.HealthWanted.class);
        peer.say(new LinkMessage.Health(health));
        await(() -> heard.equals(List.of(health)));
        assertThat(links.line("door").orElseThrow().saysHealth()).isTrue();
    }

    @Test
    void nothingIsSaidBeforeTheWelcomeHoweverLongTheHelloTakes() throws Exception {
        Peer peer = peer();
        assertThat(comes(peer.listening)).isTrue();
        pace.advance(Duration.ofSeconds(5));
        // Longer than the distance of two pings.
        peer.socket.setSoTimeout(2_500);
        assertThatThrownBy(peer.reader::read).isInstanceOf(SocketTimeoutException.class);
        peer.welcomed();
        assertThat(peer.reader.read()).isInstanceOf(LinkMessage.Ping.class);
    }

    @Test
    void withoutAHelloTheWholeConnectionEnds() throws Exception {
        Peer peer = peer();
        assertThat(comes(peer.listening)).isTrue();
        pace.advance(Duration.ofSeconds(11));
        assertThat(comes(peer.cut)).isTrue();
        assertThat(comes(peer.served)).isTrue();
    }

    @Test
    void aSilentCameraLosesTheWholeConnection() throws Exception {
        Peer peer = peer().welcomed();
        assertThat(links.find("door").orElseThrow().online()).isTrue();
        pace.advance(Duration.ofSeconds(11));
        assertThat(comes(peer.cut)).isTrue();
        assertThat(comes(peer.served)).isTrue();
        assertThat(links.find("door").orElseThrow().online()).isFalse();
    }

    @Test
    void aNewerLinkEndsTheOlderOnesWholeConnection() throws Exception {
        Peer older = peer().welcomed();
        Peer newer = peer().welcomed();
        assertThat(comes(older.cut)).isTrue();
        assertThat(comes(older.served)).isTrue();
        assertThat(newer.cut.getCount()).isEqualTo(1);
        assertThat(links.find("door").orElseThrow().online()).isTrue();
    }

    @Test
    void aGoodbyeEndsTheReading() throws Exception {
        Peer peer = peer().welcomed();
        peer.say(new LinkMessage.Goodbye("the end\n2026 ERROR a forged line"));
        assertThat(comes(peer.served)).isTrue();
        assertThat(links.find("door").orElseThrow().online()).isFalse();
    }

    @Test
    void aCameraOfAnotherVersionIsToldWhyBeforeItsLinkEnds() throws Exception {
        for (int version : new int[] {LinkMessage.OLDEST_VERSION - 1, LinkMessage.VERSION + 1}) {
            Peer peer = peer();
            peer.say(new LinkMessage.Hello(version, "door", "boot", "2"));
            assertThat(peer.reader.read())
                    .isEqualTo(
                            new LinkMessage.Goodbye(
                                    "this node speaks versions 3 to 4 of the link, not "
                                            + version));
            assertThat(comes(peer.served)).isTrue();
        }
    }

    private void await(BooleanSupplier wish) throws InterruptedException {
        Pace real = Pace.system();
        long deadline = real.nanos() + Duration.ofSeconds(10).toNanos();
        while (!wish.getAsBoolean()) {
            assertThat(real.nanos() - deadline).isNegative();
            real.sleep(Duration.ofMillis(5));
        }
    }

    private static final EventId EVENT = Evidence.id();

    private static LinkMessage.EvidenceHeld held(Peer peer) throws IOException {
        LinkMessage message = peer.reader.read();
        while (message instanceof LinkMessage.Ping) {
            message = peer.reader.read();
        }
        if (message instanceof LinkMessage.EvidenceHeld held) {
            return held;
        }
        throw new AssertionError("no word of what is held: " + message);
    }

    private Peer streaming(List<Fragment> frames) throws Exception {
        Peer peer = peer().welcomed();
        peer.say(new LinkMessage.VideoStarted(Reel.config(0)));
        peer.say(new LinkMessage.EvidenceOpened(EVENT, 0, 0));
        assertThat(held(peer)).isEqualTo(new LinkMessage.EvidenceHeld(EVENT, 0, 0));
        for (Fragment frame : frames) {
            peer.say(new LinkMessage.Filmed(frame, false));
        }
        return peer;
    }

    @Test
    void aFilmIsKeptAndTheLinksEndIsToldWithIt() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        links.watch(
                new LinkWatch() {
                    @Override
                    public void began(String camera) {
                        told.add(camera + " began");
                    }

                    @Override
                    public void ended(String camera, boolean filming) {
                        told.add(camera + (filming ? " ended within a film" : " ended"));
                    }
                });
        Peer peer = streaming(Reel.random(1, 0, 20, 10));
        peer.socket.close();
        assertThat(comes(peer.served)).isTrue();
        evidence.awaitIdle();
        assertThat(shelf.marks(EVENT)).containsExactly("lost");
        assertThat(shelf.film("door", EVENT)).isPresent();

        Peer again = peer().welcomed();
        again.say(new LinkMessage.VideoStarted(Reel.config(0)));
        again.say(new LinkMessage.EvidenceOpened(EVENT, 0, 0));
        assertThat(held(again).next()).as("but the last for certain").isEqualTo(19);
        again.say(new LinkMessage.EvidenceClosed(EVENT, 0, 19));
        again.say(new LinkMessage.Goodbye("the end"));
        assertThat(comes(again.served)).isTrue();
        evidence.awaitIdle();
        assertThat(told)
                .containsExactly(
                        "door began", "door ended within a film", "door began", "door ended");
        assertThat(shelf.marks(EVENT)).containsExactly("lost");
    }

    @Test
    void whereThisNodeEndsTheLinkNoCameraIsLost() throws Exception {
        Peer peer = streaming(Reel.random(1, 0, 20, 10));
        links.close();
        assertThat(comes(peer.served)).isTrue();
        evidence.awaitIdle();
        assertThat(shelf.marks(EVENT)).isEmpty();
    }

    @Test
    void whereAFilmCannotBeMarkedAsUnconfirmedNothingOfItIsWanted() throws Exception {
        unmarkable = true;
        Peer peer = peer().welcomed();
        peer.say(new LinkMessage.VideoStarted(Reel.config(0)));
        peer.say(new LinkMessage.EvidenceOpened(EVENT, 0, 0));
        assertThat(held(peer).next()).isEqualTo((1L << 53) - 1);
        peer.say(new LinkMessage.Filmed(Reel.random(1, 0, 1, 1).getFirst(), false));
        peer.say(new LinkMessage.EvidenceClosed(EVENT, 0, 0));
        unmarkable = false;
        peer.say(new LinkMessage.EvidenceOpened(EVENT, 0, 0));
        assertThat(held(peer).next()).as("the link goes on").isZero();
        peer.say(new LinkMessage.Goodbye("the end"));
        assertThat(comes(peer.served)).isTrue();
        evidence.awaitIdle();
        assertThat(shelf.film("door", EVENT)).isEmpty();
    }

    @Test
    void evidenceWithoutItsVideoBreaksTheProtocol() throws Exception {
        Peer peer = peer().welcomed();
        peer.say(new LinkMessage.EvidenceOpened(EVENT, 0, 0));
        LinkMessage message = peer.reader.read();
        while (message instanceof LinkMessage.Ping) {
            message = peer.reader.read();
        }
        assertThat(message)
                .isEqualTo(new LinkMessage.Goodbye("evidence of epoch 0 without its video"));
        assertThat(comes(peer.served)).isTrue();
    }
}
