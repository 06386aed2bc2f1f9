package org.vigia.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.vigia.e2e.Client;
import org.vigia.e2e.Pair;
import org.vigia.shared.time.Pace;

/// The use of a day in half an hour: an event each 15 s, as many viewers who come and go, and one
/// who stays. Whether memory, open files and threads grow, and film and clock run apart.
final class LongRunBench {
    private static final Duration ROUND = Duration.ofSeconds(15);
    private static final int ROUNDS_A_MINUTE = 4;
    private static final double MILLIS = 1000;

    private final Pace pace = Pace.system();
    private final List<Vitals> camera = new ArrayList<>();
    private final List<Vitals> web = new ArrayList<>();
    private final List<Double> leads = new ArrayList<>();
    private int visits;
    private int events;

    private void measure(Path folder, int minutes) throws IOException, InterruptedException {
        Pair.Setup setup = FilmedCamera.guarding(folder);
        try (HttpClient http = HttpClient.newHttpClient();
                Pair pair = Pair.start(folder, setup)) {
            Client client = pair.client();
            client.await("/api/v1/cameras", c -> c.at("/cameras/0/online").asBoolean());
            pair.touch("/ir/arm");
            URI site = URI.create(pair.site());
            String cookie = client.cookie();
            try (LiveGuest resident = new LiveGuest(http, site, cookie, pace)) {
                for (int i = 0; i < minutes * ROUNDS_A_MINUTE; i++) {
                    round(pair, http, site, cookie);
                    if (i % ROUNDS_A_MINUTE == ROUNDS_A_MINUTE - 1) {
                        camera.add(Vitals.of(pair.camera().pid()));
                        web.add(Vitals.of(pair.web().pid()));
                        leads.add(resident.leastLead());
                    }
                }
            }
            client.await(
                    "/api/v1/cameras", c -> c.at("/cameras/0/status/undelivered").asInt(-1) == 0);
            report(kinds(client.history()));
            // Now and then it does not see that a WebSocket has ended, and would wait for it.
            http.shutdownNow();
        }
    }

    private void round(Pair pair, HttpClient http, URI site, String cookie)
            throws IOException, InterruptedException {
        long until = pace.nanos() + ROUND.toNanos();
        pair.touch("/pir?ms=1000");
        events++;
        try (LiveGuest guest = new LiveGuest(http, site, cookie, pace)) {
            get(http, site.resolve("/history"), cookie);
            get(http, site.resolve("/api/v1/events?limit=50"), cookie);
            pace.sleep(ROUND.dividedBy(2));
            if (guest.messages() > 0) {
                visits++;
            }
        }
        pace.sleep(Duration.ofNanos(Math.max(0, until - pace.nanos())));
    }

    private static void get(HttpClient http, URI address, String cookie)
            throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(address).header("Cookie", cookie).build(),
                HttpResponse.BodyHandlers.discarding());
    }

    /// How many of each kind.
    private static Map<String, Long> kinds(List<JsonNode> history) {
        return history.stream()
                .collect(
                        Collectors.groupingBy(
                                event -> event.path("kind").asText(),
                                TreeMap::new,
                                Collectors.counting()));
    }

    private void report(Map<String, Long> kept) {
        System.out.printf(
                "%d motions; the history has %s; %d viewers came, saw film and went.%n%n",
                events,
                kept.entrySet().stream()
                        .map(kind -> kind.getValue() + " of kind " + kind.getKey())
                        .collect(Collectors.joining(", ")),
                visits);
        System.out.println(
                "| node | | second fifth | third | fourth | last |\n|---|---|---|---|---|---|");
        StringBuilder verdicts = new StringBuilder();
        for (String node : List.of("camera-node", "web-node")) {
            List<Vitals> seen = node.equals("web-node") ? web : camera;
            verdicts.append(row(node, "RSS MB", seen, Vitals::residentMegabytes, 5));
            verdicts.append(row(node, "open files", seen, Vitals::descriptors, 2));
            verdicts.append(row(node, "threads", seen, Vitals::threads, 2));
        }
        double drift = MILLIS * Math.abs(leads.getLast() - leads.get(leads.size() / 5));
        System.out.println();
        System.out.print(verdicts);
        System.out.print(
                new Target("film and clock apart since the second fifth", 40, "ms").verdict(drift)
                        + new Target("events lost", 0, "of " + events)
                                .verdict((double) (events - kept.getOrDefault("motion", 0L))));
    }

    private static String row(
            String node,
            String what,
            List<Vitals> seen,
            ToDoubleFunction<Vitals> figure,
            double tolerance) {
        double[] fifths = new double[5];
        for (int i = 0; i < 5; i++) {
            fifths[i] =
                    seen
                            .subList(i * seen.size() / 5, Math.max(1, (i + 1) * seen.size() / 5))
                            .stream()
                            .mapToDouble(figure)
                            .average()
                            .orElse(Double.NaN);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f | %.1f | %.1f |%n",
                node,
                what,
                fifths[1],
                fifths[2],
                fifths[3],
                fifths[4]);
        return new Target(
                        "%s, %s more in the last fifth than in the second".formatted(node, what),
                        tolerance,
                        "")
                .verdict(fifths[4] - fifths[1]);
    }

    /// Measures and prints.
    ///
    /// @param arguments of `scripts/bench long`
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.of(arguments, "--minutes");
        System.out.println(Machine.line(Clock.systemUTC()) + ".\n");
        new LongRunBench().measure(options.folder(), Math.max(5, options.number("--minutes", 30)));
    }
}
