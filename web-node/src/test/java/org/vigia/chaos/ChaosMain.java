package org.vigia.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.vigia.shared.time.Pace;

/// `scripts/chaos`: one run, its table on standard output. Status 1 when something does not hold.
final class ChaosMain {
    private ChaosMain() {}

    /// Runs.
    ///
    /// @param arguments an empty folder, the minutes, the seed
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> wrong =
                new Chaos(
                                Path.of(arguments[0]),
                                Long.parseLong(arguments[2]),
                                Duration.ofMinutes(Long.parseLong(arguments[1])),
                                Pace.system(),
                                Clock.systemUTC(),
                                System.out)
                        .run();
        if (!wrong.isEmpty()) {
            System.exit(1);
        }
    }
}
