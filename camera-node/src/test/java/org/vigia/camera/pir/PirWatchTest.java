package org.vigia.camera.pir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.Trouble;
import org.vigia.camera.board.InputLine;
import org.vigia.shared.time.Pace;

class PirWatchTest {
    private static final class Line implements InputLine {
        private @Nullable Listener listener;

        @Override
        public boolean level() {
            return true;
        }

        @Override
        public void listen(Listener who) {
            listener = who;
        }
    }

    @Test
    void aLineThatFailsReachesTheAlarmAsAFaultAndEndsTheMotion() throws Exception {
        Line line = new Line();
        List<AlarmInput> inputs = new CopyOnWriteArrayList<>();
        Pace pace = Pace.system();
        try (PirWatch watch = new PirWatch(line, PirTimes.defaults(), pace, inputs::add)) {
            watch.start();
            InputLine.Listener listener = Objects.requireNonNull(line.listener);
            listener.onFault(true, pace.nanos());
            listener.onFault(false, pace.nanos());
            assertThat(watch.settle(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(inputs)
                .containsExactly(
                        new AlarmInput.MotionStarted(true),
                        new AlarmInput.MotionEnded(),
                        new AlarmInput.TroubleBegan(Trouble.SENSOR_FAULT),
                        new AlarmInput.TroubleEnded(Trouble.SENSOR_FAULT));
    }
}
