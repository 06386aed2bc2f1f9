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

/// Two minutes of always the same draws: `scripts/chaos` runs for longer, with others.
/// `-Dvigia.chaos=PT1H` and `-Dvigia.seed=N` change both.
class ChaosIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void nothingIsLostNorComesTwiceWhateverDies() throws IOException, InterruptedException {
        Duration length = Duration.parse(System.getProperty("vigia.chaos", "PT2M"));
        long seed = Long.getLong("vigia.seed", 5);
        Chaos chaos = new Chaos(folder, seed, length, Pace.system(), Clock.systemUTC(), System.out);
        assertThat(chaos.run()).as("seed " + seed).isEmpty();
    }
}
