package org.vigia.web.http;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.Pace;
import org.vigia.web.event.Mark;
import org.vigia.web.reel.TestVideo;

/// A site with things to look at, all of them unseen.
final class HistoryScene implements AutoCloseable {
    /// What the browser's clock says: half past eight in the evening in Madrid.
    static final Instant NOW = Instant.parse("2026-11-20T19:30:00Z");

    /// How many there are in [#full].
    static final int EVENTS = 76;

    private static final List<String> CAMERAS = List.of("door", "garage", "garden-behind-the-shed");
    private static final int FILM_SECONDS = 8;

    final SiteFixture site;
    final EventId newest = FakeCatalogue.id(EVENTS);
    final EventId second = FakeCatalogue.id(EVENTS - 1);
    final EventId noted = FakeCatalogue.id(EVENTS - 4);

    private final Path directory;
    private byte @Nullable [] film;
    private final List<byte[]> pictures = new ArrayList<>();

    private HistoryScene(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        site = new SiteFixture(directory, Pace.system());
        Files.createDirectories(directory.resolve("seen"));
        unseeAll();
    }

    private void makeMedia() throws IOException, InterruptedException {
        film = TestVideo.make(directory, FILM_SECONDS).mp4();
        for (int hue = 0; hue < 360; hue += 60) {
            String source = "testsrc2=size=640x360:rate=1,hue=h=" + hue;
            pictures.add(TestVideo.picture(directory, source));
        }
    }

    /// A site on its first day: no camera, no event.
    static HistoryScene empty(Path directory) throws Exception {
        return new HistoryScene(directory);
    }

    /// Four days of three cameras: films, photos, a day without anything, one on which a camera was
    /// away and Vigía was off.
    static HistoryScene full(Path directory) throws Exception {
        HistoryScene scene = new HistoryScene(directory);
        scene.add("2026-11-16T22:10:00Z", 1, 12, Duration.ofMinutes(3));
        scene.add("2026-11-17T05:00:00Z", 13, 16, Duration.ofMinutes(47));
        scene.add("2026-11-19T06:30:00Z", 29, 24, Duration.ofMinutes(36));
        scene.add("2026-11-20T07:15:00Z", 53, 24, Duration.ofMinutes(31));
        scene.miss();
        scene.site.custody.mark(
                scene.noted, Mark.NOTE, SiteFixture.USER, "The postman with the parcel for no. 12");
        scene.site.custody.mark(scene.noted, Mark.KEPT, SiteFixture.USER, null);
        return scene;
    }

    private void miss() {
        long[] night = {at("2026-11-19T02:10:00Z"), at("2026-11-19T03:00:00Z")};
        for (String camera : CAMERAS) {
            site.cameras.online(camera, AlarmMode.ARMED);
            site.presence.away(camera, night[0], night[1], true);
        }
        site.presence.away("garage", at("2026-11-19T13:00:00Z"), at("2026-11-19T17:20:00Z"), false);
        site.gaps.add("door", at("2026-11-19T09:40:00Z"), false);
        site.gaps.add("door", at("2026-11-19T20:05:00Z"), true);
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    /// Adds events from `number` on.
    void add(String first, int number, int many, Duration apart) throws Exception {
        if (film == null) {
            makeMedia();
        }
        for (int i = 0; i < many; i++) {
            event(number + i, at(first) + i * apart.toMillis());
        }
    }

    private void event(int number, long millis) {
        EventKind kind = number % 7 == 3 ? EventKind.PHOTO : EventKind.MOTION;
        EventId id = FakeCatalogue.id(number);
        String camera = CAMERAS.get(number == EVENTS ? 0 : number % CAMERAS.size());
        site.events.announce(number, camera, kind, millis);
        site.events.addSnapshot(id, pictures.get(number % pictures.size()));
        site.events.complete(id, kind == EventKind.PHOTO ? null : film, FILM_SECONDS * 1000L);
    }

    /// Adds so many announced events, 300 a day up to [#NOW], the last one having the highest
    /// number. A camera is away all day.
    void busyDays(int many) {
        long apart = Duration.ofMinutes(4).toMillis();
        for (int i = 1; i <= many; i++) {
            int daysAgo = (many - i) / 300;
            long day = NOW.minus(Duration.ofDays(daysAgo)).toEpochMilli();
            long millis = day - (many - i) % 300 * apart;
            site.events.announce(i, CAMERAS.get(i % 2), EventKind.MOTION, millis);
        }
        site.cameras.offline(CAMERAS.getLast());
        site.presence.away(CAMERAS.getLast(), 0, NOW.toEpochMilli(), false);
    }

    /// Makes everything news again for the user.
    void unseeAll() throws IOException {
        site.seen.forget(SiteFixture.USER);
        Files.writeString(
                directory.resolve("seen").resolve(SiteFixture.USER + ".jsonl"),
                "{\"upTo\":0,\"ranges\":[]}\n");
    }

    /// Where the timeline has drawn an event, once that is the same in two pictures: each drawing
    /// makes its bars anew, and there is none while a day is being read.
    BoundingBox bar(Page page, EventId event) {
        Object box =
                page.waitForFunction(
                                """
                                event => {
                                  const bar = document.querySelector(`rect[data-event='${event}']`);
                                  const { x, y, width, height } = bar?.getBoundingClientRect() ?? {};
                                  const was = window.barWas;
                                  window.barWas = [x, y, width, height];
                                  return bar && String(was) === String(window.barWas)
                                      && window.barWas.map(String);
                                }
                                """,
                                event.text())
                        .jsonValue();
        List<Double> sides =
                ((List<?>) box).stream().map(side -> Double.valueOf((String) side)).toList();
        BoundingBox bar = new BoundingBox();
        bar.x = sides.get(0);
        bar.y = sides.get(1);
        bar.width = sides.get(2);
        bar.height = sides.get(3);
        return bar;
    }

    @Override
    public void close() {
        site.close();
    }
}
