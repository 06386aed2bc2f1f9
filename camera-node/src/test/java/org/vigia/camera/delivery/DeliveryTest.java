package org.vigia.camera.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.spool.Gap;
import org.vigia.camera.spool.OpenEvent;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Moment;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.time.FakePace;

class DeliveryTest {
    private static final Moment MOMENT = new Moment(1, true, "boot", 1);

    @TempDir static Path keys;
    private static RsaIdentity identity;

    @TempDir Path root;
    private final FakePace pace = new FakePace();
    private final Shore shore = new Shore();
    private final List<Gap> told = new CopyOnWriteArrayList<>();
    private Spool spool;
    private Delivery delivery;

    @BeforeAll
    static void makeKey() throws IOException {
        identity = TestKeys.key(keys, "identity");
    }

    @BeforeEach
    void open() throws IOException {
        spool = Spool.open(root, "front-door", identity, Files::size, Clock.systemUTC());
        delivery = new Delivery(spool, shore, told::add, pace);
    }

    @AfterEach
    void close() throws IOException {
        delivery.close();
        spool.close();
    }

    /// The other side: takes, refuses or fails as told, and remembers.
    private static final class Shore implements Uploader {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition arrived = lock.newCondition();
        private final List<EvidenceName> taken = new ArrayList<>();
        private final Set<EventId> refused = ConcurrentHashMap.newKeySet();
        private final Set<EventId> notNow = ConcurrentHashMap.newKeySet();
        private volatile boolean down;
        private int failures;

        @Override
        public void upload(EvidenceName name, Path file) throws IOException, RefusedException {
            lock.lock();
            try {
                if (down) {
                    failures++;
                    arrived.signalAll();
                    throw new IOException("the sea is rough");
                }
                if (refused.contains(name.event())) {
                    throw new RefusedException("refused: not this one");
                }
                if (notNow.contains(name.event())) {
                    throw new NotNowException("later: the store could not write it");
                }
                if (!Files.exists(file)) {
                    throw new java.nio.file.NoSuchFileException(file.toString());
                }
                taken.add(name);
                arrived.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {}

        void await(BooleanSupplier condition) throws InterruptedException {
            lock.lock();
            try {
                long left = TimeUnit.SECONDS.toNanos(20);
                while (!condition.getAsBoolean()) {
                    assertThat(left).as("taken so far: %s", taken).isPositive();
                    long turn = Math.min(left, TimeUnit.MILLISECONDS.toNanos(50));
                    left -= turn - Math.max(0, arrived.awaitNanos(turn));
                }
            } finally {
                lock.unlock();
            }
        }

        long manifests() {
            return taken.stream().filter(n -> n.kind() == EvidenceKind.MANIFEST).count();
        }
    }

    private OpenEvent begin(int n) throws IOException {
        EventId id = new EventId("01990000-0000-7000-8000-%012d".formatted(n));
        return spool.begin(new Opening(id, id, EventKind.PHOTO, MOMENT, 0));
    }

    private SealedEvent sealed(int n) throws IOException {
        OpenEvent event = begin(n);
        event.snapshot(new byte[] {(byte) n});
        event.seal(MOMENT, 0);
        return spool.sealed().getLast();
    }

    private static Receipt receipt(SealedEvent event) {
        return new Receipt(
                Receipt.FORMAT, event.event(), "front-door", event.manifest(), 1, 1, null);
    }

    @Test
    void sendsEachEventInOrderWithItsManifestLastAndForgetsItWithTheReceipt() throws Exception {
        SealedEvent one = sealed(1);
        SealedEvent two = sealed(2);
        delivery.start();
        shore.await(() -> shore.manifests() == 2);
        List<EvidenceName> expected = new ArrayList<>(one.files());
        expected.addAll(two.files());
        assertThat(shore.taken).containsExactlyElementsOf(expected);
        assertThat(spool.sealed()).hasSize(2);
        delivery.receipt(receipt(one));
        assertThat(spool.sealed()).extracting(SealedEvent::event).containsExactly(two.event());
    }

    @Test
    void sendsThePictureBeforeTheEventIsOver() throws Exception {
        delivery.start();
        OpenEvent event = begin(1);
        event.snapshot(new byte[] {1});
        shore.await(() -> !shore.taken.isEmpty());
        assertThat(shore.taken)
                .extracting(EvidenceName::kind)
                .containsExactly(EvidenceKind.SNAPSHOT);
        event.seal(MOMENT, 0);
        shore.await(() -> shore.manifests() == 1);
        assertThat(shore.taken).hasSize(3);
    }

    @Test
    void offersTheManifestAgainWhenNoReceiptComes() throws Exception {
        sealed(1);
        delivery.start();
        shore.await(() -> shore.manifests() == 1);
        shore.await(() -> {
            // The first offer may be noted a moment after it was made.
            pace.advance(java.time.Duration.ofSeconds(11));
            spool.changed();
            return shore.manifests() >= 2;
        });
    }

    @Test
    void anEventRefusedForGoodDoesNotHoldUpTheNext() throws Exception {
        SealedEvent one = sealed(1);
        shore.refused.add(one.event());
        SealedEvent two = sealed(2);
        delivery.start();
        shore.await(() -> shore.manifests() == 1);
        assertThat(shore.taken.getLast().event()).isEqualTo(two.event());
        assertThat(spool.sealed()).extracting(SealedEvent::event).containsExactly(two.event());
        assertThat(root.resolve("quarantine")).isNotEmptyDirectory();
    }

    @Test
    void anEventThatIsNotTakenNowDoesNotHoldUpTheNextAndIsTriedAgain() throws Exception {
        SealedEvent one = sealed(1);
        shore.notNow.add(one.event());
        SealedEvent two = sealed(2);
        delivery.start();
        shore.await(() -> shore.manifests() == 1);
        assertThat(shore.taken.getLast().event()).isEqualTo(two.event());
        assertThat(spool.sealed()).hasSize(2);
        shore.notNow.clear();
        shore.await(() -> {
            pace.advance(java.time.Duration.ofSeconds(2));
            spool.changed();
            return shore.taken.stream().anyMatch(one.files().getLast()::equals);
        });
    }

    @Test
    void anEventThatHasLostAFileIsDeliveredWithoutItOncePiBHasTakenTheGapRecord() throws Exception {
        SealedEvent one = sealed(1);
        Files.delete(one.folder().resolve(one.files().getFirst().text()));
        sealed(2);
        delivery.start();
        shore.await(() -> shore.manifests() == 1 && !told.isEmpty());
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().record().manifest()).isEqualTo(one.manifest());
        assertThat(shore.taken).doesNotContain(one.files().getLast());
        delivery.gapTaken(one.manifest());
        shore.await(() -> shore.manifests() == 2);
        assertThat(shore.taken.getLast()).isEqualTo(one.files().getLast());
        assertThat(told).hasSize(1);
    }

    @Test
    void anEventThatHasLostItsSignatureIsSetAside() throws Exception {
        SealedEvent one = sealed(1);
        Files.delete(one.folder().resolve(one.files().get(1).text()));
        SealedEvent two = sealed(2);
        delivery.start();
        shore.await(() -> shore.manifests() == 1 && !told.isEmpty());
        assertThat(spool.sealed()).extracting(SealedEvent::event).containsExactly(two.event());
        assertThat(root.resolve("quarantine")).isNotEmptyDirectory();
        assertThat(told.getFirst().record().files()).isEmpty();
    }

    @Test
    void aGapRecordIsToldAgainOnANewLinkAndWhereItIsNotTakenInTime() throws Exception {
        SealedEvent one = sealed(1);
        spool.quarantine(one, "refused: not this one");
        delivery.start();
        shore.await(() -> told.size() == 1);
        spool.changed();
        sealed(2);
        shore.await(() -> shore.manifests() == 1);
        assertThat(told).hasSize(1);
        delivery.hurry();
        shore.await(() -> told.size() == 2);
        shore.await(() -> {
            pace.advance(java.time.Duration.ofSeconds(61));
            spool.changed();
            return told.size() >= 3;
        });
    }

    @Test
    void onlyTheManifestIsOfferedAgainWhenNoReceiptComes() throws Exception {
        SealedEvent one = sealed(1);
        delivery.start();
        shore.await(() -> {
            pace.advance(java.time.Duration.ofSeconds(11));
            spool.changed();
            return shore.manifests() >= 3;
        });
        assertThat(shore.taken).filteredOn(n -> n.equals(one.files().getFirst())).hasSize(1);
    }

    @Test
    void keepsEverythingWhilePiBIsAwayAndSendsItWhenItIsBack() throws Exception {
        shore.down = true;
        sealed(1);
        delivery.start();
        shore.await(() -> shore.failures >= 1);
        assertThat(spool.sealed()).hasSize(1);
        shore.down = false;
        delivery.hurry();
        shore.await(() -> shore.manifests() == 1);
    }
}
