package org.vigia.camera.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigia.camera.board.Board;
import org.vigia.camera.board.BoardContract;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.time.Pace;

class SimulatedBoardTest extends BoardContract {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    protected Bench open() {
        SimulatedBoard board = new SimulatedBoard(Pace.system());
        board.start();
        return new Bench() {
            @Override
            public Board board() {
                return board;
            }

            @Override
            public void pir(boolean high) {
                // High for as long as nobody says otherwise; low at the next turn.
                if (high) {
                    assertThat(board.move(Duration.ofHours(1))).isTrue();
                } else {
                    assertThat(board.rest()).isTrue();
                }
            }

            @Override
            public void shine(List<Integer> micros) {
                assertThat(board.shine(micros)).isTrue();
            }

            @Override
            public boolean buzzer() {
                return board.lines().buzzer();
            }

            @Override
            public long servoDuty() {
                SimulatedPwm.Pulse pulse = board.lines().servo();
                return pulse.enabled() ? pulse.dutyNanos() : 0;
            }
        };
    }

    @Override
    protected int toleranceMicros() {
        return 0;
    }

    @Test
    void motionIsAPulseThatIsProlongedByMoreMotion() throws Exception {
        FakePace pace = new FakePace();
        List<String> edges = Collections.synchronizedList(new ArrayList<>());
        try (SimulatedBoard board = new SimulatedBoard(pace)) {
            long start = pace.nanos();
            board.pir()
                    .listen((level, nanos) ->
                            edges.add("%s %d".formatted(level, (nanos - start) / 1_000_000)));
            board.start();
            board.move(Duration.ofSeconds(3));
            assertThat(board.settle(LIMIT)).isTrue();
            pace.advance(Duration.ofSeconds(2));
            board.move(Duration.ofSeconds(3));
            assertThat(board.settle(LIMIT)).isTrue();
            pace.advance(Duration.ofMillis(2_500));
            assertThat(board.settle(LIMIT)).isTrue();
            assertThat(board.lines().pir()).isTrue();
            pace.advance(Duration.ofSeconds(2));
            assertThat(board.settle(LIMIT)).isTrue();
        }
        assertThat(edges).containsExactly("true 0", "false 5000");
    }

    @Test
    void aServoStaysWhereItsLastPulseLeftIt() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard(new FakePace())) {
            board.servo().set(20_000_000, 500_000);
            assertThat(board.lines().servo().angle()).isZero();
            board.servo().enable(true);
            board.servo().enable(false);
            assertThat(board.lines().servo().angle()).isEqualTo(-90);
        }
    }
}
