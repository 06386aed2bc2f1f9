package org.vigia.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.vigia.e2e.Pair;
import org.vigia.e2e.Running;
import org.vigia.shared.time.Pace;

/// What both nodes cost where nothing happens and where an incident is filmed, and what a start
/// costs, with the start-up cache that an installation makes and without.
final class FootprintBench {
    private static final int STARTS = 5;
    private static final Duration STREAMING = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final String SITE = "the site is at (http://\\S+)";
    private static final String BOARD = "the simulated board is at (http://\\S+)";

    private final Pace pace = Pace.system();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final Path data;
    private final List<String> rows = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();

    private FootprintBench(Path folder) {
        this.folder = folder;
        this.data = folder.resolve("pair");
    }

    /// Sets both nodes up, and leaves their folders.
    private void setUp() throws IOException, InterruptedException {
        Files.createDirectories(data);
        try (Pair pair =
                Pair.start(
                        data,
                        Pair.Setup.of(
                                "{source: test, width: 1280, height: 720, frames-per-second: 25,"
                                        + " bits-per-second: 2000000}"))) {
            Path yml = data.resolve("web.yml");
            Files.writeString(
                    yml,
                    Files.readString(yml)
                            .replaceFirst("127\\.0\\.0\\.1:0", "127.0.0.1:" + pair.sshPort()));
        }
    }

    /// As `packages/common/rehearse` does: an empty node at its second start, some pages; a camera
    /// without a Pi #B.
    private void rehearse() throws IOException, InterruptedException {
        Path empty = Files.createDirectories(folder.resolve("rehearsal"));
        Path web =
                Files.writeString(
                        empty.resolve("web.yml"),
                        """
                        data: web
                        cameras: {address: "127.0.0.1:0"}
                        site: {address: "127.0.0.1:0"}
                        """);
        try (Running node = NodeLauncher.start("web", web, List.of())) {
            node.await(SITE);
            end(node);
        }
        Pair.once("web-node", empty, "web.yml", "user", "add", "rehearsal");
        try (Running node = NodeLauncher.rehearse("web", web, cache("web"))) {
            URI site = URI.create(node.await(SITE));
            for (String page : List.of("/", "/login", "/api/cameras", "/assets/style.css")) {
                get(site.resolve(page));
            }
            end(node);
        }
        Path camera = empty.resolve("camera.yml");
        String key =
                Files.readString(data.resolve("camera.yml"))
                        .replaceAll("(?s).*host-key: (ssh-rsa \\S+).*", "$1");
        Files.writeString(
                camera,
                """
                name: rehearsal
                data: camera
                board: {kind: simulated, port: 0}
                video: {source: test, width: 320, height: 240, frames-per-second: 5}
                web: {address: '127.0.0.1:9', host-key: '%s'}
                """
                        .formatted(key));
        try (Running node = NodeLauncher.start("camera", camera, List.of())) {
            node.await("(runs), ");
            end(node);
        }
        try (Running node = NodeLauncher.rehearse("camera", camera, cache("camera"))) {
            node.await("(runs), ");
            end(node);
        }
    }

    private void end(Running node) throws IOException, InterruptedException {
        pace.sleep(Duration.ofSeconds(3));
        node.signal("TERM");
        // The JVM writes the cache before it ends.
        node.exitValue();
    }

    private Path cache(String node) {
        return folder.resolve(node + ".aot");
    }

    private List<String> cached(String node) {
        return List.of("-XX:AOTCache=" + cache(node));
    }

    /// What it has taken until it answered for the first time.
    private record Start(double processorSeconds, double seconds) {}

    private Start once(String node, List<String> jvm) throws IOException, InterruptedException {
        long began = pace.nanos();
        try (Running started = NodeLauncher.start(node, data.resolve(node + ".yml"), jvm)) {
            String address = started.await(node.equals("web") ? SITE : BOARD, LOOK);
            if (get(URI.create(address).resolve("/")) != 200) {
                throw new IOException(node + "-node does not answer with a page");
            }
            Start start =
                    new Start(Spent.by(started.pid()).seconds(), (pace.nanos() - began) / 1e9);
            started.signal("TERM");
            return start;
        }
    }

    private void start(String node, String how, List<String> jvm)
            throws IOException, InterruptedException {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            starts.add(once(node, jvm));
        }
        double processor = median(starts, Start::processorSeconds);
        double seconds = median(starts, Start::seconds);
        rows.add(
                String.format(
                        Locale.ROOT,
                        "| %s-node, %s | %.2f | %.2f |",
                        node,
                        how,
                        processor,
                        seconds));
        if (!jvm.isEmpty()) {
            verdicts.add(
                    new Target(node + "-node ready, with the cache", 1, "CPU-s")
                            .verdict(processor));
        }
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        return Figures.percentile(starts.stream().mapToDouble(figure).toArray(), 0.5);
    }

    private void starts() throws IOException, InterruptedException {
        for (String node : List.of("camera", "web")) {
            start(node, "with the cache", cached(node));
            start(node, "without", List.of());
        }
        System.out.println("| until the first answer | CPU-s | s |\n|---|---|---|");
        rows.forEach(System.out::println);
    }

    private void lives(Duration idle) throws IOException, InterruptedException {
        try (Running web = NodeLauncher.start("web", data.resolve("web.yml"), cached("web"))) {
            web.await(SITE);
            try (Running camera =
                    NodeLauncher.start("camera", data.resolve("camera.yml"), cached("camera"))) {
                URI board = URI.create(camera.await(BOARD));
                System.out.println(
                        "\n| after | node | RSS MB | PSS MB | no file's MB | threads |"
                                + " core, % |\n|---|---|---|---|---|---|---|");
                double[] still = pass(idle, camera, web, idle.toSeconds() + " s idle");
                post(board.resolve("/ir/arm"));
                post(board.resolve("/pir?ms=" + STREAMING.plusSeconds(20).toMillis()));
                pace.sleep(Duration.ofSeconds(10));
                pass(STREAMING, camera, web, STREAMING.toSeconds() + " s of an incident");
                verdicts.add(new Target("camera-node idle", 90, "MB").verdict(still[0]));
                verdicts.add(new Target("web-node idle", 110, "MB").verdict(still[1]));
                verdicts.add(
                        new Target("camera-node idle at 720p25", 4, "percent of a core")
                                .verdict(still[2]));
            }
        }
    }

    /// @return RSS of camera-node and of web-node, and the former's share of a core
    private double[] pass(Duration time, Running camera, Running web, String when)
            throws IOException, InterruptedException {
        // What a start leaves to be done is not what is measured.
        Duration last = time.compareTo(STREAMING) > 0 ? STREAMING : time;
        pace.sleep(time.minus(last));
        double[] figures = new double[3];
        long began = pace.nanos();
        Spent cameraBefore = Spent.by(camera.pid());
        Spent webBefore = Spent.by(web.pid());
        pace.sleep(last);
        double seconds = (pace.nanos() - began) / 1e9;
        double cameraShare = share(camera, cameraBefore, seconds);
        figures[0] = row(when, "camera-node", camera, cameraShare);
        figures[1] = row(when, "web-node", web, share(web, webBefore, seconds));
        figures[2] = cameraShare;
        return figures;
    }

    private static double share(Running node, Spent before, double seconds) throws IOException {
        return 100 * (Spent.by(node.pid()).seconds() - before.seconds()) / seconds;
    }

    private static double row(String when, String node, Running running, double share)
            throws IOException {
        Vitals vitals = Vitals.of(running.pid());
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.0f | %.0f | %.0f | %d | %.1f |%n",
                when,
                node,
                vitals.residentMegabytes(),
                vitals.shareKilobytes() / 1024.0,
                vitals.ownKilobytes() / 1024.0,
                vitals.threads(),
                share);
        return vitals.residentMegabytes();
    }

    /// @return its status
    private int get(URI address) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(address).build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void post(URI address) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.discarding());
    }

    /// Measures and prints.
    ///
    /// @param arguments of `scripts/bench footprint`
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.of(arguments, "--seconds");
        System.out.println(Machine.line(Clock.systemUTC()) + ".\n");
        FootprintBench bench = new FootprintBench(options.folder());
        bench.setUp();
        bench.rehearse();
        bench.starts();
        bench.lives(options.seconds(600));
        System.out.println();
        bench.verdicts.forEach(System.out::print);
    }
}
