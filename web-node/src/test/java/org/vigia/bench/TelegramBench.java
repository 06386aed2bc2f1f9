package org.vigia.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.vigia.e2e.Client;
import org.vigia.e2e.LoadedClasses;
import org.vigia.e2e.Pair;
import org.vigia.e2e.PhoneCompany;
import org.vigia.shared.time.Pace;

/// How soon the phone's company hears of what the sensor sees: from the edge on the simulated board
/// to the requests for text, picture and film, as the strict Bot API server receives them; and what
/// Telegram costs camera-node in memory. All clocks are this machine's monotonic one.
final class TelegramBench {
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PULSE = Duration.ofMillis(300);
    private static final Duration TAIL = Duration.ofSeconds(1);
    // A chat that has been quiet so long takes text, picture and film without a wait.
    private static final Duration QUIET = Duration.ofMillis(3_200);
    private static final String VIDEO =
            "{source: test, width: 1280, height: 720, frames-per-second: 25,"
                    + " bits-per-second: 2000000}";
    private static final String ALARM =
            "{exit-delay: 0, entry-delay: 0, motion-tail: %ds}".formatted(TAIL.toSeconds());

    private final Pace pace;
    private final int events;
    private final List<Double> texts = new ArrayList<>();
    private final List<Double> pictureHeads = new ArrayList<>();
    private final List<Double> pictures = new ArrayList<>();
    private final List<Double> films = new ArrayList<>();

    TelegramBench(Pace pace, int events) {
        this.pace = pace;
        this.events = events;
    }

    private Pair pair(Path folder, String more) throws IOException, InterruptedException {
        return Pair.start(
                folder, new Pair.Setup(VIDEO, ALARM, more, "", port -> port, _ -> Map.of()));
    }

    private static void awaitPicture(Client client) throws IOException, InterruptedException {
        client.await(
                "/api/v1/cameras",
                c ->
                        c.at("/cameras/0/status/alarm").isTextual()
                                && c.at("/cameras/0/status/videoFault").isNull());
    }

    private void without(Path folder) throws IOException, InterruptedException {
        try (Pair pair = pair(folder, "")) {
            Client client = pair.client();
            awaitPicture(client);
            pace.sleep(IDLE);
            long idle = residentMegabytes(pair);
            arm(pair);
            for (int i = 0; i < events; i++) {
                pair.touch("/pir?ms=" + PULSE.toMillis());
                pace.sleep(PULSE.plus(TAIL));
                awaitDelivered(client);
                pace.sleep(QUIET);
            }
            System.out.println(
                    "| camera-node | idle, MB RSS | after %d motions |".formatted(events));
            System.out.println("|---|---|---|");
            System.out.printf(
                    "| without Telegram (%d classes of its libraries loaded) | %d | %d |%n",
                    LoadedClasses.of(pair.camera())
                            .within("org.telegram", "okhttp3", "okio", "kotlin")
                            .size(),
                    idle,
                    residentMegabytes(pair));
        }
    }

    private void arm(Pair pair) throws IOException, InterruptedException {
        pair.touch("/ir/arm");
        pace.sleep(WARM_UP);
    }

    private static void awaitDelivered(Client client) throws IOException, InterruptedException {
        client.await(
                "/api/v1/cameras",
                c ->
                        !c.at("/cameras/0/status/incident").asBoolean(true)
                                && c.at("/cameras/0/status/undelivered").asInt(-1) == 0);
    }

    private void with(Path folder) throws IOException, InterruptedException {
        try (PhoneCompany phone = PhoneCompany.start(folder);
                Pair pair = pair(folder, phone.section(folder, ", burst: 0"))) {
            Client client = pair.client();
            awaitPicture(client);
            phone.pair(folder);
            pace.sleep(IDLE);
            long idle = residentMegabytes(pair);
            arm(pair);
            Load before = Load.now();
            for (int i = 0; i < events; i++) {
                one(pair, client, phone);
            }
            Load load = Load.now().since(before);
            System.out.printf(
                    "| with Telegram, paired | %d | %d |%n%n", idle, residentMegabytes(pair));
            System.out.println("| from | to | motions | p50 ms | p95 | max |");
            System.out.println("|---|---|---|---|---|---|");
            System.out.println(row("edge", "text asked for", texts));
            System.out.println(row("edge", "photo asked for", pictureHeads));
            System.out.println(row("edge", "photo read", pictures));
            System.out.println(row("end of the incident", "film asked for", films));
            System.out.printf(
                    "%nprocessors busy %.0f %%, load average %s, limits broken: %d%n",
                    load.busyPercent(),
                    Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0],
                    phone.does("violations", Map.of()).size());
        }
    }

    private void one(Pair pair, Client client, PhoneCompany phone)
            throws IOException, InterruptedException {
        long known = phone.does("requests", Map.of()).size();
        long edge = pace.nanos();
        pair.touch("/pir?ms=" + PULSE.toMillis());
        pace.sleep(PULSE.plus(TAIL));
        Predicate<JsonNode> filmed = all -> named(all, known, "sendVideo").size() == 1;
        JsonNode requests = phone.awaitRequests(filmed);
        JsonNode picture = named(requests, known, "sendPhoto").getFirst();
        texts.add(millis(edge, named(requests, known, "sendMessage").getFirst(), "arrivedNanos"));
        pictureHeads.add(millis(edge, picture, "arrivedNanos"));
        pictures.add(millis(edge, picture, "readNanos"));
        films.add(
                millis(
                        edge + PULSE.plus(TAIL).toNanos(),
                        named(requests, known, "sendVideo").getFirst(),
                        "arrivedNanos"));
        awaitDelivered(client);
        pace.sleep(QUIET);
    }

    private static double millis(long from, JsonNode request, String stamp) {
        return (request.path(stamp).asLong() - from) / 1e6;
    }

    /// Those that were answered well, after the first `known` of all.
    private static List<JsonNode> named(JsonNode requests, long known, String method) {
        return StreamSupport.stream(requests.spliterator(), false)
                .skip(known)
                .filter(r -> r.path("method").asText().equals(method))
                .filter(r -> r.path("status").asInt() == 200)
                .toList();
    }

    private static String row(String from, String to, List<Double> values) {
        double[] all = Figures.array(values);
        return "| %s | %s | %d | %.0f | %.0f | %.0f |"
                .formatted(
                        from,
                        to,
                        all.length,
                        Figures.percentile(all, 0.5),
                        Figures.percentile(all, 0.95),
                        Figures.percentile(all, 1));
    }

    private static long residentMegabytes(Pair pair) throws IOException {
        Path status = Path.of("/proc", Long.toString(pair.camera().pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(l -> l.startsWith("VmRSS:"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /// Measures and prints.
    ///
    /// @param arguments of `scripts/bench telegram`
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.of(arguments, "--events");
        Path folder = options.folder();
        TelegramBench bench = new TelegramBench(Pace.system(), options.number("--events", 30));
        System.out.printf(
                "%s; data on %s.%n%n", Machine.line(Clock.systemUTC()), Machine.disk(folder));
        bench.without(Files.createDirectories(folder.resolve("without")));
        bench.with(Files.createDirectories(folder.resolve("with")));
        System.out.println();
        System.out.print(
                new Target("edge to text p95", 150, "ms").verdict(p95(bench.texts))
                        + new Target("edge to photo asked for p95", 600, "ms")
                                .verdict(p95(bench.pictureHeads)));
    }

    private static double p95(List<Double> values) {
        return Figures.percentile(Figures.array(values), 0.95);
    }
}
