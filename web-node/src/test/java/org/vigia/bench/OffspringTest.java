package org.vigia.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.e2e.Running;

@Timeout(60)
class OffspringTest {
    /// A bench in small: starts something, says its id, and stays.
    static final class Bench {
        private Bench() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path file = Options.of(arguments).folder().resolve("file");
            Offspring.afterwards(() -> file.toFile().delete());
            Process child = new ProcessBuilder("sleep", "1000").start();
            System.out.println("started " + child.pid());
            child.waitFor();
        }
    }

    @Test
    void whatABenchHasStartedAndMadeGoesWithItWhenItIsEnded(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path log = folder.resolve("log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> words =
                List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bench.class.getName(),
                        folder.toString());
        try (Running bench = Running.start(log, words)) {
            long pid = Long.parseLong(bench.await("started (\\d+)"));
            Optional<ProcessHandle> child = ProcessHandle.of(pid);
            assertThat(child).isPresent();
            assertThat(bench.signal("TERM")).contains(143);
            child.get().onExit().get(10, TimeUnit.SECONDS);
            assertThat(bench.children()).isEmpty();
            assertThat(file).doesNotExist();
        }
    }
}
