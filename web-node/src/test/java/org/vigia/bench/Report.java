package org.vigia.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The table that is printed, as Markdown.
final class Report {
    private final List<LatencyBench.Result> results;
    private final @Nullable Path film;
    private final Duration length;
    private final String chromium;
    private final String machine;

    /// @param machine as it was at the start
    Report(
            List<LatencyBench.Result> results,
            @Nullable Path film,
            Duration length,
            String chromium,
            String machine) {
        this.results = results;
        this.film = film;
        this.length = length;
        this.chromium = chromium;
        this.machine = machine;
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
                "| %s | %s | %.0f | %.0f | %.0f | %.0f, %.0f | %d / %d | %d | %s | %.0f %%%s |%n",
                result.phase().word(),
                peer.name().toLowerCase(Locale.ROOT),
                figures.p50(),
                figures.p95(),
                figures.max(),
                Figures.percentile(figures.had(), 0.5),
                Figures.percentile(figures.had(), 0.95),
                figures.shown().length,
                figures.made(),
                figures.stops(),
                figures.bytes() == 0
                        ? ""
                        : String.format(Locale.ROOT, "%.2f", figures.megabitsPerSecond()),
                result.load().busyPercent(),
                result.load().stolenPercent() < 0.5
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %.0f %% stolen", result.load().stolenPercent()));
    }

    private String verdicts() {
        StringBuilder text = new StringBuilder();
        for (LatencyBench.Result result : results) {
            String phase = result.phase().word();
            Map<LatencyBench.Peer, Figures> figures = result.figures();
            Figures live = figures.get(LatencyBench.Peer.LIVE);
            Figures mjpeg = figures.get(LatencyBench.Peer.MJPEG);
            Figures motion = figures.get(LatencyBench.Peer.MOTION);
            if (live != null) {
                text.append(new Target(phase + ": live p50", 80, "ms").verdict(live.p50()));
                text.append(new Target(phase + ": live p95", 120, "ms").verdict(live.p95()));
                text.append(new Target(phase + ": stops", 0, "").verdict((double) live.stops()));
            }
            if (live != null && motion != null) {
                text.append(
                        new Target(phase + ": live p50 beside motion's", 10, "%")
                                .verdict(100 * live.p50() / motion.p50()));
            }
            if (live != null && mjpeg != null) {
                text.append(
                        new Target(phase + ": bandwidth beside MJPEG's", 33.3, "%")
                                .verdict(100.0 * live.bytes() / mjpeg.bytes()));
            }
            long unreadable = figures.values().stream().mapToLong(Figures::unreadable).sum();
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

    private String head() throws IOException {
        return String.format(
                Locale.ROOT,
                "%s; Chromium %s, %s, %s; %dx%d at %d frames/s, %s; %d s each, the first 10 s not"
                        + " counted.%n",
                machine,
                chromium,
                Machine.version("ffmpeg", "-version"),
                Machine.version("motion", "-h").toLowerCase(Locale.ROOT),
                Scene.WIDTH,
                Scene.HEIGHT,
                Scene.FRAMES_PER_SECOND,
                film == null ? "generated scene" : "film " + film.getFileName(),
                length.toSeconds());
    }
}
