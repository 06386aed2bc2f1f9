package org.vigia.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Accounts;
import org.vigia.web.audit.AuditLog;
import org.vigia.web.event.HistoryPlace;
import org.vigia.web.http.Doors;
import org.vigia.web.http.NoHealth;
import org.vigia.web.http.Site;
import org.vigia.web.http.SiteConfig;
import org.vigia.web.http.SiteHistory;
import org.vigia.web.index.EventIndex;
import org.vigia.web.index.SeededIndex;
import org.vigia.web.link.CameraLinks;
import org.vigia.web.live.LiveHub;
import org.vigia.web.pairing.Pairings;
import org.vigia.web.picture.Picture;
import org.vigia.web.preset.PanPresets;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCameras;
import org.vigia.web.seen.SeenBook;
import org.vigia.web.still.Stills;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.StoreLimits;
import org.vigia.web.thumbnail.StoredThumbnails;

/// How fast the history answers with years of events: a real index, store and server, asked over
/// HTTP. Says p50, p95 and the processor's time of a call (client included).
final class HistoryBench {
    private static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
    private static final String FIRST_PAGE = "/api/v1/events?limit=50";
    private static final int WARM = 200;
    private static final Pace PACE = Pace.system();

    private HistoryBench() {}

    /// Measures and prints.
    ///
    /// @param arguments of `scripts/bench history`
    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments, "--events", "--calls");
        Path data = options.folder();
        int events = options.number("--events", 1_000_000);
        int calls = options.number("--calls", 300);
        System.out.println(Machine.line(Clock.systemUTC()) + ".\n");
        long now = Clock.systemUTC().millis();
        long began = PACE.nanos();
        if (!Files.exists(data.resolve("index"))) {
            SeededIndex.fill(data, events, now, ZONE);
        }
        System.out.printf(
                Locale.ROOT,
                "- %,d events written to the index in %.1f s: %d MB%n",
                events,
                since(began),
                Files.size(data.resolve("index/events.mv.db")) >> 20);
        CameraRegistry registry =
                CameraRegistry.open(data.resolve("cameras.jsonl"), Clock.systemUTC());
        RsaIdentity key = RsaIdentity.loadOrCreate(data.resolve("key"));
        began = PACE.nanos();
        try (EventStore store =
                        new EventStore(
                                data.resolve("store"),
                                registry,
                                key,
                                StoreLimits.DEFAULT,
                                Clock.systemUTC(),
                                PACE,
                                (camera, document, signature) -> {});
                EventIndex index = new EventIndex(data.resolve("index"), store, ZONE);
                LiveHub hub = new LiveHub(LiveHub.DEFAULT_VIEWERS, PACE)) {
            store.start();
            double opened = since(began);
            index.start();
            System.out.printf(
                    Locale.ROOT,
                    "- start: store %.2f s, index %.2f s%n",
                    opened,
                    since(began) - opened);
            measure(data, index, store, registry, hub, calls);
        }
    }

    private static void measure(
            Path data,
            EventIndex index,
            EventStore store,
            CameraRegistry registry,
            LiveHub hub,
            int calls)
            throws Exception {
        Accounts accounts =
                new Accounts(new Journal(data.resolve("accounts.jsonl")), 4, Clock.systemUTC());
        accounts.add("ana", "correct horse battery");
        SeenBook seen = new SeenBook(data.resolve("seen"), () -> index.newestArrival() - 700);
        StoredThumbnails none =
                new StoredThumbnails(
                        data.resolve("thumbnails"),
                        index,
                        (footage, width) -> new Picture.None("no cage"),
                        StoredThumbnails.ROOM,
                        PACE);
        try (Site site =
                        new Site(
                                SiteConfig.of(
                                        "127.0.0.1", 0, ZONE, Doors.PLAIN, LiveHub.DEFAULT_VIEWERS),
                                accounts,
                                new SiteHistory(
                                        index, none, seen, (camera, from, to) -> List.of(), store),
                                store.custody(),
                                new RegisteredCameras(
                                        new CameraLinks(
                                                List::of, "key", hub, Clock.systemUTC(), PACE),
                                        registry,
                                        () -> {}),
                                new Pairings(
                                        RsaIdentity.loadOrCreate(data.resolve("key")).publicKey(),
                                        registry,
                                        PACE),
                                hub,
                                new Stills(
                                        hub, (footage, width) -> new Picture.None("no cage"), PACE),
                                PanPresets.open(data.resolve("pan-presets.json")),
                                Optional::empty,
                                NoHealth.known(),
                                PACE,
                                new AuditLog(data.resolve("audit"), Clock.systemUTC()),
                                Clock.systemUTC());
                HttpClient client = HttpClient.newHttpClient()) {
            site.start();
            URI address = URI.create("http://127.0.0.1:" + site.port());
            String cookie = signIn(client, address);
            Map<String, String> questions = questions(index);
            System.out.printf(
                    Locale.ROOT,
                    "%n| call | p50 ms | p95 ms | processor ms | kB |%n|---|---|---|---|---|%n");
            questions.forEach((name, path) -> ask(client, address, cookie, name, path, calls));
            System.out.printf(
                    Locale.ROOT,
                    "%n- memory after %d calls: %s%n",
                    questions.size() * (calls + WARM),
                    memory());
            for (int i = 0; i < 2000; i++) {
                get(client, address, cookie, FIRST_PAGE);
            }
            System.out.printf(Locale.ROOT, "- after 2000 more: %s%n", memory());
        }
    }

    private static Map<String, String> questions(EventIndex index) {
        LocalDate today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZONE);
        String list = FIRST_PAGE;
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("the page itself", "/history");
        questions.put("first page", list);
        long middle = index.newestArrival() / 2;
        String deep = HistoryPlace.of(index.arrived("door", middle, 1).getFirst()).text();
        questions.put("a page in the middle of all", list + "&before=" + deep);
        questions.put("one camera", list + "&camera=porch");
        questions.put("two cameras, deep", list + "&camera=porch&camera=door&before=" + deep);
        questions.put("a rare kind", list + "&kind=tamper");
        questions.put("two kinds of one camera", list + "&kind=tamper&kind=film&camera=garden");
        questions.put("a kind that nobody has", list + "&kind=duress");
        questions.put("kept", list + "&kept=true");
        questions.put("unseen", list + "&unseen=true");
        questions.put("bin", list + "&bin=true");
        questions.put(
                "a day in the past",
                list
                        + "&from=%sT00:00:00Z&to=%sT00:00:00Z"
                                .formatted(today.minusDays(400), today.minusDays(399)));
        questions.put(
                "days of a month",
                "/api/v1/days?from=%s&to=%s".formatted(today.minusDays(30), today.plusDays(1)));
        questions.put(
                "days of a year",
                "/api/v1/days?from=%s&to=%s".formatted(today.minusDays(365), today.plusDays(1)));
        questions.put("timeline of a full day", "/api/v1/timeline?day=" + today.minusDays(3));
        questions.put("how many are unseen", "/api/v1/seen");
        return questions;
    }

    private static void ask(
            HttpClient client, URI address, String cookie, String name, String path, int calls) {
        try {
            int bytes = 0;
            for (int i = 0; i < WARM; i++) {
                bytes = get(client, address, cookie, path);
            }
            double[] millis = new double[calls];
            long processor = processor();
            for (int i = 0; i < calls; i++) {
                long began = PACE.nanos();
                get(client, address, cookie, path);
                millis[i] = (PACE.nanos() - began) / 1e6;
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.1f |%n",
                    name,
                    Figures.percentile(millis, 0.5),
                    Figures.percentile(millis, 0.95),
                    (processor() - processor) / 1e6 / calls,
                    bytes / 1000.0);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(path, e);
        }
    }

    private static int get(HttpClient client, URI address, String cookie, String path)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                client.send(
                        HttpRequest.newBuilder(address.resolve(path))
                                .header("Cookie", cookie)
                                .timeout(Duration.ofMinutes(2))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode());
        }
        return answer.body().length;
    }

    private static String signIn(HttpClient client, URI address) throws Exception {
        String body = "{\"user\":\"ana\",\"password\":\"correct horse battery\"}";
        return client.send(
                        HttpRequest.newBuilder(address.resolve("/api/v1/session"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
    }

    private static long processor() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static String memory() throws IOException {
        String resident =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .findFirst()
                        .orElse("VmRSS: unknown");
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return "%s, heap in use %d MB"
                .formatted(
                        resident.replaceAll("\\s+", " "),
                        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static double since(long nanos) {
        return (PACE.nanos() - nanos) / 1e9;
    }
}
