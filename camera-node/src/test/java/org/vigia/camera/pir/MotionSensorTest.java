package org.vigia.camera.pir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.AlarmInput.MotionEnded;
import org.vigia.camera.alarm.AlarmInput.MotionStarted;
import org.vigia.camera.alarm.AlarmInput.TroubleBegan;
import org.vigia.camera.alarm.AlarmInput.TroubleEnded;
import org.vigia.camera.alarm.Trouble;

class MotionSensorTest {
    private static final long START = Long.MAX_VALUE - seconds(70);

    private MotionSensor sensor = MotionSensor.poweredOn(PirTimes.defaults(), START);

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }

    private List<AlarmInput> level(boolean high, long second) {
        MotionSensor.Step step = sensor.level(high, START + seconds(second));
        sensor = step.sensor();
        return step.inputs();
    }

    private List<AlarmInput> time(long second) {
        MotionSensor.Step step = sensor.passTime(START + seconds(second));
        sensor = step.sensor();
        return step.inputs();
    }

    @Test
    void anEdgeUpBeginsMotionAndAnEdgeDownEndsIt() {
        assertThat(level(true, 61)).containsExactly(new MotionStarted(false));
        assertThat(level(true, 62)).isEmpty();
        assertThat(level(false, 64)).containsExactly(new MotionEnded());
        assertThat(level(false, 65)).isEmpty();
    }

    @Test
    void motionOfTheWarmUpIsMarked() {
        assertThat(level(true, 59)).containsExactly(new MotionStarted(true));
        assertThat(level(false, 59)).containsExactly(new MotionEnded());
        assertThat(level(true, 60)).containsExactly(new MotionStarted(false));
    }

    @Test
    void aLineStillHighWhenTheWarmUpEndsIsMotion() {
        level(true, 30);
        assertThat(sensor.deadline()).hasValue(START + seconds(60));
        assertThat(time(59)).isEmpty();
        assertThat(time(60)).containsExactly(new MotionStarted(false));
        assertThat(time(61)).isEmpty();
        assertThat(level(false, 62)).containsExactly(new MotionEnded());
    }

    @Test
    void aStuckLineIsOneFaultAndNoEndlessMotion() {
        level(true, 100);
        assertThat(sensor.deadline()).hasValue(START + seconds(700));
        assertThat(time(699)).isEmpty();
        assertThat(time(700))
                .containsExactly(new MotionEnded(), new TroubleBegan(Trouble.SENSOR_FAULT));
        assertThat(time(5_000)).isEmpty();
        assertThat(sensor.deadline()).isEmpty();
        assertThat(level(true, 5_001)).isEmpty();
        assertThat(level(false, 5_002)).containsExactly(new TroubleEnded(Trouble.SENSOR_FAULT));
        assertThat(level(true, 5_003)).containsExactly(new MotionStarted(false));
    }

    @Test
    void aLateWakeUpTellsTheWholeStory() {
        level(true, 10);
        assertThat(time(1_000))
                .containsExactly(
                        new MotionStarted(false),
                        new MotionEnded(),
                        new TroubleBegan(Trouble.SENSOR_FAULT));
    }

    @Test
    void aLineThatCannotBeWatchedIsOneFaultAndEndsTheMotion() {
        level(true, 100);
        assertThat(fault(true, 110))
                .containsExactly(new MotionEnded(), new TroubleBegan(Trouble.SENSOR_FAULT));
        assertThat(fault(true, 120)).isEmpty();
        assertThat(sensor.deadline()).isEmpty();
        assertThat(fault(false, 130)).containsExactly(new TroubleEnded(Trouble.SENSOR_FAULT));
        assertThat(level(true, 131)).containsExactly(new MotionStarted(false));
    }

    @Test
    void aLineThatIsStuckAndBrokenIsAtFaultUntilItIsNeither() {
        level(true, 100);
        time(700);
        assertThat(fault(true, 710)).isEmpty();
        assertThat(level(false, 720)).isEmpty();
        assertThat(fault(false, 730)).containsExactly(new TroubleEnded(Trouble.SENSOR_FAULT));
    }

    private List<AlarmInput> fault(boolean broken, long second) {
        long at = START + seconds(second);
        MotionSensor.Step step = broken ? sensor.broken(at) : sensor.mended(at);
        sensor = step.sensor();
        return step.inputs();
    }

    @Test
    void whateverTheLineDoesMotionBeginsAndEndsInTurn() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            sensor = MotionSensor.poweredOn(PirTimes.defaults(), START);
            boolean moving = false;
            long second = 0;
            for (int i = 0; i < 60; i++) {
                second += random.nextInt(4) == 0 ? random.nextInt(800) : random.nextInt(10);
                var inputs =
                        random.nextInt(3) == 0 ? time(second) : level(random.nextBoolean(), second);
                for (AlarmInput input : inputs) {
                    if (input instanceof MotionStarted(boolean warmUp)) {
                        assertThat(moving && warmUp).as("seed %d", seed).isFalse();
                        moving = true;
                    } else if (input instanceof MotionEnded) {
                        assertThat(moving).as("seed %d", seed).isTrue();
                        moving = false;
                    }
                }
            }
        }
    }

    @Test
    void timesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new PirTimes(Duration.ofMinutes(6), Duration.ofMinutes(10)))
                .hasMessage("warm-up must be between 0 and 5 min, was PT6M");
        assertThatThrownBy(() -> new PirTimes(Duration.ZERO, Duration.ofSeconds(59)))
                .hasMessage("stuck after must be between 1 min and 1 h, was PT59S");
    }
}
