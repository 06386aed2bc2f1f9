package org.vigia.camera.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigia.shared.time.Pace;

/// What every board must do. A subclass opens one and stands in for what is around it: whoever
/// moves, whoever holds the remote, and the meter on the outputs.
public abstract class BoardContract {
    /// A hand on the inputs and a meter on the outputs.
    public interface Bench {
        Board board();

        /// Drives the motion sensor's line.
        void pir(boolean high) throws Exception;

        /// Lights the infrared receiver: µs, mark first, then at least 200 ms of silence.
        void shine(List<Integer> micros) throws Exception;

        boolean buzzer() throws Exception;

        /// The pulse on the servo's line in ns; 0 when there is none.
        long servoDuty() throws Exception;
    }

    private record Edge(boolean level, long nanos) {}

    private Bench bench;
    private Board board;

    protected abstract Bench open() throws Exception;

    /// How far a duration may be off.
    protected abstract int toleranceMicros();

    @BeforeEach
    void openBoard() throws Exception {
        bench = open();
        board = bench.board();
    }

    @AfterEach
    void closeBoard() {
        board.close();
    }

    @Test
    void eachPartIsAlwaysTheSame() {
        assertThat(board.pir()).isSameAs(board.pir());
        assertThat(board.buzzer()).isSameAs(board.buzzer());
        assertThat(board.servo()).isSameAs(board.servo());
        assertThat(board.infrared()).isSameAs(board.infrared());
    }

    @Test
    void edgesComeInOrderWithTheirTimes() throws Exception {
        BlockingQueue<Edge> edges = new LinkedBlockingQueue<>();
        board.pir().listen((level, nanos) -> edges.add(new Edge(level, nanos)));
        assertThat(board.pir().level()).isFalse();
        long before = Pace.system().nanos();
        long last = before;
        for (int i = 0; i < 6; i++) {
            boolean high = i % 2 == 0;
            bench.pir(high);
            Edge edge = edges.poll(10, TimeUnit.SECONDS);
            assertThat(edge).isNotNull();
            assertThat(edge.level()).isEqualTo(high);
            assertThat(edge.nanos()).isGreaterThanOrEqualTo(last);
            assertThat(edge.nanos()).isLessThanOrEqualTo(Pace.system().nanos());
            assertThat(board.pir().level()).isEqualTo(high);
            last = edge.nanos();
        }
        assertThat(edges).isEmpty();
    }

    @Test
    void onlyOneMayListen() throws Exception {
        board.pir().listen((_, _) -> {});
        assertThatIllegalStateException().isThrownBy(() -> board.pir().listen((_, _) -> {}));
        board.infrared().listen((_, _) -> {});
        assertThatIllegalStateException().isThrownBy(() -> board.infrared().listen((_, _) -> {}));
    }

    @Test
    void theBuzzerIsLowAtFirstAndFollows() throws Exception {
        assertThat(bench.buzzer()).isFalse();
        assertThat(board.buzzer().level()).isFalse();
        for (boolean high : new boolean[] {true, true, false, true, false}) {
            board.buzzer().set(high);
            assertThat(bench.buzzer()).isEqualTo(high);
            assertThat(board.buzzer().level()).isEqualTo(high);
        }
    }

    @Test
    void theServoHasNoPulseUntilEnabledAndThenTheOneThatWasSet() throws Exception {
        assertThat(bench.servoDuty()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> board.servo().enable(true));
        board.servo().set(20_000_000, 1_450_000);
        assertThat(bench.servoDuty()).isZero();
        board.servo().enable(true);
        assertThat(bench.servoDuty()).isEqualTo(1_450_000);
        board.servo().set(20_000_000, 2_400_000);
        assertThat(bench.servoDuty()).isEqualTo(2_400_000);
        board.servo().enable(false);
        assertThat(bench.servoDuty()).isZero();
    }

    @Test
    void aPulseLongerThanItsPeriodIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> board.servo().set(1_000, 1_001))
                .withMessage("not a pulse: 1001 ns in 1000 ns");
        assertThatIllegalArgumentException().isThrownBy(() -> board.servo().set(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> board.servo().set(1_000, -1));
    }

    @Test
    void infraredDurationsComeAsMarksAndSpacesAndEndInSilence() throws Exception {
        BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        board.infrared().listen((mark, micros) -> heard.add(mark ? micros : -micros));
        List<Integer> sent = List.of(9_000, 4_500, 562, 1_687, 562);
        bench.shine(sent);
        int next = firstMark(heard);
        for (int i = 0; i < sent.size(); i++) {
            int expected = i % 2 == 0 ? sent.get(i) : -sent.get(i);
            assertThat(next).isCloseTo(expected, within(toleranceMicros()));
            next = pulse(heard);
        }
        long silence = -next;
        while (silence < 100_000) {
            int more = pulse(heard);
            assertThat(more).isNegative();
            silence -= more;
        }
    }

    private static int firstMark(BlockingQueue<Integer> heard) throws InterruptedException {
        int pulse = pulse(heard);
        while (pulse < 0) {
            pulse = pulse(heard);
        }
        return pulse;
    }

    private static int pulse(BlockingQueue<Integer> heard) throws InterruptedException {
        Integer pulse = heard.poll(10, TimeUnit.SECONDS);
        assertThat(pulse).as("a duration within 10 s").isNotNull();
        return pulse;
    }

    private static org.assertj.core.data.Offset<Integer> within(int tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance);
    }

    @Test
    void closingSilencesEverythingAndEndsTheOutputs() throws Exception {
        board.buzzer().set(true);
        board.servo().set(20_000_000, 1_000_000);
        board.servo().enable(true);
        board.close();
        assertThatCode(board::close).doesNotThrowAnyException();
        assertThat(bench.buzzer()).isFalse();
        assertThat(bench.servoDuty()).isZero();
        assertThatThrownBy(() -> board.buzzer().set(true)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> board.servo().enable(true)).isInstanceOf(IOException.class);
        assertThat(bench.buzzer()).isFalse();
    }
}
