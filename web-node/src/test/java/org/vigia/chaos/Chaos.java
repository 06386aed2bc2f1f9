package org.vigia.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.vigia.shared.time.Pace;

/// Motion and mishaps at random for a while, then calm, then a look at what is there.
final class Chaos {
    private static final Duration ROUND = Duration.ofSeconds(2);

    private final Path folder;
    private final long seed;
    private final Duration length;
    private final Pace pace;
    private final Clock clock;
    private final PrintStream out;
    private final Map<Mishap, Integer> happened = new EnumMap<>(Mishap.class);

    Chaos(Path folder, long seed, Duration length, Pace pace, Clock clock, PrintStream out) {
        this.folder = folder;
        this.seed = seed;
        this.length = length;
        this.pace = pace;
        this.clock = clock;
        this.out = out;
    }

    /// Runs to the end.
    ///
    /// @return what does not hold, a sentence each; empty when all is well
    List<String> run() throws IOException, InterruptedException {
        Random random = new Random(seed);
        StringBuilder cameraLogs = new StringBuilder();
        try (Stage stage = Stage.open(folder, pace, clock)) {
            Health atFirst = Health.of(stage.pair());
            long until = pace.nanos() + length.toNanos();
            Deque<Mishap> deck = new ArrayDeque<>();
            for (int round = 1; pace.nanos() - until < 0; round++) {
                deck = deck.isEmpty() ? Mishap.dealt(stage, random) : deck;
                Mishap mishap = deck.remove();
                out.printf("%5d  %s%n", round, mishap);
                stage.motion(random);
                stage.pause(random, ROUND);
                String log = stage.pair().camera().output();
                long pid = stage.pair().camera().pid();
                mishap.happen(stage, random);
                if (stage.pair().camera().pid() != pid) {
                    cameraLogs.append(log);
                }
                happened.merge(mishap, 1, Integer::sum);
                stage.settle();
                stage.pause(random, ROUND);
            }
            stage.calm();
            cameraLogs.append(stage.pair().camera().output());
            Findings findings = new Findings(stage);
            List<String> wrong = findings.look(cameraLogs.toString());
            report(stage, findings, atFirst, wrong);
            return wrong;
        }
    }

    private void report(Stage stage, Findings findings, Health atFirst, List<String> wrong)
            throws IOException {
        out.printf("%nseed %d, %d s%n%n", seed, length.toSeconds());
        out.println("| mishap | times |");
        out.println("|---|---|");
        for (Mishap mishap : Mishap.values()) {
            if (!mishap.possible(stage)) {
                out.printf("| %s | not possible on this machine |%n", mishap);
            }
        }
        happened.forEach((mishap, times) -> out.printf("| %s | %d |%n", mishap, times));
        out.printf("%n| | at first | at the end |%n|---|---|---|%n");
        Health atLast = Health.of(stage.pair());
        out.printf("| camera-node | %s | %s |%n", atFirst.camera(), atLast.camera());
        out.printf("| web-node | %s | %s |%n", atFirst.web(), atLast.web());
        out.printf(
                "%n%d motions to be filmed, %d events, %d findings%n",
                stage.shots().size(), findings.events(), wrong.size());
        wrong.forEach(sentence -> out.println("WRONG: " + sentence));
        Files.writeString(folder.resolve("seed"), Long.toString(seed));
    }
}
