package org.vigia.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigia.chaos.LinkProxy;
import org.vigia.e2e.Client;
import org.vigia.e2e.Pair;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.time.Pace;

/// How soon what the sensor sees is in Pi #B's stream file: from the edge on the simulated board to
/// the first frame, to its sync, and to a film without a hole from its first frame on. The file is
/// looked at every few milliseconds; the syncs are what web-node's JVM has recorded.
final class EvidenceBench {
    private static final Duration LOOK = Duration.ofMillis(4);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String VIDEO =
            "{source: test, width: 1280, height: 720, frames-per-second: 25,"
                    + " bits-per-second: 2000000}";

    private final Pace pace;
    private final Clock clock;
    private final int events;
    private final List<Instant> edges = new ArrayList<>();
    private final List<Double> firsts = new ArrayList<>();
    private final List<Double> synced = new ArrayList<>();
    private final List<Double> wholes = new ArrayList<>();

    EvidenceBench(Pace pace, Clock clock, int events) {
        this.pace = pace;
        this.clock = clock;
        this.events = events;
    }

    /// Measures, over a line that passes on so many bytes a second; 0 for one without a bound.
    ///
    /// @return a table's row
    String measure(Path folder, long bytesPerSecond) throws IOException, InterruptedException {
        LinkProxy[] way = new LinkProxy[1];
        Path recordings = Files.createDirectory(folder.resolve("recordings"));
        Pair.Environment recorded = NodeJvm.with(Syncs.options(recordings));
        long web;
        try (Pair pair =
                Pair.start(
                        folder,
                        new Pair.Setup(
                                VIDEO,
                                "{exit-delay: 0, entry-delay: 0, motion-tail: 1s}",
                                "recording: {pre-roll: 5s}",
                                "",
                                port -> {
                                    way[0] = LinkProxy.to(port, pace);
                                    return way[0].port();
                                },
                                node -> node.equals("web-node") ? recorded.of(node) : Map.of()))) {
            web = pair.web().pid();
            Client client = pair.client();
            client.await("/api/v1/cameras", c -> c.at("/cameras/0/online").asBoolean());
            pair.touch("/ir/arm");
            // Until the pre-roll is in the ring.
            pace.sleep(Duration.ofSeconds(8));
            if (bytesPerSecond > 0) {
                way[0].slow(bytesPerSecond);
            }
            for (int i = 0; i < events; i++) {
                one(pair, client);
            }
        } finally {
            way[0].close();
        }
        Syncs syncs = Syncs.read(recordings, web);
        for (Instant edge : edges) {
            Instant done = syncs.firstAfter(edge, ".stream").orElseThrow();
            synced.add(Duration.between(edge, done).toNanos() / 1e6);
        }
        return "| %s | %d | %s | %s | %s |"
                .formatted(
                        bytesPerSecond == 0
                                ? "loopback"
                                : "%d Mbit/s".formatted(bytesPerSecond * 8 / 1_000_000),
                        events,
                        figures(firsts),
                        figures(synced),
                        figures(wholes));
    }

    private void one(Pair pair, Client client) throws IOException, InterruptedException {
        Path streams = pair.data().resolve("web/store/streams");
        long edge = pace.nanos();
        edges.add(clock.instant());
        pair.touch("/pir?ms=300");
        firsts.add(awaited(streams, edge, false));
        wholes.add(awaited(streams, edge, true));
        client.await(
                "/api/v1/cameras",
                c ->
                        !c.at("/cameras/0/status/incident").asBoolean(true)
                                && c.at("/cameras/0/status/undelivered").asInt(-1) == 0);
    }

    private double awaited(Path streams, long edge, boolean whole)
            throws IOException, InterruptedException {
        while (pace.nanos() - edge < PATIENCE.toNanos()) {
            Optional<Path> stream = stream(streams);
            if (stream.isPresent() && holds(stream.get(), whole)) {
                return (pace.nanos() - edge) / 1e6;
            }
            pace.sleep(LOOK);
        }
        throw new IllegalStateException("nothing was streamed within " + PATIENCE);
    }

    private static Optional<Path> stream(Path streams) throws IOException {
        if (!Files.isDirectory(streams)) {
            return Optional.empty();
        }
        try (var walk = Files.walk(streams)) {
            return walk.filter(p -> p.toString().endsWith(".stream")).findFirst();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /// Whether the file has a frame, or all from the film's first to its newest.
    private static boolean holds(Path stream, boolean whole) throws IOException {
        TreeSet<Long> held = new TreeSet<>();
        long first = -1;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(stream))) {
            LinkReader reader = new LinkReader(in);
            @Nullable LinkMessage message = reader.read();
            while (message != null) {
                switch (message) {
                    case LinkMessage.EvidenceOpened opened -> first = opened.first();
                    case LinkMessage.Filmed filmed -> held.add(filmed.fragment().sequence());
                    default -> {
                        // Nothing that is counted.
                    }
                }
                message = reader.read();
            }
        } catch (EOFException e) {
            // It is being written to.
        } catch (NoSuchFileException e) {
            return false;
        }
        return !held.isEmpty()
                && (!whole
                        || (held.first() == first
                                && held.last() - held.first() + 1 == held.size()));
    }

    private static String figures(List<Double> values) {
        double[] all = Figures.array(values);
        return "%.0f | %.0f | %.0f"
                .formatted(
                        Figures.percentile(all, 0.5),
                        Figures.percentile(all, 0.95),
                        Figures.percentile(all, 1));
    }

    /// Measures both lines and prints a table.
    ///
    /// @param arguments of `scripts/bench evidence`
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.of(arguments, "--events");
        Clock clock = Clock.systemUTC();
        System.out.printf(
                "%s; data on %s.%n%n", Machine.line(clock), Machine.disk(options.folder()));
        System.out.println(
                "| line | events | first frame written p50 ms | p95 | max | synced p50 ms | p95 |"
                        + " max | film without a hole p50 ms | p95 | max |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        StringBuilder verdicts = new StringBuilder();
        for (long rate : new long[] {0, 2_500_000}) {
            Path own = Files.createDirectories(options.folder().resolve(Long.toString(rate)));
            EvidenceBench bench =
                    new EvidenceBench(Pace.system(), clock, options.number("--events", 30));
            System.out.println(bench.measure(own, rate));
            String name = (rate == 0 ? "loopback" : "20 Mbit/s") + ": edge to synced p95";
            verdicts.append(
                    new Target(name, 250, "ms")
                            .verdict(Figures.percentile(Figures.array(bench.synced), 0.95)));
        }
        System.out.print("\n" + verdicts);
    }
}
