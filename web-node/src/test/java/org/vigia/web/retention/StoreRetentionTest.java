package org.vigia.web.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.web.event.Custody;
import org.vigia.web.event.EventQuery;
import org.vigia.web.event.Mark;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.index.EventIndex;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.RoomLimits;
import org.vigia.web.store.StoreFixture;
import org.vigia.web.store.StoreLimits;

/// Retention over a real store and index.
class StoreRetentionTest {
    private static final EventQuery ALL = EventQuery.newest(200);
    private static final Map<String, Optional<String>> DOOR = Map.of("door", Optional.empty());

    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private EventStore store;
    private EventIndex index;

    @BeforeEach
    void start() throws IOException {
        fixture = new StoreFixture(directory, keys);
        open(RoomLimits.DEFAULT);
    }

    private void open(RoomLimits room) throws IOException {
        store = fixture.store(directory.resolve("store"), new StoreLimits(1 << 20, 1 << 20, room));
        index = new EventIndex(directory.resolve("index"), store, ZoneId.of("Europe/Madrid"));
        index.start();
    }

    @AfterEach
    void stop() {
        index.close();
        store.close();
    }

    private EventId whole(String camera) throws IOException {
        EventId event = Evidence.id();
        RsaIdentity key = camera.equals("door") ? fixture.door : fixture.yard;
        List<Evidence.Item> files = new ArrayList<>();
        files.add(Evidence.item(event, EvidenceKind.CLIP, new byte[1_000_000]));
        files.addAll(
                Evidence.sealed(event, Evidence.manifest(event, camera, key, files).bytes(), key));
        for (Evidence.Item item : files) {
            assertThat(Evidence.send(store, camera, item).text()).isEmpty();
        }
        return event;
    }

    private Retention retention(Duration later) {
        return new Retention(
                store,
                index::oldest,
                index::selfTests,
                index::binned,
                RetentionRules.DEFAULT,
                Clock.offset(Evidence.CLOCK, later),
                fixture.pace);
    }

    private boolean isDeleted(EventId event) {
        return index.find(event).orElseThrow().marks().contains(Standing.DELETED);
    }

    @Test
    void whatAPersonDeletesCanBeTakenBackForADay() throws IOException {
        EventId gone = whole("door");
        EventId back = whole("door");
        EventId kept = whole("door");
        for (EventId event : List.of(gone, back)) {
            assertThat(store.custody().mark(event, Mark.BINNED, "ana", null))
                    .isEqualTo(Custody.Outcome.DONE);
        }
        store.mark("door", kept, Mark.KEPT, "ana", null);
        assertThat(store.custody().mark(kept, Mark.BINNED, "ana", null))
                .isEqualTo(Custody.Outcome.KEPT);
        assertThat(store.custody().mark(gone, Mark.KEPT, "ana", null))
                .isEqualTo(Custody.Outcome.BINNED);
        assertThat(index.find(EventQuery.newest(10)))
                .extracting(StoredEvent::id)
                .containsExactly(kept);
        retention(Duration.ofHours(23)).look(DOOR);
        assertThat(isDeleted(gone)).isFalse();
        assertThat(store.custody().mark(back, Mark.RESTORED, "ana", null))
                .isEqualTo(Custody.Outcome.DONE);
        retention(Duration.ofHours(25)).look(DOOR);
        assertThat(isDeleted(gone)).isTrue();
        assertThat(isDeleted(back)).isFalse();
        assertThat(store.custody().mark(gone, Mark.RESTORED, "ana", null))
                .isEqualTo(Custody.Outcome.DELETED);
        assertThat(index.binned("door", 10)).isEmpty();
        assertThat(index.find(EventQuery.newest(10)))
                .extracting(StoredEvent::id)
                .containsExactly(kept, back);
        try (var files = Files.walk(directory)) {
            Path tombstone =
                    files.filter(f -> f.endsWith("tombstone.json")).findFirst().orElseThrow();
            assertThat(tombstone).content().contains("\"by\":\"ana\"");
        }
    }

    @Test
    void whatIsTakenBackWhileItIsToGoStays() throws IOException {
        EventId event = whole("door");
        store.custody().mark(event, Mark.BINNED, "ana", null);
        long since = store.binnedMillis("door", event).orElseThrow();
        store.custody().mark(event, Mark.RESTORED, "ana", null);
        assertThat(store.deleteBinned("door", event, "over", since))
                .isEqualTo(Custody.Outcome.RESTORED);
        assertThat(store.binnedMillis("door", event)).isEmpty();
        assertThat(isDeleted(event)).isFalse();
    }

    @Test
    void afterAMonthPictureAndFilmAreGoneAndTheManifestStays() throws IOException {
        EventId old = whole("door");
        EventId kept = whole("door");
        EventId other = whole("yard");
        store.mark("door", kept, Mark.KEPT, "ana", null);
        retention(Duration.ofDays(30)).look(DOOR);
        assertThat(isDeleted(old)).isFalse();
        retention(Duration.ofDays(31)).look(DOOR);
        assertThat(isDeleted(old)).isTrue();
        assertThat(isDeleted(kept)).isFalse();
        assertThat(isDeleted(other)).isFalse();
        assertThat(store.file("door", old, EvidenceKind.CLIP)).isEmpty();
        assertThat(store.file("door", old, EvidenceKind.MANIFEST)).isPresent();
        assertThat(index.oldest("door", 0, 10)).isEmpty();
        assertThat(index.oldest("yard", 0, 10)).extracting(StoredEvent::id).containsExactly(other);
    }

    @Test
    void aFullRoomMakesTheOldestGoAndOtherwiseRaisesAnEvent() throws IOException {
        EventId first = whole("door");
        EventId second = whole("door");
        EventId third = whole("door");
        long used = store.room().use("door").used();
        stop();
        open(new RoomLimits(used, 1 << 30, 1000, 0));
        awaitCounted(used);

        Retention soon = retention(Duration.ofHours(1));
        store.room().watch(soon);
        Evidence.Item more = Evidence.item(Evidence.id(), EvidenceKind.CLIP, new byte[1000]);
        assertThat(Evidence.send(store, "door", more).text())
                .isEqualTo("later: the camera's room of 3 MiB is used up");
        assertThat(Evidence.send(store, "yard", more).text()).isEmpty();
        soon.look(Map.of("door", Optional.of("the camera's room of 3 MiB is used up")));
        StoredEvent raised = index.find(ALL).getFirst();
        assertThat(raised.kind()).isEqualTo(EventKind.ROOM_RAN_OUT);
        assertThat(raised.camera()).isEqualTo("door");
        assertThat(raised.note()).isEqualTo("the camera's room of 3 MiB is used up");

        retention(Duration.ofDays(8)).look(DOOR);
        assertThat(store.room().use("door").excess()).isZero();
        assertThat(isDeleted(first)).isTrue();
        assertThat(isDeleted(third)).isFalse();
        assertThat(index.oldest("door", 0, 10)).extracting(StoredEvent::id).contains(third);
        assertThat(store.read("door", second)).isPresent();
    }

    @Test
    void whoHoldsALostCamerasKeyCannotMakeItsOlderEventsGoByFillingItsRoom() throws IOException {
        EventId before = whole("door");
        store.doubt("door"::equals);
        EventId forged = whole("door");
        long used = store.room().use("door").used();
        stop();
        open(new RoomLimits(used / 2, 1 << 30, 1000, 0));
        awaitCounted(used);

        store.doubt("door"::equals);
        retention(Duration.ofDays(8)).look(DOOR);
        assertThat(isDeleted(before)).isFalse();
        assertThat(isDeleted(forged)).isTrue();
        store.doubt(_ -> false);
        retention(Duration.ofDays(8)).look(DOOR);
        assertThat(isDeleted(before)).isTrue();
    }

    private void awaitCounted(long bytes) {
        for (int i = 0; i < 1000; i++) {
            try {
                if (store.room().use("door").used() >= bytes) {
                    return;
                }
                org.vigia.shared.time.Pace.system().sleep(Duration.ofMillis(5));
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("not counted");
    }
}
