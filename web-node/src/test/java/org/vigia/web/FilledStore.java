package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Accounts;
import org.vigia.web.audit.AuditLog;
import org.vigia.web.config.WebConfig;
import org.vigia.web.event.Mark;
import org.vigia.web.http.Doors;
import org.vigia.web.http.NoHealth;
import org.vigia.web.http.Site;
import org.vigia.web.http.SiteConfig;
import org.vigia.web.http.SiteHistory;
import org.vigia.web.index.EventIndex;
import org.vigia.web.link.CameraLinks;
import org.vigia.web.live.LiveHub;
import org.vigia.web.pairing.Pairings;
import org.vigia.web.picture.Picture;
import org.vigia.web.preset.PanPresets;
import org.vigia.web.registry.RegisteredCameras;
import org.vigia.web.seen.SeenBook;
import org.vigia.web.still.Stills;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.StoreFixture;
import org.vigia.web.thumbnail.StoredThumbnails;

/// A store with an event of each sort, as web-node leaves it, and what the API says of it.
final class FilledStore {
    private final Path directory;
    private final List<EventId> events = new ArrayList<>();

    /// @param directory of `web.yml` and of the folder `data`
    FilledStore(Path directory) {
        this.directory = directory;
    }

    WebConfig config() throws IOException {
        Path yml =
                Files.writeString(directory.resolve("web.yml"), "data: " + directory + "/data\n");
        try {
            return WebConfig.read(yml);
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    StoreFixture fill() throws IOException {
        Path keys = Files.createDirectories(directory.resolve("keys"));
        StoreFixture fixture =
                new StoreFixture(Files.createDirectories(directory.resolve("data")), keys);
        for (String half : List.of("", ".pub")) {
            Files.copy(
                    keys.resolve("receipts" + half), directory.resolve("data/receipt-key" + half));
        }
        try (EventStore store = fixture.store()) {
            String previous = null;
            for (int i = 1; i <= 4; i++) {
                EventId event = Evidence.id();
                events.add(event);
                List<Evidence.Item> files =
                        Evidence.event(event, "door", fixture.door, i, previous);
                for (Evidence.Item item : files) {
                    assertThat(Evidence.send(store, "door", item).text()).isEmpty();
                }
                previous = files.getLast().name().sha256();
            }
            store.custody().mark(events.get(0), Mark.KEPT, "ana", null);
            store.custody().mark(events.get(0), Mark.NOTE, "ana", "«the postman»");
            store.delete("door", events.get(1), "ana", "not needed");
            Path part = Files.writeString(directory.resolve("data/store/film.part"), "film");
            store.publishStreamed("door", events.get(2), part, 4000, "closed", null);
            Files.delete(part);
            store.mark("door", events.get(2), Mark.DIFFERS, "web-node", null);
            events.add(store.openOwn("yard", null, EventKind.CAMERA_LOST, "silent for 30 s"));
        }
        return fixture;
    }

    /// What the API says of the same events, whose store is elsewhere now.
    List<String> answersOf(FilledStore other, StoreFixture fixture) throws Exception {
        events.addAll(other.events);
        return answers(fixture);
    }

    /// The list and each event, as the API says them.
    List<String> answers(StoreFixture fixture) throws Exception {
        Accounts accounts =
                new Accounts(new Journal(directory.resolve("accounts.jsonl")), 4, Evidence.CLOCK);
        accounts.add("ana", "correct horse battery");
        LiveHub hub = new LiveHub(LiveHub.DEFAULT_VIEWERS, Pace.system());
        try (EventStore store = fixture.store();
                EventIndex index =
                        new EventIndex(
                                directory.resolve("data/index"),
                                store,
                                ZoneId.of("Europe/Madrid"));
                hub;
                Site site =
                        new Site(
                                SiteConfig.of(
                                        "127.0.0.1",
                                        0,
                                        ZoneId.of("Europe/Madrid"),
                                        Doors.PLAIN,
                                        LiveHub.DEFAULT_VIEWERS),
                                accounts,
                                new SiteHistory(
                                        index,
                                        new StoredThumbnails(
                                                directory.resolve("thumbnails"),
                                                index,
                                                (footage, width) -> new Picture.None("no cage"),
                                                StoredThumbnails.ROOM,
                                                Pace.system()),
                                        new SeenBook(directory.resolve("seen"), () -> 0),
                                        (camera, from, to) -> List.of(),
                                        store),
                                store.custody(),
                                new RegisteredCameras(
                                        new CameraLinks(
                                                List::of,
                                                "key",
                                                hub,
                                                Evidence.CLOCK,
                                                Pace.system()),
                                        fixture.registry,
                                        () -> {}),
                                new Pairings(
                                        fixture.receiptKey.publicKey(),
                                        fixture.registry,
                                        Pace.system()),
                                hub,
                                new Stills(
                                        hub,
                                        (footage, width) -> new Picture.None("no cage"),
                                        Pace.system()),
                                PanPresets.open(directory.resolve("pan-presets.json")),
                                Optional::empty,
                                NoHealth.known(),
                                Pace.system(),
                                new AuditLog(directory.resolve("audit"), Evidence.CLOCK),
                                Evidence.CLOCK);
                HttpClient client = HttpClient.newHttpClient()) {
            index.start();
            site.start();
            URI address = URI.create("http://127.0.0.1:" + site.port() + "/api/v1/");
            HttpResponse<String> login =
                    client.send(
                            HttpRequest.newBuilder(address.resolve("session"))
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "{\"user\":\"ana\",\"password\":\"correct"
                                                            + " horse battery\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
            List<String> answers = new ArrayList<>();
            List<String> paths = new ArrayList<>(List.of("events"));
            events.forEach(event -> paths.add("events/" + event));
            for (String path : paths) {
                HttpResponse<String> answer =
                        client.send(
                                HttpRequest.newBuilder(address.resolve(path))
                                        .header("Cookie", cookie)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                answers.add(answer.body());
            }
            return answers;
        }
    }
}
