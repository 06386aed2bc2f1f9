package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.GapRecord;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.time.Pace;

/// A store is looked through while events come into it.
class VerificationBesideTest {
    private static final int ROUNDS = 40;

    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new StoreFixture(directory, keys);
    }

    /// What a web-node does.
    private interface Work {
        void done() throws IOException;
    }

    /// Looks again and again, until much work is done.
    private void lookWhile(Work work) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicInteger rounds = new AtomicInteger();
        Thread web =
                NamedThreads.start(
                        "web",
                        () -> {
                            try {
                                while (rounds.incrementAndGet() <= ROUNDS) {
                                    work.done();
                                }
                            } catch (IOException | RuntimeException | AssertionError e) {
                                failure.set(e);
                            }
                        });
        try {
            while (web.isAlive()) {
                assertThat(verify(Pace.system()).faults()).isEmpty();
            }
        } finally {
            rounds.addAndGet(ROUNDS);
            web.join();
        }
        assertThat(failure).hasNullValue();
    }

    private Verification.Result verify(Pace pace) throws IOException {
        return new Verification(
                        directory.resolve("store"),
                        fixture.registry,
                        fixture.receiptKey.publicKey(),
                        pace)
                .run();
    }

    /// Time passes in which something is done, once.
    private record Meanwhile(Work work, AtomicBoolean done) implements Pace {
        Meanwhile(Work work) {
            this(work, new AtomicBoolean());
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) {
            try {
                if (done.compareAndSet(false, true)) {
                    work.done();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<Evidence.Item> event(long number, @Nullable String previous) {
        return Evidence.event(Evidence.id(), "door", fixture.door, number, previous);
    }

    private static String hash(List<Evidence.Item> event) {
        return event.getLast().name().sha256();
    }

    private static void send(EventStore store, List<Evidence.Item> event) throws IOException {
        for (Evidence.Item item : event) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        }
    }

    @Test
    void eventsOfItsOwnThatBeginMeanwhileAreNoFaults() throws Exception {
        try (EventStore store = fixture.store()) {
            lookWhile(() -> {
                store.openOwn("yard", null, EventKind.CAMERA_LOST, "silent");
                store.openOwn("gate", null, EventKind.CAMERA_LOST, "silent");
            });
            assertThat(verify(Pace.system()).events()).isEqualTo(2 * ROUNDS);
        }
    }

    @Test
    void eventsOfOneChainThatBecomeWholeMeanwhileAreNoFaults() throws Exception {
        AtomicReference<List<Evidence.Item>> last = new AtomicReference<>(event(1, null));
        AtomicLong number = new AtomicLong(1);
        try (EventStore store = fixture.store()) {
            send(store, last.get());
            lookWhile(() -> {
                last.set(event(number.incrementAndGet(), hash(last.get())));
                send(store, last.get());
            });
            assertThat(verify(Pace.system()).events()).isEqualTo(1 + ROUNDS);
        }
    }

    @Test
    void aHoleThatIsFilledMeanwhileIsNone() throws Exception {
        List<Evidence.Item> first = event(1, null);
        List<Evidence.Item> second = event(2, hash(first));
        try (EventStore store = fixture.store()) {
            send(store, second);
            assertThat(verify(new FakePace()).faults())
                    .singleElement()
                    .asString()
                    .contains("number 1 of key");
            Verification.Result result = verify(new Meanwhile(() -> send(store, first)));
            assertThat(result.faults()).isEmpty();
            assertThat(result.events()).isEqualTo(2);
        }
    }

    @Test
    void aHoleOfWhichAGapRecordTellsMeanwhileIsNone() throws Exception {
        List<Evidence.Item> first = event(1, null);
        try (EventStore store = fixture.store()) {
            send(store, event(2, hash(first)));
            byte[] gap = gap(first).bytes();
            Meanwhile told =
                    new Meanwhile(() -> store.takeGap("door", gap, fixture.door.sign(gap)));
            assertThat(verify(told).faults()).isEmpty();
        }
    }

    private GapRecord gap(List<Evidence.Item> first) {
        return new GapRecord(
                GapRecord.FORMAT,
                "door",
                fixture.door.publicKey().fingerprint(),
                1,
                first.getFirst().name().event(),
                hash(first),
                List.of(),
                "damaged",
                1);
    }

    @Test
    void aNumberThatWasGivenUpAndIsGivenToAnotherEventIsNamed() throws Exception {
        List<Evidence.Item> other = event(1, null);
        byte[] gap = gap(event(1, null)).bytes();
        try (EventStore store = fixture.store()) {
            assertThat(store.takeGap("door", gap, fixture.door.sign(gap))).isPresent();
            send(store, other);
        }
        assertThat(verify(new FakePace()).faults())
                .singleElement()
                .asString()
                .startsWith("broken cameras/door: number 1 of key ")
                .contains("is given twice, to events ");
    }

    @Test
    void aFileThatLeadsNowhereEndsNoVerification() throws Exception {
        List<Evidence.Item> event = event(1, null);
        try (EventStore store = fixture.store()) {
            send(store, event);
        }
        EventFolder folder =
                EventFolder.of(
                        directory.resolve("store/cameras"),
                        "door",
                        event.getFirst().name().event());
        Path clip = folder.path().resolve(event.get(1).name().text());
        Files.delete(clip);
        Files.createSymbolicLink(clip, directory.resolve("nowhere"));
        assertThat(verify(new FakePace()).faults())
                .singleElement()
                .asString()
                .endsWith(clip.getFileName() + ": it went while it was looked at");
    }

    @Test
    void aLineOfTheLedgerThatIsHalfWrittenIsReadWhenItIsWhole() throws Exception {
        Path ledger = ledgerOfOneEvent();
        String whole = Files.readString(ledger);
        Files.writeString(ledger, whole.substring(0, whole.length() / 2));
        assertThat(verify(new FakePace()).faults()).isNotEmpty();
        Verification.Result result = verify(new Meanwhile(() -> Files.writeString(ledger, whole)));
        assertThat(result.faults()).isEmpty();
        assertThat(result.remarks()).isEmpty();
    }

    @Test
    void aLastLineOfTheLedgerThatLacksItsEndAloneCounts() throws Exception {
        Path ledger = ledgerOfOneEvent();
        String whole = Files.readString(ledger);
        Files.writeString(ledger, whole.stripTrailing());
        Verification.Result result = verify(new FakePace());
        assertThat(result.faults()).isEmpty();
        assertThat(result.remarks()).isEmpty();
    }

    @Test
    void aLedgerThatBecomesShorterMeanwhileEndsTheVerificationInWords() throws Exception {
        Path ledger = ledgerOfOneEvent();
        Path foreign = Files.writeString(directory.resolve("store/foreign"), "");
        assertThatThrownBy(() -> verify(new Meanwhile(() -> Files.writeString(ledger, ""))))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("receipts.jsonl: it became shorter while it was looked at");
        assertThat(foreign).exists();
    }

    private Path ledgerOfOneEvent() throws IOException {
        try (EventStore store = fixture.store()) {
            send(store, event(1, null));
        }
        return directory.resolve("store/receipts.jsonl");
    }
}
