package org.vigia.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.Pace;

/// `-Dvigia.chaos=PT1H` runs for longer, `-Dvigia.seed=N` repeats a run's draws.
class ChaosIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void nothingIsLostNorComesTwiceWhateverDies() throws IOException, InterruptedException {
        Duration length = Duration.parse(System.getProperty("vigia.chaos", "PT3M"));
        long seed = Long.getLong("vigia.seed", Clock.systemUTC().millis());
        Chaos chaos = new Chaos(folder, seed, length, Pace.system(), Clock.systemUTC(), System.out);
        assertThat(chaos.run()).as("seed " + seed).isEmpty();
    }
}
