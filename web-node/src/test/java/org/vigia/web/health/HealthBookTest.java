package org.vigia.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.link.SelfTestResult;
import org.vigia.shared.machine.MachineHealth;
import org.vigia.shared.time.FakePace;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.link.LinkLine;
import org.vigia.web.store.Evidence;

class HealthBookTest {
    private static final SelfTestResult CAME = new SelfTestResult(5, false, null, 1L, 2L, 3L);

    private static final Duration STEP = Duration.ofMinutes(40);

    @TempDir Path folder;
    private final FakePace pace = new FakePace();
    private final Set<String> there = new TreeSet<>(Set.of("door"));
    private final List<String> told = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private boolean knowsHow = true;
    private HealthBook book;

    @BeforeEach
    void open() throws IOException {
        book =
                new HealthBook(
                        folder.resolve("health"),
                        () -> List.of("door", "yard"),
                        camera ->
                                there.contains(camera)
                                        ? Optional.of(new LinkLine(1, 2, "1", knowsHow))
                                        : Optional.empty(),
                        asked::add,
                        new MissingReport() {
                            @Override
                            public void missing(String camera) {
                                told.add("missing " + camera);
                            }

                            @Override
                            public void back(String camera) {
                                told.add("back " + camera);
                            }
                        },
                        Evidence.CLOCK,
                        pace);
        book.load();
    }

    private void pass(Duration time) {
        Duration left = time;
        while (left.isPositive()) {
            Duration step = left.compareTo(STEP) < 0 ? left : STEP;
            pace.advance(step);
            book.beat();
            left = left.minus(step);
        }
    }

    private static StoredEvent event(int n, EventKind kind, StoredEvent.Stage stage) {
        EventId id = new EventId("01990000-0000-7000-8000-%012d".formatted(n));
        return new StoredEvent(
                id, id, "door", kind, stage, 1, true, 1000 + n, n, 0, 0, null, null, null, 0,
                Set.of(), null);
    }

    private void comesThrough(int n) {
        book.stored(event(n, EventKind.SELF_TEST, StoredEvent.Stage.WHOLE));
    }

    private CameraVitals.SelfTests door() {
        return book.find("door").orElseThrow().selfTest();
    }

    private static CameraHealth health(@Nullable SelfTestResult last) {
        return new CameraHealth(
                "1",
                1,
                new MachineHealth(null, null, null, null, 1, null, null),
                new CameraHealth.Waiting(0, null),
                new CameraHealth.Wall(true, null),
                null,
                new CameraHealth.Film(0, null),
                new CameraHealth.SelfTest(false, last));
    }

    @Test
    void aCameraThatIsThereWithoutASelfTestForTooLongIsToldOfOnce() {
        pass(Duration.ofMinutes(26 * 60 - 10));
        assertThat(told).isEmpty();
        assertThat(door().missing()).isFalse();
        pass(Duration.ofMinutes(10));
        assertThat(told).containsExactly("missing door");
        assertThat(door().missing()).isTrue();
        pass(Duration.ofHours(100));
        assertThat(told).hasSize(1);
        comesThrough(1);
        assertThat(told).containsExactly("missing door", "back door");
        assertThat(door().missing()).isFalse();
    }

    @Test
    void timeInWhichACameraIsAwayDoesNotCount() {
        pass(Duration.ofHours(20));
        there.clear();
        pass(Duration.ofHours(100));
        there.add("door");
        pass(Duration.ofHours(5));
        assertThat(told).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(told).containsExactly("missing door");
    }

    @Test
    void aCameraThatCannotTestItselfIsNotMissed() {
        knowsHow = false;
        pass(Duration.ofHours(100));
        assertThat(told).isEmpty();
    }

    @Test
    void onlyAWholeSelfTestCounts() {
        pass(Duration.ofHours(25));
        book.stored(event(1, EventKind.SELF_TEST, StoredEvent.Stage.ARRIVING));
        book.stored(event(2, EventKind.MOTION, StoredEvent.Stage.WHOLE));
        pass(Duration.ofHours(1));
        assertThat(told).containsExactly("missing door");
    }

    @Test
    void aSelfTestThatIsTouchedAgainLaterIsNoNewOne() {
        comesThrough(1);
        pass(Duration.ofHours(20));
        comesThrough(2);
        pass(Duration.ofHours(20));
        // Retention deletes the first, and tells of that.
        comesThrough(1);
        pass(Duration.ofHours(6));
        assertThat(told).containsExactly("missing door");
    }

    @Test
    void whatIsKnownOfSelfTestsOutlivesTheProcess() throws IOException {
        book.healthSaid("door", health(CAME));
        comesThrough(7);
        pass(Duration.ofHours(20));
        open();
        assertThat(door().last()).isEqualTo(CAME);
        assertThat(door().event())
                .isEqualTo(event(7, EventKind.SELF_TEST, StoredEvent.Stage.WHOLE).id());
        pass(Duration.ofHours(6));
        assertThat(told).containsExactly("missing door");
        open();
        pass(Duration.ofHours(30));
        assertThat(told).hasSize(1);
    }

    @Test
    void whatHasJustChangedIsWrittenWhenTheNodeEnds() throws IOException {
        comesThrough(7);
        book.close();
        open();
        assertThat(door().receivedMillis()).isPositive();
    }

    @Test
    void aDamagedFileBeginsAnew() throws IOException {
        Files.writeString(folder.resolve("health/self-tests.json"), "{");
        open();
        assertThat(door().event()).isNull();
        pass(Duration.ofHours(26));
        assertThat(told).containsExactly("missing door");
    }

    @Test
    void theNewestWordOfACameraIsKeptAndTold() throws Exception {
        List<CameraVitals> heard = new ArrayList<>();
        try (var subscription = book.subscribe(heard::add)) {
            assertThat(subscription).isNotNull();
            book.healthSaid("door", health(null));
            book.healthSaid("door", health(CAME));
        }
        book.healthSaid("door", health(null));
        assertThat(heard).hasSize(2);
        assertThat(heard.getLast().selfTest().last()).isEqualTo(CAME);
        // A camera that has forgotten its last self-test does not make this node forget it.
        assertThat(door().last()).isEqualTo(CAME);
        assertThat(book.find("shed")).isEmpty();
    }

    @Test
    void whoLooksHasTheCameraAskedUnlessItHasJustSaid() {
        book.look("door");
        book.healthSaid("door", health(null));
        book.look("door");
        assertThat(asked).containsExactly("door");
    }
}
