package org.vigia.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.time.Pace;

/// `scripts/bench latency`: reads the options, measures the phases, prints the table.
final class BenchMain {
    private BenchMain() {}

    /// Measures.
    ///
    /// @param arguments a folder for everything that is made, then the options of `scripts/bench`
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Path.of(arguments[0]);
        Duration length = Duration.ofSeconds(60);
        List<LatencyBench.Phase> phases = List.of(LatencyBench.Phase.values());
        @Nullable Path film = null;
        @Nullable Path document = null;
        for (int i = 1; i < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--seconds" -> length = Duration.ofSeconds(Long.parseLong(value));
                case "--only" ->
                        phases =
                                List.of(LatencyBench.Phase.valueOf(value.toUpperCase(Locale.ROOT)));
                case "--film" -> film = Path.of(value);
                case "--write" -> document = Path.of(value);
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        Path scene = directory.resolve("scene.yuv");
        Scene.render(film, scene);
        List<LatencyBench.Result> results = new ArrayList<>();
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
                results.add(bench.measure(phase));
            }
        }
        String report = new Report(results, film, length, version, Clock.systemUTC()).markdown();
        System.out.print(report);
        if (document != null) {
            Report.insert(report, document);
            System.err.println("written to " + document);
        }
    }
}
