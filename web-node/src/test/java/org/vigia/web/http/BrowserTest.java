package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.AlertTrouble;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.time.Pace;
import org.vigia.web.event.Standing;
import org.vigia.web.reel.TestVideo;

/// The pages in a real browser.
class BrowserTest {
    @Test
    void aPersonSignsInSeesWhatHappenedAndWhatHappensAndSignsOut(@TempDir Path directory)
            throws Exception {
        TestVideo video = TestVideo.make(directory, 60);
        try (SiteFixture fixture = new SiteFixture(directory, Pace.system());
                TestBrowser browser = new TestBrowser()) {
            fill(fixture, directory);
            fixture.cameras.online("door", AlarmMode.DISARMED);
            fixture.cameras.offline("garage");
            Page page = browser.page();

            signIn(browser, fixture);
            history(browser, fixture, directory);
            custody(browser, fixture, video);
            live(browser, fixture, video);
            language(page);

            page.locator("#logout").click();
            assertThat(page.locator("#login")).isVisible();
            page.navigate(fixture.address() + "/history");
            assertThat(page.locator("#login")).isVisible();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void fill(SiteFixture fixture, Path directory) throws Exception {
        long now = Instant.parse("2026-11-20T18:42:07Z").toEpochMilli();
        byte[] clip = TestVideo.make(directory, 8).mp4();
        for (int i = 1; i <= 60; i++) {
            EventKind kind = i % 9 == 0 ? EventKind.PHOTO : EventKind.MOTION;
            long started = now - Duration.ofMinutes(47L * (60 - i)).toMillis();
            fixture.events.announce(i, i % 3 == 0 ? "garage" : "door", kind, started);
            String scene = "testsrc2=size=640x360:rate=1,hue=h=" + (i * 37 % 360);
            fixture.events.addSnapshot(FakeCatalogue.id(i), TestVideo.picture(directory, scene));
            fixture.events.complete(
                    FakeCatalogue.id(i), kind == EventKind.PHOTO ? null : clip, 8000);
        }
        fixture.events.doubtTime(FakeCatalogue.id(58));
        fixture.events.forgeTime(FakeCatalogue.id(57));
    }

    private static void signIn(TestBrowser browser, SiteFixture fixture) {
        Page page = browser.page();
        page.navigate(fixture.address() + "/live");
        assertThat(page.locator("#login")).isVisible();
        browser.shoot("start");
        page.locator("#user").fill(SiteFixture.USER);
        page.locator("#password").fill("not the password");
        page.locator("#login-button").click();
        assertThat(page.locator("#login-error")).hasText("The user or the password is wrong.");
        page.locator("#password").fill(SiteFixture.PASSWORD);
        page.locator("#login-button").click();
        page.waitForURL("**/live");
        page.locator("#nav-history").click();
    }

    private static void history(TestBrowser browser, SiteFixture fixture, Path directory)
            throws Exception {
        Page page = browser.page();
        Locator cards = page.locator(".card");
        assertThat(cards).hasCount(48);
        page.evaluate("scrollTo(0, document.body.scrollHeight)");
        assertThat(cards).hasCount(60);
        assertThat(page.locator("#more")).isHidden();
        assertThat(page.locator("[data-event='" + FakeCatalogue.id(58) + "'] .uncertain"))
                .isVisible();

        // What happens now appears by itself and grows in its place.
        assertThat(page.locator("#link-state")).hasAttribute("data-state", "up");
        var id = FakeCatalogue.id(61);
        fixture.events.announce(
                61, "door", EventKind.MOTION, Instant.parse("2026-11-20T19:01:33Z").toEpochMilli());
        Locator fresh = page.locator("[data-event='" + id + "']");
        assertThat(fresh).hasAttribute("data-stage", "announced");
        assertThat(fresh).containsText("20:01:33");
        fixture.events.addSnapshot(
                id, TestVideo.picture(directory, "testsrc2=size=640x360:rate=1"));
        assertThat(fresh.locator("img")).isVisible();
        page.evaluate("scrollTo(0, 0)");
        browser.shoot("history");
        fixture.events.complete(id, TestVideo.make(directory, 8).mp4(), 8000);
        assertThat(fresh).hasAttribute("data-stage", "whole");

        fresh.click();
        page.waitForFunction("() => document.getElementById('player-video').currentTime > 0.5");
        double duration =
                ((Number) page.evaluate("() => document.getElementById('player-video').duration"))
                        .doubleValue();
        assertThat(duration).isBetween(7.8, 8.2);
        page.evaluate("() => { document.getElementById('player-video').currentTime = 6 }");
        page.waitForFunction(
                "() => { const v = document.getElementById('player-video');"
                        + " return v.currentTime >= 6 && !v.seeking && v.readyState >= 2 }");
        browser.shoot("player");
        page.keyboard().press("Escape");
        assertThat(page.locator("#player")).isHidden();
    }

    private static void custody(TestBrowser browser, SiteFixture fixture, TestVideo video) {
        Page page = browser.page();
        var id = FakeCatalogue.id(62);
        fixture.events.announce(
                62, "door", EventKind.MOTION, Instant.parse("2026-11-20T19:03:10Z").toEpochMilli());
        fixture.events.mark(id, video.mp4(), 8000, Standing.LOST, Standing.UNCONFIRMED);
        Locator card = page.locator("[data-event='" + id + "'].card");
        assertThat(card.locator(".mark")).hasCount(2);
        assertThat(card.locator("[data-mark=lost]"))
                .hasAttribute("title", Pattern.compile("The camera disappeared, .*"));
        card.click();
        page.waitForFunction("() => document.getElementById('player-video').currentTime > 0.2");
        assertThat(page.locator("#player-streamed")).isVisible();
        browser.shoot("lost");
        page.locator("#player-confirm").click();
        assertThat(page.locator("#toast")).hasText("Done");
        assertThat(page.locator("#player-confirm")).isHidden();
        page.locator("#player-keep").click();
        assertThat(page.locator("#player-delete")).isHidden();
        page.locator("#player-release").click();
        page.locator("#player-delete").click();
        page.waitForCondition(() -> fixture.custody.done.size() == 4);
        assertThat(fixture.custody.done)
                .containsExactly(
                        "ana CONFIRMED " + id + " null",
                        "ana KEPT " + id + " null",
                        "ana RELEASED " + id + " null",
                        "ana BINNED " + id + " null");
        page.keyboard().press("Escape");
        assertThat(page.locator("#player")).isHidden();
    }

    private static void live(TestBrowser browser, SiteFixture fixture, TestVideo video)
            throws Exception {
        Page page = browser.page();
        page.locator("#nav-live").click();
        Locator door = page.locator("#camera-door");
        Locator badge = door.locator(".live-badge");
        assertThat(badge).hasAttribute("data-state", "offline");
        assertThat(page.locator("#camera-garage .alarm-badge"))
                .hasAttribute("data-state", "unknown");

        try (Filming camera = new Filming(fixture.hub, "door", video)) {
            assertThat(camera.isWatched()).isTrue();
            assertThat(badge).hasAttribute("data-state", "live");
            page.waitForFunction(
                    "() => document.querySelector('#camera-door video').currentTime > 1");
            page.waitForFunction(
                    "() => { const v = document.querySelector('#camera-door video');"
                            + " const d = v.currentTime - (window.t0 ??= v.currentTime);"
                            + " return d > 3 }");
            System.out.println(
                    "live: lag %s ms, slack %s ms, age %s ms"
                            .formatted(
                                    door.locator("video").getAttribute("data-lag-ms"),
                                    door.locator("video").getAttribute("data-slack-ms"),
                                    door.locator("video").getAttribute("data-age-ms")));
            commands(page, door, fixture);
            browser.shoot("live");
            camera.freeze();
            // Frames have ceased, the link stands: the picture must not pass for a live one.
            assertThat(badge).hasAttribute("data-state", "stale");
            camera.channel().onGap("the camera process is being restarted");
            assertThat(badge).hasAttribute("data-state", "gap");
            assertThat(door.locator(".veil")).hasText("the camera process is being restarted");
        }
        assertThat(badge).hasAttribute("data-state", "offline");
    }

    private static void commands(Page page, Locator door, SiteFixture fixture) {
        door.locator("[data-command=arm]").click();
        assertThat(door.locator(".alarm-badge")).hasAttribute("data-state", "armed");
        door.locator("[data-command=siren]").click();
        page.locator("#siren-no").click();
        assertThat(door).hasAttribute("data-siren", "false");
        door.locator("[data-command=siren]").click();
        page.locator("#siren-yes").click();
        assertThat(door).hasAttribute("data-siren", "true");
        door.locator("[data-command=siren]").click();
        assertThat(door).hasAttribute("data-siren", "false");
        door.locator("[data-action=large]").click();
        door.locator("[data-degrees='-60']").click();
        assertThat(door).hasAttribute("data-pan", "-60");
        page.locator("#large-back").click();
        assertThat(fixture.cameras.commands()).hasSize(4);
        assertThat(page.locator("#camera-garage [data-command=arm]")).isDisabled();
        fixture.cameras.says(
                "door",
                new CameraStatus(
                        AlarmMode.ARMED,
                        false,
                        false,
                        -60,
                        true,
                        true,
                        null,
                        0,
                        null,
                        AlertTrouble.CHAT_GONE));
        assertThat(door.locator(".remark"))
                .hasText(
                        "The sensor is warming up · The motion sensor is at fault · Alerts:"
                                + " somebody has blocked or left the bot");
    }

    private static void language(Page page) {
        page.locator("[data-language=ca]").click();
        assertThat(page.locator("html")).hasAttribute("lang", "ca");
        assertThat(page.locator("#nav-live")).hasText("En directe");
        page.locator("[data-language=es]").click();
        assertThat(page.locator("#logout")).hasText("Salir");
    }
}
