package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Role;
import org.vigia.web.event.Mark;
import org.vigia.web.reel.TestVideo;

/// The pictures of the site that the README shows. No part of the tests: `scripts/pictures` runs
/// it, with `vigia.film` for what the cameras see and `vigia.screens` for where the pictures go.
class SitePictures {
    private static final List<String> CAMERAS = List.of("yard", "path", "parking");
    private static final List<String> WINDOWS =
            List.of("768:432:0:70", "448:252:320:150", "448:252:40:110");
    private static final int FILM_SECONDS = 6;

    @TempDir Path directory;
    private final Path film = Path.of(Objects.requireNonNull(System.getProperty("vigia.film")));
    private SiteFixture fixture;
    private TestBrowser browser;
    private Page page;

    @BeforeEach
    void open() throws Exception {
        fixture = new SiteFixture(directory, Pace.system());
        browser = new TestBrowser();
        page = browser.page();
        page.clock().setFixedTime(FakeHealth.AT);
    }

    @AfterEach
    void close() {
        browser.close();
        fixture.close();
    }

    @Test
    void eachPageInTheHandAndOnTheDesk() throws Exception {
        furnish();
        page.navigate(fixture.address());
        inBoth("sign-in", () -> assertThat(page.locator("#login")).isVisible());
        browser.signIn(fixture.address(), SiteFixture.USER, SiteFixture.PASSWORD);
        inBoth("history", this::history);
        try (Filming yard = filming(0);
                Filming path = filming(1);
                Filming parking = filming(2)) {
            go("live");
            inBoth("live", this::live);
            assertThat(List.of(yard, path, parking)).anyMatch(Filming::isWatched);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            shoot("live-dark", 1280, 800, this::live);
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        go("cameras");
        inBoth("cameras", () -> assertThat(page.locator(".steps li")).hasCount(9));
        go("account");
        inBoth("account", () -> assertThat(page.locator("#people li")).hasCount(3));
    }

    private Filming filming(int camera) throws Exception {
        TestVideo all = TestVideo.of(directory, film, WINDOWS.get(camera), 0, 60);
        return new Filming(fixture.hub, CAMERAS.get(camera), all);
    }

    private void furnish() throws Exception {
        long now = FakeHealth.AT;
        for (int i = 0; i < CAMERAS.size(); i++) {
            String camera = CAMERAS.get(i);
            fixture.cameras.online(camera, i == 2 ? AlarmMode.DISARMED : AlarmMode.ARMED);
            fixture.health.put(
                    FakeHealth.online(camera, FakeHealth.well(FakeHealth.CAME_THROUGH), false));
        }
        for (int i = 1; i <= 18; i++) {
            long ago = Duration.ofMinutes(17 + 43L * (18 - i) + 11L * (i % 4)).toMillis();
            event(i, now - ago);
        }
        EventId noted = FakeCatalogue.id(15);
        fixture.custody.mark(noted, Mark.KEPT, SiteFixture.USER, null);
        fixture.custody.mark(noted, Mark.NOTE, SiteFixture.USER, "The parcel for no. 12");
        fixture.presence.away("parking", now - 21_600_000, now - 14_400_000, false);
        fixture.accounts.open("marta", Role.GUARD, null, SiteFixture.PASSWORD);
        fixture.accounts.open("joan", Role.VIEWER, Set.of("path"), SiteFixture.PASSWORD);
    }

    private void event(int number, long millis) throws Exception {
        int camera = number % CAMERAS.size();
        int second = 3 * number % 52;
        boolean photo = number % 7 == 2;
        EventId id = FakeCatalogue.id(number);
        String window = WINDOWS.get(camera);
        fixture.events.announce(
                number, CAMERAS.get(camera), photo ? EventKind.PHOTO : EventKind.MOTION, millis);
        fixture.events.addSnapshot(id, TestVideo.picture(directory, film, window, second + 2));
        byte[] clip = TestVideo.of(directory, film, window, second, FILM_SECONDS).mp4();
        fixture.events.complete(id, photo ? null : clip, FILM_SECONDS * 1000L);
    }

    private void go(String name) {
        page.locator("#nav-" + name).click();
    }

    private void history() {
        assertThat(page.locator("#timeline-sum")).not().isEmpty();
        assertThat(page.locator(".card img").first()).isVisible();
        page.waitForFunction(
                "() => [...document.querySelectorAll('.card img')].every(i =>"
                        + " i.complete || i.getBoundingClientRect().top > innerHeight)");
    }

    private void live() {
        assertThat(page.locator(".camera[data-picture=live]").first()).isVisible();
        page.waitForFunction(
                "() => [...document.querySelectorAll('.camera')].every(c =>"
                        + " c.getBoundingClientRect().top > innerHeight"
                        + " || c.dataset.picture === 'live')");
    }

    private void inBoth(String name, Runnable ready) {
        shoot(name + "-phone", 390, 844, ready);
        shoot(name, 1280, 800, ready);
    }

    private void shoot(String name, int width, int height, Runnable ready) {
        page.setViewportSize(width, height);
        ready.run();
        page.evaluate("() => document.activeElement?.blur()");
        browser.picture(name);
    }
}
