package org.vigia.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
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
    private final Clock clock = Clock.systemUTC();
    // By their time, which both this process and camera-node take from the machine's clock.
    private final NavigableMap<Long, Edge> edges = new TreeMap<>();

    /// What the sensor saw, and what became of it.
    private static final class Edge {
        private final long nanos;
        private @Nullable String event;
        private double told = Double.NaN;
        private double whole = Double.NaN;

        private Edge(long nanos) {
            this.nanos = nanos;
        }

        private boolean isWhole() {
            return !Double.isNaN(whole);
        }
    }

    private void measure(Path folder, int events) throws IOException, InterruptedException {
        Pair.Setup setup = FilmedCamera.guarding(folder);
        try (Cgroup a = new Cgroup("camera");
                Cgroup b = new Cgroup("web");
                Pair pair = Pair.start(folder, setup)) {
            a.bound(MEGABYTES, PERCENT);
            b.bound(MEGABYTES, PERCENT);
            a.add(pair.camera());
            b.add(pair.web());
            Client client = pair.client();
            client.await("/api/v1/cameras", c -> c.at("/cameras/0/online").asBoolean());
            pair.touch("/ir/arm");
            pace.sleep(EVERY);
            for (int i = 0; i < events; i++) {
                long edge = pace.nanos();
                edges.put(clock.millis(), new Edge(edge));
                pair.touch("/pir?ms=500");
                watch(client, edge + EVERY.toNanos());
            }
            for (int i = 0;
                    i < LAST_LOOKS && !edges.values().stream().allMatch(Edge::isWhole);
                    i++) {
                look(client);
                pace.sleep(LOOK);
            }
            report(client);
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
        JsonNode events = client.get("/api/v1/events?kind=motion&limit=100").path("events");
        long now = pace.nanos();
        for (JsonNode event : events) {
            long started = Instant.parse(event.path("started").asText()).toEpochMilli();
            Map.@Nullable Entry<Long, Edge> before = edges.floorEntry(started);
            if (before != null) {
                note(before.getValue(), event, (now - before.getValue().nanos) / 1e9);
            }
        }
    }

    private static void note(Edge edge, JsonNode event, double seconds) {
        if (edge.event == null) {
            edge.event = event.path("id").asText();
            edge.told = seconds;
        }
        boolean itsOwn = edge.event.equals(event.path("id").asText());
        if (itsOwn && !edge.isWhole() && event.path("stage").asText().equals("whole")) {
            edge.whole = seconds;
        }
    }

    private void report(Client client) throws IOException, InterruptedException {
        double[] told = figures(edge -> edge.told);
        double[] whole = figures(edge -> edge.whole);
        System.out.println(
                "| from the edge until the event is | events | p50 s | p95 | max |"
                        + "\n|---|---|---|---|---|");
        row("in the history", told);
        row("whole", whole);
        System.out.println();
        String of = "of " + edges.size();
        long late = Arrays.stream(whole).filter(s -> s > EVERY.toSeconds()).count();
        System.out.print(
                new Target("events lost", 0, of).verdict(edges.size() - whole.length)
                        + new Target("events late", 0, of).verdict((double) late)
                        + new Target("events that nobody caused", 0, "")
                                .verdict(client.history().size() - told.length));
    }

    /// Of those edges that have one.
    private double[] figures(ToDoubleFunction<Edge> figure) {
        return edges.values().stream()
                .mapToDouble(figure)
                .filter(seconds -> !Double.isNaN(seconds))
                .toArray();
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
