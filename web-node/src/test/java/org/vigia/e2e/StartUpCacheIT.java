package org.vigia.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A JVM whose heap has no room for what its start-up cache brings does not start at all, however
/// good the cache: both nodes start from one that was made with their own options.
class StartUpCacheIT {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"camera", "web"})
    void aNodeStartsFromACacheMadeWithItsOptions(String node) throws Exception {
        Path cache = folder.resolve(node + ".aot");
        run(node, "-XX:AOTCacheOutput=" + cache);
        assertThat(cache).isNotEmptyFile();
        // "on": a cache that is not used is an error, too.
        assertThat(run(node, "-XX:AOTMode=on -XX:AOTCache=" + cache)).startsWith("vigia-" + node);
    }

    private String run(String node, String options) throws Exception {
        try (Running version =
                Running.start(
                        folder.resolve("log"),
                        List.of("scripts/" + node + "-node", "--version"),
                        Map.of("VIGIA_JVM_MORE", options))) {
            assertThat(version.exitValue()).as(version.output()).isZero();
            return version.output();
        }
    }
}
