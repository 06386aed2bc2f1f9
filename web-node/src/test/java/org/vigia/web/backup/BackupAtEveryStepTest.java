package org.vigia.web.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Moment;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.time.Pace;
import org.vigia.web.event.Mark;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.StoreFixture;
import org.vigia.web.store.Verification;

/// A store is copied at every one of its steps, and while it goes on; each copy is restored,
/// started, and found to be without a fault.
class BackupAtEveryStepTest {
    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private Path data;
    private EventStore store;
    private StoreFixture.Steps steps = step -> {};
    private final List<EventId> done = new ArrayList<>();
    private Backup.Observer stages = Backup.Observer.NONE;
    private int restored;
    private @Nullable String previous;

    @BeforeEach
    void prepare() throws IOException {
        data = Files.createDirectories(directory.resolve("data"));
        fixture = new StoreFixture(data, keys);
        store = fixture.watched(step -> steps.done(step));
        Files.writeString(data.resolve("receipt-key"), "secret");
    }

    private void send() throws IOException {
        EventId event = Evidence.id();
        List<Evidence.Item> files =
                Evidence.event(event, "door", fixture.door, done.size() + 1, previous);
        for (Evidence.Item item : files) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        }
        previous = files.getLast().name().sha256();
        done.add(event);
    }

    private EvidenceName film(EventId event, String content, @Nullable EvidenceName replaces)
            throws IOException {
        Path part = Files.writeString(data.resolve("store/film.part"), content);
        EvidenceName name =
                store.publishStreamed("yard", event, part, 4000, "closed", replaces).orElseThrow();
        Files.delete(part);
        return name;
    }

    /// Everything that a store does with events.
    private void everything() throws IOException {
        send();
        send();
        store.delete("door", done.getFirst(), "ana", "not needed");
        EventId event = Evidence.id();
        Moment moment = new Moment(5, true, "boot", 1);
        store.announce("yard", event, event, EventKind.MOTION, moment);
        EvidenceName first = film(event, "film", null);
        film(event, "longer film", first);
        store.openOwn("yard", null, EventKind.CAMERA_LOST, "silent for 30 s");
        store.mark("door", done.getLast(), Mark.NOTE, "ana", "the postman");
        store.custody().mark(done.getLast(), Mark.BINNED, "ana", null);
        store.custody().mark(done.getLast(), Mark.RESTORED, "ana", null);
    }

    private byte[] backup(Hook hook) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutputStream hooked =
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        out.write(b);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        out.write(bytes, from, length);
                        hook.written();
                    }
                };
        try {
            Backup.Report report =
                    new Backup(data, Map.of(), "test", Evidence.CLOCK, Pace.system(), stages)
                            .writeTo(hooked, directory);
            assertThat(report.faults()).isEmpty();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private interface Hook {
        void written() throws IOException;
    }

    /// What web-node's start does with a stream whose film was not stated when the power went.
    private void publishAgain(EventStore started, Path there) throws IOException {
        for (String file : Evidence.tree(there.resolve("store"))) {
            if (file.contains(".streamed.")) {
                Path film = there.resolve("store").resolve(file);
                Path part = Files.copy(film, there.resolve("store/film.part"));
                EvidenceName name = EvidenceName.parse(film.getFileName().toString()).orElseThrow();
                started.publishStreamed("yard", name.event(), part, 4000, "closed", null);
                Files.delete(part);
            }
        }
    }

    /// Restores, starts, and verifies.
    private void check(byte[] archive, String when) throws IOException {
        Path there = directory.resolve("restored-" + restored++);
        new Restore(there).from(new ByteArrayInputStream(archive));
        StoreFixture copy = new StoreFixture(there, keys);
        try (EventStore started = copy.store()) {
            publishAgain(started, there);
        }
        Verification.Result result =
                new Verification(
                                there.resolve("store"),
                                copy.registry,
                                fixture.receiptKey.publicKey(),
                                new FakePace())
                        .run();
        assertThat(result.faults()).as(when).isEmpty();
    }

    @Test
    void aCopyAtAnyStepIsWhatAPowerCutWouldHaveLeft() throws IOException {
        List<String> seen = new ArrayList<>();
        List<byte[]> copies = new ArrayList<>();
        steps =
                step -> {
                    seen.add(step);
                    copies.add(backup(() -> {}));
                };
        try (EventStore open = store) {
            assertThat(open.lastArrival()).isNotNegative();
            everything();
        }
        assertThat(seen).containsAll(StoreFixture.steps());
        for (int i = 0; i < copies.size(); i++) {
            check(copies.get(i), "copy %d, after %s".formatted(i, seen.get(i)));
        }
    }

    @Test
    void aCopyOfAStoreThatGoesOnIsOneToo() throws IOException {
        try (EventStore open = store) {
            assertThat(open.lastArrival()).isNotNegative();
            everything();
            for (int seed = 0; seed < 25; seed++) {
                Random random = new Random(seed);
                int[] left = {3};
                boolean[] busy = {false};
                byte[] archive =
                        backup(() -> {
                            if (left[0] > 0 && !busy[0] && random.nextInt(40) == 0) {
                                left[0]--;
                                busy[0] = true;
                                doSomething(random);
                                busy[0] = false;
                            }
                        });
                check(archive, "seed " + seed);
            }
        }
    }

    private void doSomething(Random random) throws IOException {
        switch (random.nextInt(5)) {
            case 0 -> send();
            case 1 -> store.delete("door", done.get(random.nextInt(done.size())), "ana", "no need");
            case 2 -> store.openOwn("door", null, EventKind.CAMERA_LOST, "silent for 30 s");
            case 3 -> {
                EventId event = Evidence.id();
                EvidenceName first = film(event, "film " + random.nextInt(), null);
                film(event, "longer film " + random.nextInt(), first);
            }
            default ->
                    store.mark(
                            "door",
                            done.get(random.nextInt(done.size())),
                            Mark.NOTE,
                            "ana",
                            "note " + random.nextInt());
        }
    }

    @Test
    void aCopyAtAnyStepOfWhatHappensWhileItIsMadeIsOneToo() throws IOException {
        try (EventStore open = store) {
            assertThat(open.lastArrival()).isNotNegative();
            everything();
            for (int seed = 0; seed < 25; seed++) {
                Random random = new Random(seed);
                // What is done goes on in the middle of the copy: at each step it may stop until
                // the copy has got further.
                List<byte[]> made = new ArrayList<>();
                int at = random.nextInt(12);
                int[] count = {0};
                steps =
                        step -> {
                            if (count[0]++ == at && made.isEmpty()) {
                                made.add(backup(() -> {}));
                            }
                        };
                doSomething(random);
                steps = step -> {};
                for (byte[] archive : made) {
                    check(archive, "seed " + seed);
                }
            }
            assertThat(store.read("door", done.getLast()))
                    .map(StoredEvent::stage)
                    .hasValue(StoredEvent.Stage.WHOLE);
        }
    }

    private interface Doing {
        void run() throws IOException;
    }

    /// Backs up beside a store that stops behind a step until a round has passed by, and then goes
    /// on before the round looks whether anything was stated.
    private byte[] backupBeside(String stop, Doing doing) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch passed = new CountDownLatch(1);
        FutureTask<Void> beside =
                new FutureTask<>(() -> {
                    doing.run();
                    return null;
                });
        steps =
                step -> {
                    if (step.equals(stop)) {
                        held.countDown();
                        await(passed);
                    }
                };
        stages =
                stage -> {
                    if (stage == Backup.Stage.SECOND_LOOK) {
                        NamedThreads.start("store", beside);
                        await(held);
                    } else if (stage == Backup.Stage.COPIED && passed.getCount() > 0) {
                        passed.countDown();
                        finish(beside);
                    }
                };
        return backup(() -> {});
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void finish(FutureTask<Void> task) {
        try {
            task.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aReceiptThatIsLoggedAndNotWrittenWhileARoundPassesIsCopiedInTheNext() throws Exception {
        try (EventStore open = store) {
            assertThat(open.lastArrival()).isNotNegative();
            send();
            byte[] archive =
                    backupBeside(
                            "RECEIPT_LOGGED",
                            () -> {
                                send();
                                send();
                            });
            check(archive, "held behind a receipt's line");
        }
    }

    @Test
    void aDeletionThatIsLoggedAndNotDoneWhileARoundPassesIsCopiedInTheNext() throws Exception {
        try (EventStore open = store) {
            assertThat(open.lastArrival()).isNotNegative();
            send();
            EventId gone = done.getFirst();
            byte[] archive =
                    backupBeside(
                            "TOMBSTONE_LOGGED",
                            () -> {
                                store.delete("door", gone, "ana", "not needed");
                                send();
                            });
            check(archive, "held behind a tombstone's line");
            assertThat(filmsIn(directory.resolve("restored-0"), gone)).isEmpty();
        }
    }

    @Test
    void aDeletionThatWasBegunBeforeAndEndsWithoutAStatementIsCopiedAsEnded() throws Exception {
        for (Backup.Stage end : List.of(Backup.Stage.SECOND_LOOK, Backup.Stage.COPIED)) {
            EventId gone = begunDeletion();
            int[] left = {1};
            stages =
                    stage -> {
                        if (stage == end && left[0]-- == 1) {
                            store.delete("door", gone, "ana", "not needed");
                        }
                    };
            Path there = directory.resolve("restored-" + restored);
            check(backup(() -> {}), "ended at " + end);
            assertThat(filmsIn(there, gone)).as("ended at " + end).isEmpty();
        }
        store.close();
    }

    /// An event whose tombstone is written and whose films are there.
    private EventId begunDeletion() throws IOException {
        stages = Backup.Observer.NONE;
        send();
        steps =
                step -> {
                    if (step.equals("DELETION_MARKED")) {
                        throw new IOException("the disk refuses");
                    }
                };
        assertThatThrownBy(() -> store.delete("door", done.getLast(), "ana", "not needed"))
                .hasMessage("the disk refuses");
        steps = step -> {};
        return done.getLast();
    }

    private static List<String> filmsIn(Path there, EventId event) throws IOException {
        return Evidence.tree(there).stream()
                .filter(file -> file.contains(event + ".clip."))
                .toList();
    }

    @Test
    void journalsAreCopiedAsFarAsTheirLinesAreWhole() throws IOException {
        try (EventStore open = store) {
            assertThat(open.lastArrival()).isNotNegative();
            send();
        }
        Path arrivals = data.resolve("store/arrivals.jsonl");
        String text = Files.readString(arrivals);
        Files.writeString(arrivals, text + "{\"arrival\":2,\"cam");
        Path there = directory.resolve("there");
        new Restore(there).from(new ByteArrayInputStream(backup(() -> {})));
        assertThat(there.resolve("store/arrivals.jsonl")).hasContent(text);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).endsWith((byte) '\n');
    }
}
