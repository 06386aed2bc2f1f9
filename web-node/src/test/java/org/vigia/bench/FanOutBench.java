package org.vigia.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.vigia.e2e.Pair;
import org.vigia.shared.time.Pace;

/// What it costs web-node to show one camera to many, and what those who do not take it cost the
/// others: signed-in viewers on the live page's WebSocket, on this machine, beside nginx.
final class FanOutBench {
    private static final int STALLED_PERCENT = 10;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final String PATH = "/api/v1/cameras/yard/live";

    private final Pace pace;
    private final Crowd crowd;
    private final Path folder;
    private final int viewers;
    private final Duration length;

    private FanOutBench(Pace pace, Crowd crowd, Path folder, int viewers, Duration length) {
        this.pace = pace;
        this.crowd = crowd;
        this.folder = folder;
        this.viewers = viewers;
        this.length = length;
    }

    private void measure(String video) throws IOException, InterruptedException {
        int stalled = viewers * STALLED_PERCENT / 100;
        Crowd.Seen all;
        Crowd.Seen hindered;
        try (Pair pair = pair(video)) {
            String cookie = pair.client().cookie();
            int port = URI.create(pair.site()).getPort();
            // For the compiler, which would otherwise be measured.
            seen(pair, new Crowd.Visit(port, PATH, cookie, viewers, 0), WARM_UP);
            all = seen(pair, new Crowd.Visit(port, PATH, cookie, viewers, 0), length);
            hindered = seen(pair, new Crowd.Visit(port, PATH, cookie, viewers, stalled), length);
        }
        Crowd.Seen floor = floor(all.bytesPerViewer());
        System.out.println(
                "| server | viewers | lost | Mbit/s each | cores | CPU-s per GB | cores of the"
                        + " viewers | RSS MB | messages seen / made | behind the first p50, p95,"
                        + " max ms | age when sent p50, p95, max ms |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        System.out.println(row("web-node", all));
        System.out.println(row("web-node, %d more take nothing".formatted(stalled), hindered));
        System.out.println(row("nginx", floor));
        System.out.println();
        System.out.print(
                new Target("cores for %d viewers".formatted(viewers), 1, "cores")
                                .verdict(all.cores())
                        + new Target("messages that did not come", 1, "%")
                                .verdict(100.0 - 100.0 * all.messages() / made(all))
                        + new Target("CPU-s per GB", 1.3, "s").verdict(all.secondsPerGigabyte())
                        + new Target(
                                        "with stalled viewers, behind the first p95",
                                        1.1 * all.late()[1],
                                        "ms")
                                .verdict(hindered.late()[1]));
    }

    /// nginx's timers are late, too, and what it is late it never catches up: so it is asked for as
    /// much more as brings its viewers what web-node's have got.
    private Crowd.Seen floor(double bytesPerSecond) throws IOException, InterruptedException {
        Path own = Files.createDirectory(folder.resolve("nginx"));
        int asked = Nginx.USUAL;
        Crowd.Seen first = nginx(own, asked, WARM_UP);
        return nginx(own, Nginx.toReach(bytesPerSecond, asked, first.bytesPerViewer()), length);
    }

    private Crowd.Seen nginx(Path own, int rate, Duration time)
            throws IOException, InterruptedException {
        System.err.printf("nginx, asked for %d bytes/s, for %d s …%n", rate, time.toSeconds());
        Duration lasting = time.multipliedBy(2).plusMinutes(2);
        try (Nginx nginx = Nginx.start(own, rate, lasting, pace)) {
            Crowd.Visit visit = new Crowd.Visit(nginx.port(), "/film", "-", viewers, 0);
            return crowd.watch(visit, nginx.pid(), time);
        }
    }

    private Crowd.Seen seen(Pair pair, Crowd.Visit visit, Duration time)
            throws IOException, InterruptedException {
        System.err.printf(
                "%d viewers and %d stalled ones for %d s …%n",
                visit.viewers(), visit.stalled(), time.toSeconds());
        return crowd.watch(visit, pair.web().pid(), time);
    }

    private Pair pair(String video) throws IOException, InterruptedException {
        return Pair.start(
                Files.createDirectory(folder.resolve("pair")),
                new Pair.Setup(
                        video,
                        "{exit-delay: 0, entry-delay: 0}",
                        "",
                        "  viewers: %d\n".formatted(2 * viewers),
                        port -> port,
                        _ -> Map.of()));
    }

    /// For every eighth viewer.
    private long made(Crowd.Seen seen) {
        return Math.round(seen.seconds() * Scene.FRAMES_PER_SECOND) * ((viewers + 7) / 8);
    }

    private String row(String server, Crowd.Seen seen) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.2f | %.2f | %.2f | %.2f | %d | %s | %s | %s |",
                server,
                seen.viewers(),
                seen.lost(),
                seen.megabitsPerViewer(),
                seen.cores(),
                seen.secondsPerGigabyte(),
                seen.own(),
                seen.residentMegabytes(),
                seen.messages() == 0 ? "" : seen.messages() + " / " + made(seen),
                seen.messages() == 0 ? "" : millis(seen.late()),
                seen.messages() == 0 ? "" : millis(seen.old()));
    }

    private static String millis(double[] values) {
        return String.format(Locale.ROOT, "%.1f, %.1f, %.1f", values[0], values[1], values[2]);
    }

    /// Measures and prints.
    ///
    /// @param arguments of `scripts/bench fanout`
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.of(arguments, "--viewers", "--seconds");
        Path folder = options.folder();
        System.out.printf(
                "%s; %s.%n%n",
                Machine.line(Clock.systemUTC()), Machine.version(Nginx.PROGRAM, "-v"));
        String video = FilmedCamera.in(folder);
        Pace pace = Pace.system();
        new FanOutBench(
                        pace,
                        Crowd.compile(folder, pace),
                        folder,
                        options.number("--viewers", 1500),
                        options.seconds(30))
                .measure(video);
    }
}
