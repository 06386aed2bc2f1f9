package org.vigia.camera.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.Trouble;
import org.vigia.shared.time.FakePace;

class TroubleWatchTest {
    private static final AlarmInput BEGAN = new AlarmInput.TroubleBegan(Trouble.LINK_LOST);
    private static final AlarmInput ENDED = new AlarmInput.TroubleEnded(Trouble.LINK_LOST);

    private final FakePace pace = new FakePace();
    private final List<AlarmInput> told = new ArrayList<>();
    private boolean wrong;
    private final TroubleWatch watch =
            new TroubleWatch(
                    List.of(
                            new TroubleWatch.Concern(
                                    Trouble.LINK_LOST, () -> wrong, Duration.ofMinutes(2))),
                    pace,
                    told::add);

    private void pass(boolean wrongNow, int seconds) {
        wrong = wrongNow;
        for (int i = 0; i < seconds; i++) {
            watch.beat();
            pace.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void whatIsWrongForLongIsToldOnceAndItsEndAtOnce() {
        pass(true, 120);
        assertThat(told).isEmpty();
        pass(true, 600);
        assertThat(told).containsExactly(BEGAN);
        pass(false, 10);
        assertThat(told).containsExactly(BEGAN, ENDED);
        pass(true, 130);
        assertThat(told).containsExactly(BEGAN, ENDED, BEGAN);
    }

    @Test
    void shortLossesAreNoNews() {
        for (int i = 0; i < 20; i++) {
            pass(true, 119);
            pass(false, 1);
        }
        assertThat(told).doesNotContain(BEGAN);
    }

    @Test
    void whatIsWellIsToldOnceSinceAnEarlierProcessMayHaveToldOtherwise() {
        pass(false, 10);
        assertThat(told).containsExactly(ENDED);
    }
}
