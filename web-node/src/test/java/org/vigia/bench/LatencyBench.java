package org.vigia.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigia.e2e.Pair;
import org.vigia.e2e.Running;
import org.vigia.shared.time.Pace;

/// Runs the pair and its peer before a browser and measures how old the pictures are.
final class LatencyBench {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final List<String> BROWSER_ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Pace pace;
    private final Path directory;
    private final Path scene;
    private final Duration length;
    private final Browser browser;

    LatencyBench(Pace pace, Path directory, Path scene, Duration length, Browser browser) {
        this.pace = pace;
        this.directory = directory;
        this.scene = scene;
        this.length = length;
        this.browser = browser;
    }

    static Browser browser(Playwright playwright) {
        return playwright
                .chromium()
                .launch(
                        new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setHeadless(true)
                                .setArgs(BROWSER_ARGUMENTS));
    }

    /// Measures one phase, everything in it started afresh.
    Result measure(Phase phase) throws IOException, InterruptedException {
        Path data = Files.createDirectory(directory.resolve(phase.name()));
        Path portFile = data.resolve("mjpeg-port");
        List<String> source = source(portFile);
        if (phase == Phase.MJPEG) {
            source.add("mjpeg-only");
            try (Running _ = Running.start(data.resolve("source.log"), source)) {
                return watch(phase, null, port(portFile));
            }
        }
        if (phase == Phase.TOGETHER) {
            source.add("reference");
        }
        String command = String.join(", ", source.stream().map(word -> '"' + word + '"').toList());
        try (Pair pair = Pair.start(data, "{source: command, command: [" + command + "]}")) {
            return watch(phase, pair, port(portFile));
        }
    }

    private List<String> source(Path portFile) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> words = new ArrayList<>(List.of(java, "-Xmx256m", "-XX:+UseSerialGC"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.add(PatternSource.class.getName());
        words.addAll(List.of(scene.toString(), portFile.toString()));
        return words;
    }

    private int port(Path file) throws IOException, InterruptedException {
        long deadline = pace.nanos() + Duration.ofSeconds(20).toNanos();
        while (!Files.exists(file)) {
            if (pace.nanos() > deadline) {
                throw new IOException("the pattern's source does not start");
            }
            pace.sleep(Duration.ofMillis(50));
        }
        return Integer.parseInt(Files.readString(file));
    }

    private Result watch(Phase phase, @Nullable Pair pair, int port)
            throws IOException, InterruptedException {
        Map<Peer, WatchedPage> pages = new EnumMap<>(Peer.class);
        try (@Nullable Motion motion = motion(phase, port)) {
            if (pair != null) {
                pages.put(Peer.LIVE, WatchedPage.live(browser, pair));
            }
            if (phase == Phase.TOGETHER || phase == Phase.MJPEG) {
                pages.put(Peer.MJPEG, WatchedPage.mjpeg(browser, port));
            }
            if (motion != null) {
                pages.put(Peer.MOTION, WatchedPage.mjpeg(browser, port, motion));
            }
            WatchedPage any = pages.values().iterator().next();
            any.rest(WARM_UP);
            pages.values().forEach(WatchedPage::reset);
            String ignored = asked(port, "/reference");
            long[] served = served(port);
            Load before = Load.now();
            long start = pace.nanos();
            any.rest(length);
            double seconds = (pace.nanos() - start) / 1e9;
            Map<Peer, Figures> figures = new EnumMap<>(Peer.class);
            Load load = Load.now().since(before);
            long[] end = served(port);
            pages.forEach((peer, page) ->
                    figures.put(
                            peer, page.take(seconds, peer == Peer.MJPEG ? end[0] - served[0] : 0)));
            if (phase == Phase.TOGETHER) {
                figures.put(Peer.FFMPEG, reference(port, seconds));
            }
            return new Result(phase, figures, load, end[1] - served[1]);
        } finally {
            pages.values().forEach(WatchedPage::close);
        }
    }

    private @Nullable Motion motion(Phase phase, int port) throws IOException {
        Path folder = directory.resolve(phase.name());
        return switch (phase) {
            case TOGETHER, LIVE, MJPEG -> null;
            case MOTION -> Motion.start(folder, port, Motion.Setting.QUICK);
            case MOTION_SHIPPED -> Motion.start(folder, port, Motion.Setting.SHIPPED);
        };
    }

    private static Figures reference(int port, double seconds)
            throws IOException, InterruptedException {
        double[] old =
                Arrays.stream(asked(port, "/reference").split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .mapToDouble(word -> Integer.parseInt(word) / 10.0)
                        .toArray();
        return new Figures(old, old, 0, 0, 0, seconds);
    }

    /// Bytes served as MJPEG, and pictures that an encoder did not take in time.
    private static long[] served(int port) throws IOException, InterruptedException {
        String[] numbers = asked(port, "/bytes").split(" ", -1);
        return new long[] {Long.parseLong(numbers[0]), Long.parseLong(numbers[1])};
    }

    private static String asked(int port, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /// What runs at the same time.
    enum Phase {
        /// Live and MJPEG page on the same pictures at the same time, and ffmpeg on the same H.264.
        TOGETHER,
        /// The live page, and no JPEG is encoded.
        LIVE,
        /// The MJPEG page without the pair.
        MJPEG,
        /// The live page and motion, on the same pictures at the same time.
        MOTION,
        /// The same, motion as it is shipped.
        MOTION_SHIPPED;

        /// As it is called on the command line and in the table.
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// The one that is called so.
        static Phase of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /// Whose page, or program.
    enum Peer {
        LIVE,
        MJPEG,
        MOTION,
        FFMPEG
    }

    /// One phase's outcome.
    ///
    /// @param figures of the pages in it
    /// @param load of the machine while it was measured
    /// @param dropped pictures that never reached an encoder
    record Result(Phase phase, Map<Peer, Figures> figures, Load load, long dropped) {}
}
