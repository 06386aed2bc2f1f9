package org.vigia.camera.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vigia.camera.board.PulseSource;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.ir.NecEncoder;

class LessonTest {
    private static final NecCode ONE = new NecCode(false, 4, 1);
    private static final NecCode TWO = new NecCode(false, 4, 2);
    private static final NecCode BOUND = new NecCode(false, 4, 3);

    private final List<String> said = new ArrayList<>();

    /// A remote whose buttons are pressed as soon as somebody listens.
    private static PulseSource presses(NecCode... codes) {
        return listener -> {
            for (NecCode code : codes) {
                for (int[] frame : new int[][] {NecEncoder.frame(code), NecEncoder.repeat()}) {
                    boolean mark = true;
                    for (int micros : frame) {
                        listener.onPulse(mark, micros);
                        mark = !mark;
                    }
                    listener.onPulse(false, 40_000);
                }
                listener.onPulse(false, 500_000);
            }
        };
    }

    @Test
    void buttonsAreBoundInTurnAndAHeldOneOnce() throws Exception {
        var learned =
                new Lesson(said::add, Duration.ofSeconds(10))
                        .teach(presses(ONE, TWO), List.of(Button.ARM, Button.OK), Map.of());
        assertThat(learned).isEqualTo(Map.of(Button.ARM, ONE, Button.OK, TWO));
        assertThat(said)
                .containsExactly(
                        "press the button for: arm",
                        "  arm sends nec:0x0401",
                        "press the button for: ok",
                        "  ok sends nec:0x0402");
    }

    @Test
    void aCodeThatIsBoundIsRefusedUnlessItsButtonIsLearnedAnew() throws Exception {
        Map<Button, NecCode> bound = Map.of(Button.PANIC, BOUND, Button.ARM, ONE);
        var learned =
                new Lesson(said::add, Duration.ofSeconds(10))
                        .teach(
                                presses(BOUND, ONE, ONE, TWO),
                                List.of(Button.ARM, Button.OK),
                                bound);
        assertThat(learned).isEqualTo(Map.of(Button.ARM, ONE, Button.OK, TWO));
        assertThat(said)
                .contains(
                        "  nec:0x0403 is bound to panic already; press another",
                        "  nec:0x0401 is bound to arm already; press another");
    }

    @Test
    void whatWasLearnedBeforeTimeRanOutIsKept() throws Exception {
        var learned =
                new Lesson(said::add, Duration.ofMillis(50))
                        .teach(presses(ONE), List.of(Button.ARM, Button.OK), Map.of());
        assertThat(learned).isEqualTo(Map.of(Button.ARM, ONE));
        assertThat(said).last().asString().startsWith("no press of a NEC remote was seen");
    }
}
