package org.vigia.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunningTest {
    @TempDir Path directory;

    private Running bash(String script) throws Exception {
        return Running.start(directory.resolve("log"), List.of("bash", "-c", script));
    }

    @Test
    void aProcessThatDiesFailsWhoeverWaitsAtOnceWithItsOutput() throws Exception {
        try (Running dying = bash("echo the disk is full; exit 3")) {
            assertThatThrownBy(() -> dying.await("its megabytes", () -> false))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("no its megabytes in:\nthe disk is full\n");
            assertThatThrownBy(() -> dying.await("(never)"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("no `(never)` in:\nthe disk is full\n");
        }
    }

    @Test
    void whatItHasDoneLastCounts() throws Exception {
        try (Running brief = bash("echo status 7")) {
            assertThat(brief.await("status (\\d)")).isEqualTo("7");
        }
    }
}
