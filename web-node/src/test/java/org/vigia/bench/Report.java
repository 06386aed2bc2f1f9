package org.vigia.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The table that is printed, as Markdown.
final class Report {
    private static final String BEGIN = "<!-- bench latency: begin -->\n";
    private static final String END = "<!-- bench latency: end -->\n";

    private final List<LatencyBench.Result> results;
    private final @Nullable Path film;
    private final Duration length;
    private final String chromium;
    private final Clock clock;

    Report(
            List<LatencyBench.Result> results,
            @Nullable Path film,
            Duration length,
            String chromium,
            Clock clock) {
        this.results = results;
        this.film = film;
        this.length = length;
        this.chromium = chromium;
        this.clock = clock;
    }

    /// Puts a report into a document, in place of the one there.
    ///
    /// @throws IOException when the document has no place for one or cannot be written
    static void insert(String report, Path document) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(document + ": no lines " + BEGIN.strip() + " and " + END.strip());
        }
        Files.writeString(
                document, text.substring(0, begin + BEGIN.length()) + report + text.substring(end));
    }

    String markdown() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(head()).append('\n');
        text.append("| running | page | p50 ms | p95 ms | max ms | in the page p50, p95 ms |");
        text.append(" frames shown / made | stops | Mbit/s | processors busy |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|\n");
        for (LatencyBench.Result result : results) {
            result.figures().forEach((peer, figures) -> text.append(line(result, peer, figures)));
        }
        return text.append('\n').append(verdicts()).toString();
    }

    private static String line(
            LatencyBench.Result result, LatencyBench.Peer peer, Figures figures) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %.0f | %.0f | %.0f, %.0f | %d / %d | %d | %.2f | %.0f %%%s |%n",
                result.phase().name().toLowerCase(Locale.ROOT),
                peer.name().toLowerCase(Locale.ROOT),
                figures.p50(),
                figures.p95(),
                figures.max(),
                Figures.percentile(figures.had(), 0.5),
                Figures.percentile(figures.had(), 0.95),
                figures.shown().length,
                figures.made(),
                figures.stops(),
                figures.megabitsPerSecond(),
                result.load().busyPercent(),
                result.load().stolenPercent() < 0.5
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %.0f %% stolen", result.load().stolenPercent()));
    }

    private String verdicts() {
        StringBuilder text = new StringBuilder();
        for (LatencyBench.Result result : results) {
            String phase = result.phase().name().toLowerCase(Locale.ROOT);
            Figures live = result.figures().get(LatencyBench.Peer.LIVE);
            Figures mjpeg = result.figures().get(LatencyBench.Peer.MJPEG);
            if (live != null) {
                text.append(verdict(phase, "p50", live.p50(), 90));
                text.append(verdict(phase, "p95", live.p95(), 130));
            }
            if (live != null && mjpeg != null) {
                double share = 100.0 * live.bytes() / mjpeg.bytes();
                text.append(
                        String.format(
                                Locale.ROOT,
                                "- %s: bandwidth %.0f %% of MJPEG's, target 33 %%: %s%n",
                                phase,
                                share,
                                share <= 100.0 / 3 ? "met" : "missed"));
            }
            long unreadable =
                    result.figures().values().stream().mapToLong(Figures::unreadable).sum();
            if (result.dropped() > 0 || unreadable > 0) {
                text.append(
                        String.format(
                                Locale.ROOT,
                                "- %s: %d pictures came too fast for an encoder, %d could not be"
                                        + " read%n",
                                phase,
                                result.dropped(),
                                unreadable));
            }
        }
        return text.toString();
    }

    private static String verdict(String phase, String what, double was, int target) {
        return String.format(
                Locale.ROOT,
                "- %s: live %s %.0f ms, target %d ms: %s%n",
                phase,
                what,
                was,
                target,
                was <= target ? "met" : "missed");
    }

    private String head() throws IOException {
        String processor =
                Files.readString(Path.of("/proc/cpuinfo"))
                        .lines()
                        .filter(line -> line.startsWith("model name") || line.startsWith("Model"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown processor");
        return String.format(
                Locale.ROOT,
                "%s; %s x %d, Linux %s; Java %s, Chromium %s, %s; %dx%d at %d frames/s, %s; %d s"
                        + " each, the first 10 s not counted.%n",
                DateTimeFormatter.ISO_LOCAL_DATE.format(ZonedDateTime.now(clock)),
                processor,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version"),
                Runtime.version(),
                chromium,
                ffmpeg(),
                Scene.WIDTH,
                Scene.HEIGHT,
                Scene.FRAMES_PER_SECOND,
                film == null ? "generated scene" : "film " + film.getFileName(),
                length.toSeconds());
    }

    private static String ffmpeg() throws IOException {
        Process process = new ProcessBuilder("ffmpeg", "-version").start();
        try (var in = process.getInputStream()) {
            String first =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse("");
            return first.replaceFirst("^ffmpeg version (\\S+).*", "ffmpeg $1");
        }
    }
}
