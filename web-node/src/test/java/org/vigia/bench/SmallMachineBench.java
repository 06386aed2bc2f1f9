package org.vigia.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vigia.e2e.Client;
import org.vigia.e2e.Pair;
import org.vigia.e2e.Running;
import org.vigia.shared.time.Pace;

/// Both nodes in control groups as small as a small Pi: an event every ten seconds, which must be
/// whole on Pi #B before the next begins.
final class SmallMachineBench {
    private static final int MEGABYTES = 512;
    private static final int PERCENT = 25;
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LAST_LOOKS = 120;

    private final Pace pace = Pace.system();
    private final Map<String, Long> toldNanos = new LinkedHashMap<>();
    private final Map<String, Long> wholeNanos = new LinkedHashMap<>();

    private void measure(Path folder, int events) throws IOException, InterruptedException {
        String video = FilmedCamera.in(folder);
        Pair.Setup setup =
                new Pair.Setup(
                        video,
                        "{exit-delay: 0, entry-delay: 0, motion-tail: 1s}",
                        "recording: {pre-roll: 2s}",
                        "",
                        port -> port,
                        _ -> Map.of());
        try (Cgroup a = new Cgroup("vigia-bench-camera");
                Cgroup b = new Cgroup("vigia-bench-web");
                Pair pair = Pair.start(folder, setup)) {
            a.bound(MEGABYTES, PERCENT);
            b.bound(MEGABYTES, PERCENT);
            a.add(pair.camera());
            b.add(pair.web());
            Client client = pair.client();
            client.await("/api/v1/cameras", c -> c.at("/cameras/0/online").asBoolean());
            pair.touch("/ir/arm");
            pace.sleep(EVERY);
            List<Long> edges = new ArrayList<>();
            for (int i = 0; i < events; i++) {
                edges.add(pace.nanos());
                pair.touch("/pir?ms=500");
                watch(client, edges.getLast() + EVERY.toNanos());
            }
            for (int i = 0; i < LAST_LOOKS && wholeNanos.size() < events; i++) {
                look(client);
                pace.sleep(LOOK);
            }
            report(edges);
            System.out.println(
                    "\n| node | RSS MB | memory taken under the bound MB, disk cache included |"
                            + " periods held back, % |\n|---|---|---|---|");
            group("camera-node", pair.camera(), a);
            group("web-node", pair.web(), b);
        }
    }

    private void watch(Client client, long untilNanos) throws IOException, InterruptedException {
        while (pace.nanos() < untilNanos) {
            look(client);
            pace.sleep(Duration.ofNanos(Math.clamp(untilNanos - pace.nanos(), 0, LOOK.toNanos())));
        }
    }

    private void look(Client client) throws IOException, InterruptedException {
        for (JsonNode event : client.get("/api/v1/events?limit=3").path("events")) {
            String id = event.path("id").asText();
            toldNanos.putIfAbsent(id, pace.nanos());
            if (event.path("stage").asText().equals("whole")) {
                wholeNanos.putIfAbsent(id, pace.nanos());
            }
        }
    }

    private void report(List<Long> edges) {
        double[] told = after(edges, toldNanos);
        double[] whole = after(edges, wholeNanos);
        System.out.println(
                "| from the edge until the event is | events | p50 s | p95 | max |"
                        + "\n|---|---|---|---|---|");
        row("in the history", told);
        row("whole", whole);
        System.out.println();
        long late = 0;
        for (double seconds : whole) {
            late += seconds > EVERY.toSeconds() ? 1 : 0;
        }
        System.out.print(
                new Target("events lost", 0, "of " + edges.size())
                                .verdict(edges.size() - wholeNanos.size())
                        + new Target("events late", 0, "of " + edges.size())
                                .verdict((double) late));
    }

    /// The n-th event that came belongs to the n-th edge, as long as none is lost.
    private static double[] after(List<Long> edges, Map<String, Long> came) {
        List<Long> times = came.values().stream().sorted().toList();
        double[] seconds = new double[Math.min(edges.size(), times.size())];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = (times.get(i) - edges.get(i)) / 1e9;
        }
        return seconds;
    }

    private static void row(String until, double[] seconds) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.1f |%n",
                until,
                seconds.length,
                Figures.percentile(seconds, 0.5),
                Figures.percentile(seconds, 0.95),
                Figures.percentile(seconds, 1));
    }

    private static void group(String node, Running running, Cgroup group) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f |%n",
                node,
                Vitals.of(running.pid()).residentMegabytes(),
                group.peakMegabytes(),
                group.heldBackPercent());
    }

    /// Measures and prints.
    ///
    /// @param arguments of `scripts/bench small`
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.of(arguments, "--minutes");
        System.out.println(
                Machine.line(Clock.systemUTC()) + "; " + Machine.disk(options.folder()) + ".\n");
        int events =
                Math.toIntExact(
                        Duration.ofMinutes(options.number("--minutes", 10)).dividedBy(EVERY));
        new SmallMachineBench().measure(options.folder(), events);
    }
}
