package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.time.Pace;
import org.vigia.web.reel.TestVideo;

/// The live page at its fullest, in both sizes and by day and by night: nothing too wide, too
/// small, too faint or against WCAG.
class LiveFitTest {
    @Test
    void theGridTheLargePictureAndTheDialogsFit(@TempDir Path directory) throws Exception {
        List<String> flaws = new ArrayList<>();
        TestVideo video = TestVideo.make(directory, 60);
        try (SiteFixture fixture = new SiteFixture(directory, Pace.system());
                TestBrowser browser = new TestBrowser();
                Filming door = new Filming(fixture.hub, "door", video);
                Filming garage = new Filming(fixture.hub, "garage", video);
                Filming garden = new Filming(fixture.hub, "garden-behind-the-house", video)) {
            Page page = browser.page();
            fixture.cameras.says("door", PairingTest.status("vigia_bot"));
            fixture.cameras.says(
                    "garage",
                    new CameraStatus(AlarmMode.TRIGGERED, true, true, 0, false, false, null, 0));
            fixture.cameras.online("garden-behind-the-house", AlarmMode.ARMING);
            fixture.cameras.online("hall", AlarmMode.DISARMED);
            fixture.cameras.offline("roof");
            browser.signIn(fixture.address(), SiteFixture.USER, SiteFixture.PASSWORD);
            page.locator("#nav-live").click();
            page.locator("[data-language=es]").click();
            Locator card = page.locator("#camera-door");
            assertThat(card).hasAttribute("data-picture", "live");
            flaws.addAll(browser.flaws("live-grid"));
            page.locator("#keys-open").click();
            flaws.addAll(browser.flaws("live-keys"));
            page.keyboard().press("Escape");

            page.locator("#alarm-look").click();
            flaws.addAll(browser.flaws("live-large-alarm"));
            page.keyboard().press("1");
            card.locator(".angle").fill("35");
            card.locator("[data-action=presets]").click();
            page.locator("#presets-name").fill("Puerta del jardín");
            page.locator("#presets-keep").click();
            assertThat(page.locator("#presets-list li")).hasCount(1);
            flaws.addAll(browser.flaws("live-presets"));
            page.keyboard().press("Escape");
            card.locator("[data-command=snapshot]").click();
            fixture.events.announce(
                    1,
                    "door",
                    EventKind.PHOTO,
                    Instant.parse("2026-11-20T18:42:07Z").toEpochMilli());
            fixture.events.addSnapshot(
                    FakeCatalogue.id(1),
                    TestVideo.picture(directory, "testsrc2=size=640x360:rate=1"));
            assertThat(card.locator(".photo a")).isVisible();
            assertThat(page.locator("#toast")).isHidden();
            flaws.addAll(browser.flaws("live-large"));
            flaws.addAll(browser.keyboardFlaws("live-large"));
            page.keyboard().press("Escape");
            assertThat(page.locator("#large-bar")).isHidden();
            flaws.addAll(browser.keyboardFlaws("live-grid"));
            assertThat(browser.complaints()).isEmpty();
            assertThat(flaws).isEmpty();
            assertThat(List.of(door, garage, garden)).anyMatch(Filming::isWatched);
        }
    }

    @Test
    void aCameraThatIsTheOnlyOneHasTheWholePageAlsoWhereThePhoneManagesItsFilm(
            @TempDir Path directory) throws Exception {
        TestVideo video = TestVideo.make(directory, 60);
        try (SiteFixture fixture = new SiteFixture(directory, Pace.system());
                TestBrowser browser = new TestBrowser();
                Filming door = new Filming(fixture.hub, "door", video)) {
            Page page = browser.page();
            // As iPhones have it.
            page.addInitScript(
                    "window.ManagedMediaSource = class extends MediaSource {"
                            + " constructor() { super(); window.managed = this; } };"
                            + " delete window.MediaSource;");
            fixture.cameras.says("door", PairingTest.status("vigia_bot"));
            browser.signIn(fixture.address(), SiteFixture.USER, SiteFixture.PASSWORD);
            page.locator("#nav-live").click();
            Locator card = page.locator("#camera-door");
            assertThat(card).hasAttribute("data-picture", "live");
            assertThat(card.locator("video")).hasJSProperty("disableRemotePlayback", true);
            page.evaluate("() => managed.dispatchEvent(new Event('endstreaming'))");
            assertThat(card).hasAttribute("data-picture", "stale");
            page.evaluate("() => managed.dispatchEvent(new Event('startstreaming'))");
            assertThat(card).hasAttribute("data-picture", "live");
            assertThat(card.locator(".detail")).isVisible();
            assertThat(page.locator("#all")).isHidden();
            assertThat(door.isWatched()).isTrue();
            assertThat(browser.flaws("live-alone")).isEmpty();
        }
    }
}
