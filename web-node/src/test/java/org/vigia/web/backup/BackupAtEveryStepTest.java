package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Moment;
import org.vigia.shared.time.Pace;
import org.vigia.web.backup.Backup;
import org.vigia.web.backup.Restore;
import org.vigia.web.event.Mark;
import org.vigia.web.event.StoredEvent;

/// A store is copied at every one of its steps, and while it goes on; each copy is restored,
/// started, and found to be without a fault.
class BackupAtEveryStepTest {
    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private Path data;
    private EventStore store;
    private Step.Observer steps = Step.Observer.NONE;
    private final List<EventId> done = new ArrayList<>();
    private int restored;
    private @Nullable String previous;

    @BeforeEach
    void prepare() throws IOException {
        data = Files.createDirectories(directory.resolve("data"));
        fixture = new StoreFixture(data, keys);
        store = fixture.store(data.resolve("store"), StoreLimits.DEFAULT, step -> steps.done(step));
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
                    new Backup(data, Map.of(), "test", Evidence.CLOCK, Pace.system())
                            .writeTo(hooked);
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
                                fixture.receiptKey.publicKey())
                        .run();
        assertThat(result.faults()).as(when).isEmpty();
    }

    @Test
    void aCopyAtAnyStepIsWhatAPowerCutWouldHaveLeft() throws IOException {
        List<Step> seen = new ArrayList<>();
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
        assertThat(seen).contains(Step.values());
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
                steps = Step.Observer.NONE;
                for (byte[] archive : made) {
                    check(archive, "seed " + seed);
                }
            }
            assertThat(store.read("door", done.getLast()))
                    .map(StoredEvent::stage)
                    .hasValue(StoredEvent.Stage.WHOLE);
        }
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
