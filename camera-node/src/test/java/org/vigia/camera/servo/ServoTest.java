package org.vigia.camera.servo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vigia.camera.board.PwmOutput;
import org.vigia.shared.time.FakePace;

class ServoTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final FakePace pace = new FakePace();
    private final Output output = new Output();
    private final Servo servo = new Servo(output, ServoSettings.defaults(), pace);

    private static final class Output implements PwmOutput {
        private final List<Long> pulses = new ArrayList<>();
        private boolean enabled;

        @Override
        public synchronized void set(long periodNanos, long dutyNanos) {
            assertThat(periodNanos).isEqualTo(20_000_000);
            pulses.add(dutyNanos);
        }

        @Override
        public synchronized void enable(boolean on) {
            enabled = on;
        }
    }

    private void rest() throws InterruptedException {
        for (int step = 0; step < 150; step++) {
            assertThat(servo.settle(LIMIT)).isTrue();
            pace.advance(Duration.ofMillis(20));
        }
        assertThat(servo.settle(LIMIT)).isTrue();
    }

    @AfterEach
    void close() {
        servo.close();
    }

    @Test
    void anglesArePulsesOfHalfAMillisecondToTwoPointFour() {
        assertThat(Servo.pulseNanos(-90)).isEqualTo(500_000);
        assertThat(Servo.pulseNanos(0)).isEqualTo(1_450_000);
        assertThat(Servo.pulseNanos(90)).isEqualTo(2_400_000);
    }

    @Test
    void itDoesNotTwitchAtStart() throws Exception {
        servo.start();
        rest();
        assertThat(output.pulses).isEmpty();
        assertThat(output.enabled).isFalse();
    }

    @Test
    void itTurnsInSmallStepsAndRestsWithoutAPulse() throws Exception {
        servo.start();
        servo.turn(Preset.RIGHT);
        assertThat(servo.settle(LIMIT)).isTrue();
        assertThat(output.enabled).isTrue();
        rest();
        assertThat(servo.angle()).isEqualTo(60);
        assertThat(output.enabled).isFalse();
        long last = Servo.pulseNanos(0);
        for (long pulse : output.pulses) {
            assertThat(pulse - last).isBetween(0L, 21_200L);
            last = pulse;
        }
        assertThat(last).isEqualTo(Servo.pulseNanos(60));
    }

    @Test
    void aLateWakeUpMakesItSlowerAndNotJumpy() throws Exception {
        servo.start();
        servo.turnTo(10);
        for (int step = 0; step < 8; step++) {
            assertThat(servo.settle(LIMIT)).isTrue();
            pace.advance(Duration.ofSeconds(3));
        }
        assertThat(servo.settle(LIMIT)).isTrue();
        assertThat(output.pulses)
                .containsExactly(
                        Servo.pulseNanos(2),
                        Servo.pulseNanos(4),
                        Servo.pulseNanos(6),
                        Servo.pulseNanos(8),
                        Servo.pulseNanos(10));
        assertThat(output.enabled).isFalse();
    }

    @Test
    void itStopsAtItsLimits() throws Exception {
        servo.start();
        servo.turnTo(Double.NEGATIVE_INFINITY);
        rest();
        assertThat(servo.angle()).isEqualTo(-80);
        assertThatIllegalArgumentException().isThrownBy(() -> servo.turnTo(Double.NaN));
    }

    @Test
    void panningGoesFromPresetToPreset() throws Exception {
        servo.start();
        servo.panRight();
        rest();
        assertThat(servo.angle()).isEqualTo(60);
        servo.panLeft();
        servo.panLeft();
        rest();
        assertThat(servo.angle()).isEqualTo(-60);
        servo.panRight();
        rest();
        assertThat(servo.angle()).isZero();
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServoSettings(-91, 80, -60, 0, 60))
                .withMessageStartingWith("servo limits must be between -90° and 90°");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServoSettings(-50, 50, -60, 0, 40))
                .withMessageStartingWith("servo presets must lie within its limits");
    }
}
