package org.vigia.camera.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigia.camera.alarm.IncidentKind;
import org.vigia.camera.watch.Room.Camera;

/// What the eye says of made-up rooms, a picture a second; real scenes are in RealFootageTest.
class EyeTest {
    private static final int ROOMS = 3;
    private static final Camera HAND = Camera.USUAL.lit(0).noisy(0.5);

    private long now = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();

    private static Eye eye() {
        WatchSettings settings = WatchSettings.defaults();
        return new Eye(settings, new Repeats(settings.repeatAfter()));
    }

    private List<IncidentKind> look(Eye eye, Room room, Camera camera, int seconds) {
        List<IncidentKind> told = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            eye.look(room.seen(camera), now).ifPresent(told::add);
            now += 1_000_000_000L;
        }
        return told;
    }

    private Eye used(Room room) {
        Eye eye = eye();
        assertThat(look(eye, room, Camera.USUAL, 30)).isEmpty();
        return eye;
    }

    @Test
    void aCoveredLensIsToldOnceAfterFiveSeconds() {
        for (int seed = 0; seed < ROOMS; seed++) {
            Room room = new Room(seed);
            Eye eye = used(room);
            for (Camera hand : List.of(HAND, Camera.USUAL.blurred(30))) {
                assertThat(look(eye, room, hand, 5)).as("room %d", seed).isEmpty();
                assertThat(look(eye, room, hand, 60))
                        .as("room %d", seed)
                        .containsExactly(IncidentKind.LENS_COVERED);
                assertThat(look(eye, room, Camera.USUAL, 60)).as("room %d", seed).isEmpty();
                now += Duration.ofMinutes(10).toNanos();
            }
        }
    }

    @Test
    void aBlurredLensIsCovered() {
        for (int seed = 0; seed < ROOMS; seed++) {
            Room room = new Room(seed);
            assertThat(look(used(room), room, Camera.USUAL.blurred(5), 20))
                    .as("room %d", seed)
                    .containsExactly(IncidentKind.LENS_COVERED);
        }
    }

    @Test
    void aHandThatGoesByIsNoCover() {
        Room room = new Room(1);
        Eye eye = used(room);
        for (int i = 0; i < 20; i++) {
            assertThat(look(eye, room, HAND, 4)).isEmpty();
            assertThat(look(eye, room, Camera.USUAL, 1)).isEmpty();
        }
    }

    @Test
    void aLensThatIsCoveredAgainSoonIsToldWhenThePauseIsOver() {
        Room room = new Room(2);
        Eye eye = used(room);
        assertThat(look(eye, room, HAND, 10)).containsExactly(IncidentKind.LENS_COVERED);
        assertThat(look(eye, room, Camera.USUAL, 10)).isEmpty();
        assertThat(look(eye, room, HAND, 580)).isEmpty();
        assertThat(look(eye, room, HAND, 30)).containsExactly(IncidentKind.LENS_COVERED);
    }

    @Test
    void aCameraThatIsTurnedAwayOrKnockedHasMovedAndTheNewViewIsLearned() {
        for (int seed = 0; seed < ROOMS; seed++) {
            for (int[] turn : new int[][] {{6, 0}, {0, -8}, {20, 10}, {-28, 4}, {60, 60}}) {
                Room room = new Room(seed);
                Eye eye = used(room);
                Camera moved = Camera.USUAL.turned(turn[0], turn[1]);
                assertThat(look(eye, room, moved, 8)).isEmpty();
                assertThat(look(eye, room, moved, 60))
                        .as("room %d, %d right, %d down", seed, turn[0], turn[1])
                        .containsExactly(IncidentKind.CAMERA_MOVED);
            }
        }
    }

    @Test
    void aViewThatComesBackHasNotMoved() {
        Room room = new Room(3);
        Eye eye = used(room);
        for (int i = 0; i < 10; i++) {
            assertThat(look(eye, room, Camera.USUAL.turned(20, 0), 7)).isEmpty();
            assertThat(look(eye, room, Camera.USUAL, 2)).isEmpty();
        }
    }

    @Test
    void lightAndPeopleAndNoiseAndAWobbleAreNoneOfIt() {
        for (int seed = 0; seed < ROOMS; seed++) {
            Room room = new Room(seed);
            Eye eye = used(room);
            for (Camera ordinary :
                    List.of(
                            Camera.USUAL.lit(0.5),
                            Camera.USUAL.lit(0.25),
                            Camera.USUAL.lit(1.3),
                            Camera.USUAL.with(40),
                            Camera.USUAL.with(100),
                            Camera.USUAL.noisy(2),
                            Camera.USUAL.turned(1, 1),
                            Camera.USUAL.turned(-2, 0),
                            Camera.USUAL)) {
                assertThat(look(eye, room, ordinary, 30))
                        .as("room %d, %s", seed, ordinary)
                        .isEmpty();
            }
        }
    }

    @Test
    void duskIsFollowedAndTheDarkIsNotJudged() {
        Room room = new Room(4);
        Eye eye = used(room);
        for (int minute = 0; minute < 30; minute++) {
            double light = Math.pow(0.85, minute);
            assertThat(look(eye, room, Camera.USUAL.lit(light), 60)).as("%d", minute).isEmpty();
        }
        assertThat(look(eye, room, Camera.USUAL.lit(0).turned(40, 0), 60)).isEmpty();
    }

    @Test
    void aLampThatIsOnForAMomentAtNightMakesNoCover() {
        Room room = new Room(4);
        Eye eye = eye();
        Camera night = Camera.USUAL.lit(0.01).noisy(0.5);
        assertThat(look(eye, room, night, 60)).isEmpty();
        assertThat(look(eye, room, Camera.USUAL, 20)).isEmpty();
        assertThat(look(eye, room, night, 60)).isEmpty();
    }

    @Test
    void whatIsSwitchedOffIsNotTold() {
        WatchSettings all = WatchSettings.defaults();
        WatchSettings none =
                new WatchSettings(
                        false,
                        false,
                        all.frozen(),
                        all.frozenAfter(),
                        all.clock(),
                        all.clockJump(),
                        all.repeatAfter());
        Room room = new Room(5);
        Eye eye = new Eye(none, new Repeats(none.repeatAfter()));
        look(eye, room, Camera.USUAL, 30);
        assertThat(look(eye, room, HAND, 30)).isEmpty();
        assertThat(look(eye, room, Camera.USUAL.turned(40, 0), 30)).isEmpty();
    }
}
