package org.vigia.web.http;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.Pace;
import org.vigia.web.event.Mark;

/// A site with four days of three cameras: films, photos, a day without anything, one on which a
/// camera was away and Vigía was off.
final class HistoryScene implements AutoCloseable {
    /// What the browser's clock says: half past eight in the evening in Madrid.
    static final Instant NOW = Instant.parse("2026-11-20T19:30:00Z");

    /// How many there are.
    static final int EVENTS = 76;

    private static final String[] CAMERAS = {"door", "garage", "garden-behind-the-shed"};
    private static final long FILM_MILLIS = 8000;

    final SiteFixture site;
    final EventId newest = FakeCatalogue.id(EVENTS);
    final EventId second = FakeCatalogue.id(EVENTS - 1);
    final EventId noted = FakeCatalogue.id(EVENTS - 4);

    private final byte[] film;
    private final Path directory;

    HistoryScene(Path directory, Pace pace) throws Exception {
        this.directory = directory;
        site = new SiteFixture(directory, pace);
        film = TestVideo.make(directory, (int) (FILM_MILLIS / 1000)).mp4();
        // Whoever has come before anything happened has not seen it.
        site.seen.of(SiteFixture.USER);
        int made = 0;
        made = day(made, "2026-11-16T22:10:00Z", 12, Duration.ofMinutes(3));
        made = day(made, "2026-11-17T05:00:00Z", 16, Duration.ofMinutes(47));
        made = day(made, "2026-11-19T06:30:00Z", 24, Duration.ofMinutes(36));
        day(made, "2026-11-20T07:15:00Z", EVENTS - made, Duration.ofMinutes(31));
        for (String camera : CAMERAS) {
            site.cameras.online(camera, AlarmMode.ARMED);
            site.presence.away(camera, at("2026-11-19T02:10:00Z"), at("2026-11-19T03:00:00Z"), true);
        }
        site.presence.away("garage", at("2026-11-19T13:00:00Z"), at("2026-11-19T17:20:00Z"), false);
        site.gaps.add("door", at("2026-11-19T09:40:00Z"), false);
        site.gaps.add("door", at("2026-11-19T20:05:00Z"), true);
        site.custody.mark(noted, Mark.NOTE, "ana", "The postman with the parcel for number 12.");
        site.custody.mark(noted, Mark.KEPT, "ana", null);
        site.custody.done.clear();
    }

    static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private int day(int made, String first, int number, Duration apart) throws Exception {
        for (int i = 0; i < number; i++) {
            int event = made + i + 1;
            EventKind kind = event % 7 == 3 ? EventKind.PHOTO : EventKind.MOTION;
            EventId id = FakeCatalogue.id(event);
            site.events.announce(
                    event,
                    CAMERAS[event == EVENTS ? 0 : event % 3],
                    kind,
                    at(first) + i * apart.toMillis());
            String picture = "testsrc2=size=640x360:rate=1,hue=h=" + event * 37 % 360;
            site.events.addSnapshot(id, TestVideo.picture(directory, picture));
            site.events.complete(id, kind == EventKind.PHOTO ? null : film, FILM_MILLIS);
        }
        return made + number;
    }

    /// Makes everything news again for the user.
    void unseeAll() {
        site.seen.forget(SiteFixture.USER);
    }

    /// Where the timeline has drawn an event.
    BoundingBox bar(Page page, EventId event) {
        return page.locator("rect[data-event='" + event + "']").boundingBox();
    }

    @Override
    public void close() {
        site.close();
    }
}
