package org.vigia.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.time.Pace;

/// `scripts/bench latency`: reads the options, measures the phases, prints the table.
final class LatencyMain {
    private LatencyMain() {}

    /// Measures.
    ///
    /// @param arguments of `scripts/bench latency`
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options words = Options.of(arguments, "--seconds", "--only", "--film");
        String machine = Machine.line(Clock.systemUTC());
        Path directory = words.folder();
        Duration length = words.seconds(60);
        List<LatencyBench.Phase> phases =
                words.word("--only")
                        .map(LatencyBench.Phase::of)
                        .map(List::of)
                        .orElse(List.of(LatencyBench.Phase.values()));
        @Nullable Path film = words.word("--film").map(Path::of).orElse(null);
        Path scene = directory.resolve("scene.yuv");
        Scene.render(film, scene);
        List<LatencyBench.Result> results = new ArrayList<>();
        // A peer that does not come costs its own rows alone.
        List<String> failures = new ArrayList<>();
        Playwright.CreateOptions options =
                new Playwright.CreateOptions()
                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        String version;
        try (Playwright playwright = Playwright.create(options);
                Browser browser = LatencyBench.browser(playwright)) {
            version = browser.version();
            LatencyBench bench = new LatencyBench(Pace.system(), directory, scene, length, browser);
            for (LatencyBench.Phase phase : phases) {
                System.err.printf("measuring %s for %d s …%n", phase, length.toSeconds());
                try {
                    results.add(bench.measure(phase));
                } catch (IOException | PlaywrightException e) {
                    failures.add("%s could not be measured: %s".formatted(phase, e.getMessage()));
                }
            }
        }
        System.out.print(new Report(results, film, length, version, machine).markdown());
        if (!failures.isEmpty()) {
            throw new IOException(String.join("\n", failures));
        }
    }
}
