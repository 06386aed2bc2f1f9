package org.vigia.camera.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.servo.ServoSettings;
import org.vigia.camera.simulation.SimulatedBoard;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

/// A person at the terminal, with the simulated board.
@Timeout(120)
class WalkTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private List<String> walk(SimulatedBoard board, String answers, Duration patience, String lang)
            throws InterruptedException {
        PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
        Words words = Words.in(lang);
        Walk walk =
                new Walk(
                        board,
                        ServoSettings.defaults(),
                        new BufferedReader(new StringReader(answers)),
                        lines,
                        words,
                        patience,
                        Pace.system());
        int status = new Doctor(walk.steps(), words, lines, false).examine();
        List<String> said = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(status).isEqualTo(said.stream().anyMatch(l -> l.contains("FAIL")) ? 1 : 0);
        return said;
    }

    @Test
    void beepsMovesAndSeesPressAndWave() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard(Pace.system())) {
            board.start();
            Thread person =
                    NamedThreads.start(
                            "person",
                            () -> {
                                try {
                                    while (true) {
                                        board.press(new NecCode(false, 0, 7));
                                        board.move(Duration.ofMillis(50));
                                        Pace.system().sleep(Duration.ofMillis(200));
                                    }
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            List<String> said = walk(board, "what?\n\nY\nyes\n", Duration.ofSeconds(60), "en");
            NamedThreads.stop(person, Duration.ofSeconds(5));
            assertThat(said)
                    .anyMatch(l -> l.endsWith("ok   buzzer: heard"))
                    .anyMatch(l -> l.endsWith("ok   servo: moved"))
                    .contains("ok   remote: " + new NecCode(false, 0, 7))
                    .contains("ok   motion sensor: saw it");
            assertThat(board.lines().buzzerRises()).isEqualTo(1);
            assertThat(board.lines().buzzer()).isFalse();
        }
    }

    @Test
    void saysWhatToLookAtWhereNothingHappens() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard(Pace.system())) {
            board.start();
            List<String> said = walk(board, "no\n", Duration.ofMillis(1), "es_ES.UTF-8");
            assertThat(said)
                    .anyMatch(l -> l.contains("FAIL zumbador: no se oye; se arregla con: revise"))
                    .anyMatch(l -> l.contains("FAIL sin respuesta; se arregla con: "))
                    .anyMatch(l -> l.startsWith("FAIL mando: no ha llegado ningún código; "))
                    .anyMatch(l -> l.startsWith("FAIL sensor de movimiento: no ha visto nada; "));
        }
    }
}
