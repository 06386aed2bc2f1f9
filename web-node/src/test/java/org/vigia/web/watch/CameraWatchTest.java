package org.vigia.web.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.link.AlarmMode;
import org.vigia.web.camera.CameraView;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.index.EventIndex;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.StoreFixture;
import org.vigia.web.store.Verdict;

/// The watch over a real store and index.
class CameraWatchTest {
    @TempDir static Path keys;
    @TempDir Path root;

    private final Attendance cameras = new Attendance();
    private final List<CameraView> told = new ArrayList<>();
    private StoreFixture fixture;
    private EventStore store;
    private EventIndex index;
    private CameraWatch watch;
    private boolean diskFull;

    @BeforeEach
    void open() throws IOException {
        fixture = new StoreFixture(root, keys);
        begin();
    }

    @AfterEach
    void close() {
        watch.close();
        index.close();
        store.close();
    }

    private void begin() throws IOException {
        store = fixture.store();
        index = new EventIndex(root.resolve("index"), store, ZoneId.of("Europe/Madrid"));
        index.start();
        watch =
                new CameraWatch(
                        root.resolve("watch"),
                        Duration.ofSeconds(30),
                        cameras,
                        (camera, text) -> {
                            if (diskFull) {
                                throw new IOException("no space left on device");
                            }
                            return store.openOwn(camera, null, EventKind.CAMERA_LOST, text);
                        },
                        index,
                        store.custody(),
                        Clock.systemUTC(),
                        fixture.pace);
        watch.load();
        store.doubt(watch::doubts);
        watch.subscribe(told::add);
    }

    private void restart() throws IOException {
        close();
        cameras.absent("door");
        begin();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            fixture.pace.advance(Duration.ofSeconds(1));
            watch.beat();
        }
    }

    private void armed() {
        cameras.speak("door", AlarmMode.ARMED, false);
        pass(1);
    }

    private List<StoredEvent> losses() {
        return events().stream().filter(e -> e.kind() == EventKind.CAMERA_LOST).toList();
    }

    private List<StoredEvent> events() {
        return index.arrived("door", Long.MAX_VALUE, 200);
    }

    private EventId announce() {
        EventId event = EventId.create(Clock.systemUTC(), new SecureRandom());
        Moment now = new Moment(1_790_000_000_000L, true, "boot", 1);
        assertThat(store.announce("door", event, event, EventKind.MOTION, now))
                .isEqualTo(new Verdict.Accepted());
        return event;
    }

    private boolean unconfirmed(EventId event) {
        return index.find(event).orElseThrow().marks().contains(Standing.UNCONFIRMED);
    }

    @Test
    void anArmedCameraThatIsSilentForThirtySecondsIsLostOnce() {
        armed();
        cameras.hangUp("door");
        pass(29);
        assertThat(losses()).isEmpty();
        pass(1);
        assertThat(losses()).hasSize(1);
        assertThat(losses().getFirst().stage()).isEqualTo(StoredEvent.Stage.WHOLE);
        assertThat(losses().getFirst().note()).startsWith("silent though armed for 30 s, since ");
        assertThat(told.getLast().loss()).isNotNull();
        pass(600);
        assertThat(losses()).hasSize(1);
    }

    @Test
    void aLinkThatStandsAndSaysNothingIsSilentAsWell() {
        armed();
        pass(30);
        assertThat(losses()).hasSize(1);
    }

    @Test
    void inTheMiddleOfAnIncidentFiveSecondsAreEnough() {
        cameras.speak("door", AlarmMode.PENDING, true);
        pass(1);
        cameras.hangUp("door");
        pass(4);
        assertThat(losses()).isEmpty();
        pass(1);
        assertThat(losses()).hasSize(1);
        assertThat(losses().getFirst().note()).startsWith("silent in the middle of an incident");
    }

    @Test
    void aCameraThatDoesNotGuardMayGo() {
        for (AlarmMode mode : List.of(AlarmMode.ARMED, AlarmMode.ARMING, AlarmMode.DISARMED)) {
            cameras.speak("door", mode, false);
            pass(1);
        }
        cameras.hangUp("door");
        pass(3600);
        assertThat(losses()).isEmpty();
    }

    @Test
    void eachLossIsToldAndSpeakingNowAndThenIsNone() throws IOException {
        armed();
        for (int i = 0; i < 10; i++) {
            pass(25);
            cameras.speak("door");
            pass(1);
        }
        assertThat(losses()).isEmpty();
        pass(60);
        cameras.speak("door");
        pass(1);
        assertThat(losses()).hasSize(1);
        assertThat(watch.confirm("door", "ana")).isTrue();
        pass(60);
        assertThat(losses()).as("it was believed again").hasSize(2);
    }

    @Test
    void aLinkThatComesAndGoesWhileItsCameraIsNotBelievedIsToldEveryTenMinutes() {
        armed();
        for (int i = 0; i < 30; i++) {
            pass(32);
            cameras.speak("door");
            pass(8);
        }
        // Twenty minutes of it.
        assertThat(losses()).hasSize(2);
        cameras.speak("door");
        pass(29);
        int before = losses().size();
        pass(600);
        assertThat(losses()).as("silence that lasts is told all the same").hasSize(before + 1);
        pass(1200);
        assertThat(losses()).as("once").hasSize(before + 1);
    }

    @Test
    void aPauseOfWebNodesOwnIsNotTheCamerasSilence() {
        armed();
        fixture.pace.advance(Duration.ofMinutes(10));
        watch.beat();
        assertThat(losses()).isEmpty();
        cameras.speak("door");
        pass(20);
        assertThat(losses()).isEmpty();
    }

    @Test
    void aCameraThatWasArmedWhenWebNodeEndedAndDoesNotComeBackIsLost() throws IOException {
        armed();
        restart();
        pass(59);
        assertThat(losses()).isEmpty();
        pass(1);
        assertThat(losses()).hasSize(1);
        restart();
        pass(600);
        assertThat(losses()).as("told by the process before").hasSize(1);
    }

    @Test
    void aCameraThatComesBackAfterARestartIsNotLost() throws IOException {
        armed();
        restart();
        pass(50);
        cameras.speak("door", AlarmMode.ARMED, false);
        pass(20);
        assertThat(losses()).isEmpty();
    }

    @Test
    void whatALostCameraSendsIsUnconfirmedUntilAPersonConfirmsIt() throws IOException {
        armed();
        EventId before = announce();
        cameras.hangUp("door");
        pass(30);
        cameras.speak("door");
        pass(1);
        assertThat(watch.doubts("door")).isTrue();
        EventId after = announce();
        assertThat(unconfirmed(before)).isFalse();
        assertThat(unconfirmed(after)).isTrue();
        store.filming("door", before);
        assertThat(unconfirmed(before)).as("it goes on with an older film").isTrue();
        restart();
        assertThat(watch.doubts("door")).isTrue();
        EventId later = announce();
        assertThat(unconfirmed(later)).isTrue();

        assertThat(watch.confirm("door", "ana")).isTrue();
        assertThat(watch.doubts("door")).isFalse();
        assertThat(watch.find("door").orElseThrow().loss()).isNull();
        pass(1);
        assertThat(List.of(unconfirmed(after), unconfirmed(later))).containsOnly(false);
        EventId trusted = announce();
        assertThat(unconfirmed(trusted)).isFalse();
        restart();
        assertThat(watch.doubts("door")).isFalse();
    }

    @Test
    void whatALostCameraUploadsIsUnconfirmedTooWhateverWasAnnouncedBefore() throws IOException {
        armed();
        EventId whole = Evidence.id();
        for (Evidence.Item item : Evidence.event(whole, "door", fixture.door)) {
            assertThat(Evidence.send(store, "door", item)).isEqualTo(new Verdict.Accepted());
        }
        EventId announced = announce();
        pass(30);
        EventId unheardOf = Evidence.id();
        for (EventId event : List.of(announced, unheardOf)) {
            for (Evidence.Item item : Evidence.event(event, "door", fixture.door)) {
                assertThat(Evidence.send(store, "door", item)).isEqualTo(new Verdict.Accepted());
            }
            assertThat(unconfirmed(event)).isTrue();
        }
        assertThat(unconfirmed(whole)).isFalse();
        assertThat(unconfirmed(losses().getFirst().id())).isFalse();
        watch.confirm("door", "ana");
        pass(1);
        assertThat(List.of(unconfirmed(announced), unconfirmed(unheardOf))).containsOnly(false);
    }

    @Test
    void aConfirmationThatARestartInterruptsIsFinished() throws IOException {
        armed();
        pass(30);
        EventId after = announce();
        watch.confirm("door", "ana");
        restart();
        assertThat(watch.doubts("door")).isFalse();
        assertThat(unconfirmed(after)).isTrue();
        pass(1);
        assertThat(unconfirmed(after)).isFalse();
    }

    @Test
    void aLossThatCannotBeWrittenIsTriedAgain() {
        armed();
        diskFull = true;
        pass(40);
        assertThat(losses()).isEmpty();
        diskFull = false;
        pass(1);
        assertThat(losses()).hasSize(1);
    }

    @Test
    void aCameraThatIsRegisteredNoMoreIsForgotten() {
        armed();
        pass(30);
        cameras.unregister("door");
        pass(1);
        assertThat(watch.doubts("door")).isFalse();
        assertThat(watch.find("door")).isEmpty();
    }

    @Test
    void thereIsNothingToConfirmWhereNothingWasLost() throws IOException {
        armed();
        assertThat(watch.confirm("door", "ana")).isTrue();
        assertThat(watch.confirm("shed", "ana")).isFalse();
        assertThat(watch.find("door").orElseThrow().loss()).isNull();
    }

    @Test
    void aDamagedFileIsNotTakenForAnEmptyOne() throws IOException {
        armed();
        Path file = root.resolve("watch/cameras.json");
        Files.writeString(file, "{");
        assertThatThrownBy(watch::load)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": is damaged; ");
    }
}
