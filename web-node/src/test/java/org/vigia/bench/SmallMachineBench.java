package org.vigia.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
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
    private final Edges edges = new Edges();

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
                edges.add(clock.millis(), edge);
                pair.touch("/pir?ms=500");
                watch(client, edge + EVERY.toNanos());
            }
            for (int i = 0; i < LAST_LOOKS && edges.whole().length < events; i++) {
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
        JsonNode answer = client.get("/api/v1/events?kind=motion&limit=100");
        edges.look(answer.path("events"), pace.nanos());
    }

    private void report(Client client) throws IOException, InterruptedException {
        double[] told = edges.told();
        double[] whole = edges.whole();
        System.out.println(
                "| from the edge until the event is | events | p50 s | p95 | max |"
                        + "\n|---|---|---|---|---|");
        row("in the history", told);
        row("whole", whole);
        System.out.println();
        String of = "of " + edges.count();
        long late = Arrays.stream(whole).filter(s -> s > EVERY.toSeconds()).count();
        System.out.print(
                new Target("events lost", 0, of).verdict(edges.count() - whole.length)
                        + new Target("events late", 0, of).verdict((double) late)
                        + new Target("events that nobody caused", 0, "")
                                .verdict(client.history().size() - told.length));
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
