package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.time.FakePace;

/// Who may take how much of the disk.
class RoomTest {
    private static final long FREE = 1_000;

    @TempDir Path root;
    private final FakePace pace = new FakePace();
    private final List<String> told = new ArrayList<>();
    private long usable = 101_000;
    private Room room;

    @BeforeEach
    void divide() {
        room = room(new RoomLimits(0, 1_000_000, 1000, 10_000));
    }

    private Room room(RoomLimits limits) {
        Room made = new Room(root, () -> usable, FREE, limits, () -> List.of("door", "yard"), pace);
        made.watch((camera, refused) -> told.add(camera + ": " + refused.orElse("short")));
        return made;
    }

    private EventFolder folder(String camera, int n) {
        return EventFolder.of(
                root.resolve("cameras"),
                camera,
                new EventId("01990000-0000-7000-8000-%012d".formatted(n)));
    }

    /// As if the camera's file had been written and published.
    private void store(String camera, int n, long bytes) throws IOException {
        usable -= bytes;
        room.changed(folder(camera, n), bytes);
    }

    @Test
    void theDiskIsDividedEvenlyWhateverOneCameraTakes() throws IOException {
        // 100,000 but for two reserves of 10,000, by two.
        assertThat(room.use("door")).isEqualTo(new Room.Use(0, 40_000));
        store("door", 1, 20_000);
        assertThat(room.use("door")).isEqualTo(new Room.Use(20_000, 40_000));
        assertThat(room.use("yard")).isEqualTo(new Room.Use(0, 40_000));
        assertThat(room.uses())
                .containsExactly(
                        entry("door", new Room.Use(20_000, 40_000)),
                        entry("yard", new Room.Use(0, 40_000)));
        assertThat(room.objection("door", 20_000)).isEmpty();
        assertThat(room.objection("door", 20_001))
                .contains("the camera's room of 0 MiB is used up");
        assertThat(room.objection("yard", 40_000)).isEmpty();
        assertThat(told).containsExactly("door: the camera's room of 0 MiB is used up");
    }

    @Test
    void theFilmOfAStreamNeverTakesTheDisksLastRoom() throws IOException {
        assertThat(room.hasRoomForFilm(100_000)).isTrue();
        assertThat(room.hasRoomForFilm(100_001)).isFalse();
    }

    @Test
    void whatOthersPutOnTheDiskMakesEachRoomSmaller() throws IOException {
        usable -= 20_000;
        assertThat(room.use("door").most()).isEqualTo(30_000);
        assertThat(room.withoutRoom()).isEmpty();
        usable = 0;
        assertThat(room.use("door").most()).isZero();
        assertThat(room.withoutRoom()).containsExactly("door", "yard");
    }

    @Test
    void aCameraMayBeGivenLessThanItsShareAndNeverMore() throws IOException {
        room = room(new RoomLimits(25_000, 1_000_000, 1000, 10_000));
        assertThat(room.use("door").most()).isEqualTo(25_000);
        room = room(new RoomLimits(1L << 40, 1_000_000, 1000, 10_000));
        assertThat(room.use("door").most()).isEqualTo(40_000);
    }

    @Test
    void aCameraThatIsNoLongerRegisteredStillCountsWithWhatItHas() throws IOException {
        store("gone", 1, 10_000);
        assertThat(room.cameras()).containsExactly("door", "gone", "yard");
        // 100,000 but for three reserves, by three.
        assertThat(room.use("door").most()).isEqualTo(70_000 / 3);
    }

    @Test
    void uploadsCannotUseWhatIsReservedForStreams() throws IOException {
        room = room(new RoomLimits(0, 1_000_000, 1000, 30_000));
        store("door", 1, 20_000);
        assertThat(room.objection("door", 1)).isPresent();
        assertThat(room.hasRoomForStream("door", 30_000)).isTrue();
        assertThat(room.hasRoomForStream("door", 30_001)).isFalse();
        Path streams = Files.createDirectories(root.resolve("streams/door"));
        Files.write(streams.resolve("a.stream"), new byte[20_000]);
        usable -= 20_000;
        assertThat(room.use("door").used()).isEqualTo(40_000);
        assertThat(room.hasRoomForStream("door", 10_000)).isTrue();
        assertThat(room.hasRoomForStream("door", 10_001)).isFalse();
        // The other camera's room and reserve are as they were.
        assertThat(room.objection("yard", 20_000)).isEmpty();
        assertThat(room.hasRoomForStream("yard", 50_000)).isTrue();
    }

    @Test
    void aStreamFindsNoRoomOnADiskThatIsReallyFull() throws IOException {
        usable = FREE;
        assertThat(room.hasRoomForStream("door", 1)).isFalse();
    }

    @Test
    void aDaysWorthMayComeAtOnceAndAsMuchADay() throws IOException {
        room = room(new RoomLimits(0, 20_000, 1000, 0));
        room.arriving("door", 20_000);
        room.arriving("door", -20_000);
        assertThat(room.objection("door", 1)).contains("0 MiB a day");
        assertThat(room.objection("yard", 1)).isEmpty();
        pace.advance(Duration.ofHours(12));
        assertThat(room.objection("door", 10_000)).isEmpty();
        assertThat(room.objection("door", 10_100)).isPresent();
        pace.advance(Duration.ofDays(30));
        assertThat(room.objection("door", 20_000)).isEmpty();
        assertThat(room.objection("door", 20_001)).isPresent();
    }

    @Test
    void filesADayAreBoundedTooHoweverSmall() throws IOException {
        room = room(new RoomLimits(0, 1L << 30, 3, 0));
        for (int i = 0; i < 3; i++) {
            assertThat(room.objection("door", 1)).isEmpty();
            room.begun("door");
        }
        assertThat(room.objection("door", 1)).contains("3 files a day");
        pace.advance(Duration.ofHours(8));
        pace.advance(Duration.ofSeconds(1));
        assertThat(room.objection("door", 1)).isEmpty();
    }

    @Test
    void whatCameBeforeAStartCountsTowardsTheDay() throws IOException {
        room = room(new RoomLimits(0, 20_000, 1000, 0));
        room.cameEarlier("door", 20_000, Duration.ofHours(12));
        room.cameEarlier("door", 20_000, Duration.ofDays(2));
        room.cameEarlier("door", 20_000, Duration.ofDays(-2));
        assertThat(room.objection("door", 10_000)).isEmpty();
        assertThat(room.objection("door", 10_001)).isPresent();
    }

    @Test
    void shortnessIsToldBeforeAnythingIsRefused() throws IOException {
        store("door", 1, 35_000);
        assertThat(told).isEmpty();
        assertThat(room.use("door").excess()).isZero();
        store("door", 2, 2_000);
        assertThat(told).containsExactly("door: short");
        assertThat(room.use("door").excess()).isEqualTo(1_000);
        store("door", 1, -35_000);
        assertThat(room.use("door")).isEqualTo(new Room.Use(2_000, 40_000));
    }

    @Test
    void aTinyFileCountsForTheInodeThatItTakes() throws IOException {
        assertThat(room.objection("door", 1)).isEmpty();
        store("door", 1, 40_000 - Room.counted(1) + 1);
        assertThat(room.objection("door", 1)).isPresent();
        assertThat(Room.counted(1)).isEqualTo(16_384);
        assertThat(Room.counted(16_385)).isEqualTo(16_385);
    }

    @Test
    void whatIsStillToBeCountedIsNotCountedTwice() throws IOException {
        EventFolder one = folder("door", 1);
        Path prefix = Objects.requireNonNull(one.path().getParent());
        room.toBeCounted(prefix);
        room.changed(one, 500);
        assertThat(room.use("door").used()).isZero();
        room.counted(prefix, "door", 1_500);
        room.changed(one, 200);
        room.counted(prefix, "door", 1_500);
        assertThat(room.use("door").used()).isEqualTo(1_700);
    }
}
