package org.vigia.camera.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.IncidentKind;
import org.vigia.camera.snapshot.GreyPicture;
import org.vigia.shared.time.FakePace;

class WatchTest {
    private final FakePace pace = new FakePace();
    private final WallClock clock = new WallClock();
    private final Scene scene = new Scene();
    private final List<AlarmInput> told = new ArrayList<>();
    private final Watch watch =
            new Watch(WatchSettings.defaults(), scene, clock, pace, () -> true, told::add);

    /// Follows the pace, and may be set.
    private final class WallClock extends Clock {
        private Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(1_790_000_000L).plusNanos(pace.nanos()).plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /// A camera that films what it is told to.
    private final class Scene implements Sight {
        private final Random random = new Random(3);
        private boolean armed = true;
        private boolean films = true;
        private boolean still;
        private boolean dark;
        private double pan;
        private int seed = 1;
        private int rests;
        private int looks;
        private long filmedNanos = pace.nanos();

        @Override
        public boolean armed() {
            return armed;
        }

        @Override
        public double pan() {
            return pan;
        }

        @Override
        public long filmedNanos() {
            return filmedNanos;
        }

        @Override
        public Optional<GreyPicture> look() {
            if (!films) {
                return Optional.empty();
            }
            looks++;
            filmedNanos = pace.nanos();
            byte[] dots = new byte[GreyPicture.WIDTH * GreyPicture.HEIGHT];
            Random walls = new Random(seed);
            for (int i = 0; i < dots.length; i++) {
                int grey = dark ? 0 : 40 + walls.nextInt(4) * 40;
                // What an encoder does to a still picture: two forms by turns.
                int grain = still ? looks % 2 : random.nextInt(2);
                dots[i] = (byte) (grey + (dark ? 0 : grain));
            }
            return Optional.of(new GreyPicture(dots));
        }

        @Override
        public void rest() {
            rests++;
        }
    }

    private void pass(int seconds) throws InterruptedException {
        for (int i = 0; i < seconds; i++) {
            pace.advance(Duration.ofSeconds(1));
            watch.beat();
        }
    }

    private static AlarmInput noticed(IncidentKind kind) {
        return new AlarmInput.Noticed(kind);
    }

    @Test
    void anOrdinarySceneIsNothing() throws InterruptedException {
        pass(600);
        assertThat(told).isEmpty();
    }

    @Test
    void aPictureThatStandsStillForAMinuteIsFrozenAndAThawAllowsTheNext() throws Exception {
        pass(20);
        scene.still = true;
        pass(59);
        assertThat(told).isEmpty();
        pass(300);
        assertThat(told).containsExactly(noticed(IncidentKind.PICTURE_FROZEN));
        scene.still = false;
        pass(400);
        scene.still = true;
        pass(70);
        assertThat(told).hasSize(2);
    }

    @Test
    void framesThatDoNotComeForTenSecondsAreAFrozenPicture() throws InterruptedException {
        pass(20);
        scene.films = false;
        pass(9);
        assertThat(told).isEmpty();
        pass(100);
        assertThat(told).containsExactly(noticed(IncidentKind.PICTURE_FROZEN));
    }

    @Test
    void darknessIsNotFrozen() throws InterruptedException {
        scene.dark = true;
        pass(300);
        assertThat(told).isEmpty();
    }

    @Test
    void whatTheServoDoesIsNoMove() throws InterruptedException {
        pass(20);
        scene.pan = 60;
        scene.seed = 2;
        pass(100);
        assertThat(told).isEmpty();
        scene.seed = 3;
        pass(12);
        assertThat(told).containsExactly(noticed(IncidentKind.CAMERA_MOVED));
    }

    @Test
    void nothingIsLookedAtWhileNothingIsGuardedAndArmingBeginsAnew() throws InterruptedException {
        pass(20);
        scene.armed = false;
        int looks = scene.looks;
        scene.seed = 2;
        clock.ahead = Duration.ofHours(1);
        pass(100);
        assertThat(scene.looks).isEqualTo(looks);
        assertThat(scene.rests).isEqualTo(1);
        scene.armed = true;
        pass(100);
        assertThat(told).isEmpty();
    }

    @Test
    void aClockThatJumpsIsToldOnceInAWhile() throws InterruptedException {
        pass(5);
        clock.ahead = Duration.ofSeconds(40);
        pass(5);
        clock.ahead = Duration.ofDays(-4);
        pass(5);
        assertThat(told).containsExactly(noticed(IncidentKind.CLOCK_JUMPED));
        pass(600);
        clock.ahead = Duration.ZERO;
        pass(5);
        assertThat(told).hasSize(2);
    }
}
