package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Statement;
import org.vigia.shared.event.Tombstone;
import org.vigia.shared.event.Witness;
import org.vigia.web.event.Custody;
import org.vigia.web.event.Mark;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// A power cut, or a broken disk, behind each step of a deletion, of a streamed film's publication
/// and of an event of Pi #B's own.
class DeletionCrashTest {
    private static final Set<Step> DELETION = EnumSet.range(Step.DELETION_DECIDED, Step.DELETED);
    private static final Set<Step> FILM =
            EnumSet.range(Step.STREAMED_LINKED, Step.STREAMED_REPLACED);

    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private Path root;
    private boolean armed;
    private final EventId event = Evidence.id();

    /// What the disk looked like behind a step.
    private record Cut(Step step, Path image) {}

    /// Something done to a store.
    private interface Deed {
        void done(EventStore store) throws IOException;
    }

    @BeforeEach
    void prepare() throws IOException {
        fixture = new StoreFixture(directory, keys);
        root = directory.resolve("store");
    }

    /// A store whose disk fails behind a step once it is [#armed].
    private EventStore breaking(Path where, Step behind, String words) throws IOException {
        return fixture.store(
                where,
                StoreLimits.DEFAULT,
                step -> {
                    if (armed && step == behind) {
                        throw new IOException(words);
                    }
                });
    }

    private List<Cut> cuts(Deed before, Deed watched) throws IOException {
        List<Cut> cuts = new ArrayList<>();
        boolean[] watching = {false};
        try (EventStore store =
                fixture.store(
                        root,
                        StoreLimits.DEFAULT,
                        step -> {
                            if (watching[0]) {
                                Path image = directory.resolve("cut-" + cuts.size());
                                CrashPointsTest.copy(root, image);
                                cuts.add(new Cut(step, image));
                            }
                        })) {
            before.done(store);
            watching[0] = true;
            watched.done(store);
        }
        return cuts;
    }

    private void send(EventStore store) throws IOException {
        for (Evidence.Item item : Evidence.event(event, "door", fixture.door)) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        }
    }

    private EvidenceName publish(
            EventStore store, Path where, String film, @Nullable EvidenceName replaces)
            throws IOException {
        Path part = Files.writeString(where.resolve("film.part"), film);
        return store.publishStreamed("door", event, part, 4000, "closed", replaces).orElseThrow();
    }

    private static List<Statement> statements(Path root) throws IOException {
        List<Statement> statements = new ArrayList<>();
        new LineFile<>(root.resolve("receipts.jsonl"), Ledger.Line.class)
                .forEach(line -> statements.add(line.statement()));
        assertThat(statements)
                .extracting(Statement::sequence)
                .isEqualTo(LongStream.rangeClosed(1, statements.size()).boxed().toList());
        return statements;
    }

    @Test
    void whateverStepThePowerCutFollowsTheDeletionIsFinishedAtTheNextStart() throws IOException {
        List<Cut> cuts =
                cuts(
                        store -> {
                            send(store);
                            publish(store, root, "film", null);
                            assertThat(store.lastArrival()).isEqualTo(1);
                        },
                        store ->
                                assertThat(store.delete("door", event, "ana", "why"))
                                        .isEqualTo(Custody.Outcome.DONE));
        assertThat(cuts).extracting(Cut::step).containsAll(DELETION);
        for (Cut cut : cuts) {
            try (EventStore store = fixture.store(cut.image(), StoreLimits.DEFAULT)) {
                List<StoredEvent> changed = new ArrayList<>();
                store.readChanged(changed::add);
                StoredEvent now = store.read("door", event).orElseThrow();
                assertThat(changed).as("%s", cut).contains(now);
                assertThat(now.marks()).as("%s", cut).containsExactly(Standing.DELETED);
                assertThat(now.clip()).as("%s", cut).isNull();
                assertThat(now.snapshot()).as("%s", cut).isNull();
                assertThat(now.streamed()).as("%s", cut).isNull();
            }
            List<Statement> ledger = statements(cut.image());
            assertThat(ledger).as("%s", cut).hasSize(3);
            Tombstone said = (Tombstone) ledger.getLast();
            assertThat(said.files()).as("%s", cut).hasSize(3);
            Path folder = EventFolder.of(cut.image().resolve("cameras"), "door", event).path();
            assertThat(Files.readAllBytes(folder.resolve("tombstone.json")))
                    .as("%s", cut)
                    .isEqualTo(said.bytes());
            assertThat(Files.readAllLines(folder.resolve("journal.jsonl"))).hasSize(1);
            assertThat(Evidence.tree(cut.image().resolve("deleting"))).as("%s", cut).isEmpty();
        }
    }

    @Test
    void anEventThatWasKeptWhenItsDeletionHadFailedIsNotDeletedAtTheNextStart() throws IOException {
        try (EventStore store = breaking(root, Step.DELETION_DECIDED, "no space left on device")) {
            send(store);
            armed = true;
            assertThatThrownBy(() -> store.delete("door", event, "retention", "room"))
                    .hasMessage("no space left on device");
            assertThat(store.mark("door", event, Mark.KEPT, "ana", null)).isTrue();
        }
        try (EventStore store = fixture.store(root, StoreLimits.DEFAULT)) {
            StoredEvent now = store.read("door", event).orElseThrow();
            assertThat(now.marks()).containsExactly(Standing.KEPT);
            assertThat(now.clip()).isNotNull();
            assertThat(Evidence.tree(root.resolve("deleting"))).isEmpty();
        }
    }

    @Test
    void whatIsRestoredBeforeItsDeletionIsDoneStaysAfterARestart() throws IOException {
        Path root = directory.resolve("restored");
        try (EventStore store = breaking(root, Step.DELETION_DECIDED, "no space left on device")) {
            send(store);
            store.custody().mark(event, Mark.BINNED, "ana", null);
            armed = true;
            assertThatThrownBy(() -> store.deleteBinned("door", event, "over", Long.MAX_VALUE))
                    .hasMessage("no space left on device");
            assertThat(store.custody().mark(event, Mark.RESTORED, "ana", null))
                    .isEqualTo(Custody.Outcome.DONE);
        }
        try (EventStore store = fixture.store(root, StoreLimits.DEFAULT)) {
            StoredEvent now = store.read("door", event).orElseThrow();
            assertThat(now.marks()).isEmpty();
            assertThat(now.clip()).isNotNull();
            assertThat(Evidence.tree(root.resolve("deleting"))).isEmpty();
        }
    }

    @Test
    void whatWasBinnedAndIsHalfDeletedIsGoneAfterARestart() throws IOException {
        Path root = directory.resolve("binned");
        try (EventStore store = breaking(root, Step.TOMBSTONE_LOGGED, "the disk broke")) {
            send(store);
            store.custody().mark(event, Mark.BINNED, "ana", null);
            armed = true;
            assertThatThrownBy(() -> store.deleteBinned("door", event, "over", Long.MAX_VALUE))
                    .hasMessage("the disk broke");
            assertThat(store.custody().mark(event, Mark.RESTORED, "ana", null))
                    .isEqualTo(Custody.Outcome.DELETED);
        }
        try (EventStore store = fixture.store(root, StoreLimits.DEFAULT)) {
            StoredEvent now = store.read("door", event).orElseThrow();
            assertThat(now.marks()).containsExactlyInAnyOrder(Standing.BINNED, Standing.DELETED);
            assertThat(now.clip()).isNull();
        }
    }

    @Test
    void whateverStepTheDiskBreaksBehindARepeatFinishesTheDeletion() throws IOException {
        for (Step broken : DELETION) {
            Path here = directory.resolve("broken-" + broken);
            boolean[] armed = {false};
            try (EventStore store =
                    fixture.store(
                            here,
                            StoreLimits.DEFAULT,
                            step -> {
                                if (armed[0] && step == broken) {
                                    armed[0] = false;
                                    throw new IOException("the disk broke behind " + step);
                                }
                            })) {
                send(store);
                armed[0] = true;
                assertThatThrownBy(() -> store.delete("door", event, "retention", "age"))
                        .hasMessage("the disk broke behind " + broken);
                // Life goes on in between, so that the tombstone is no longer the last word.
                store.openOwn("door", null, EventKind.CAMERA_LOST, "silent");
                assertThat(store.delete("door", event, "retention", "age"))
                        .isEqualTo(Custody.Outcome.DONE);
                assertThat(store.read("door", event).orElseThrow().clip()).isNull();
            }
            assertThat(statements(here)).as("%s", broken).hasSize(3);
            try (EventStore store = fixture.store(here, StoreLimits.DEFAULT)) {
                assertThat(Evidence.tree(here.resolve("deleting"))).as("%s", broken).isEmpty();
                assertThat(store.read("door", event).orElseThrow().marks())
                        .containsExactly(Standing.DELETED);
            }
        }
    }

    @Test
    void whateverStepThePowerCutFollowsAStreamedFilmIsPublishedByARepeat() throws IOException {
        EvidenceName[] first = {null};
        List<Cut> cuts =
                cuts(
                        store -> first[0] = publish(store, root, "film", null),
                        store -> publish(store, root, "film and more", first[0]));
        assertThat(cuts).extracting(Cut::step).containsExactlyElementsOf(FILM);
        for (Cut cut : cuts) {
            try (EventStore store = fixture.store(cut.image(), StoreLimits.DEFAULT)) {
                assertThat(store.read("door", event).orElseThrow().streamed()).isNotNull();
                EvidenceName name = publish(store, cut.image(), "film and more", first[0]);
                assertThat(store.read("door", event).orElseThrow().streamed()).isEqualTo(name);
            }
            Path folder = EventFolder.of(cut.image().resolve("cameras"), "door", event).path();
            assertThat(Evidence.tree(folder))
                    .as("%s", cut)
                    .filteredOn(n -> n.contains(".streamed."))
                    .hasSize(1);
            List<Statement> ledger = statements(cut.image());
            assertThat(ledger).as("%s", cut).hasSize(2);
            assertThat(Files.readAllBytes(folder.resolve("witness.json")))
                    .as("%s", cut)
                    .isEqualTo(ledger.getLast().bytes());
        }
    }

    @Test
    void whateverStepThePowerCutFollowsAnEventOfPiBsOwnGetsItsStatement() throws IOException {
        EventId[] own = {null};
        List<Cut> cuts =
                cuts(
                        store -> {},
                        store ->
                                own[0] =
                                        store.openOwn(
                                                "door", null, EventKind.ROOM_RAN_OUT, "full"));
        for (Cut cut : cuts) {
            if (cut.step() == Step.ARRIVAL) {
                continue;
            }
            try (EventStore store = fixture.store(cut.image(), StoreLimits.DEFAULT)) {
                StoredEvent now = store.read("door", own[0]).orElseThrow();
                assertThat(now.stage()).as("%s", cut).isEqualTo(StoredEvent.Stage.WHOLE);
                assertThat(now.kind()).isEqualTo(EventKind.ROOM_RAN_OUT);
            }
            assertThat(statements(cut.image()))
                    .as("%s", cut)
                    .singleElement()
                    .isInstanceOf(Witness.class);
        }
    }
}
