package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.Pace;
import org.vigia.web.reel.TestVideo;

/// The live page where no WebSocket gets through.
class LiveFallbackTest {
    @TempDir Path directory;
    private SiteFixture fixture;
    private NoUpgrades proxy;
    private TestBrowser browser;
    private Page page;
    private TestVideo video;

    @BeforeEach
    void open() throws Exception {
        video = TestVideo.make(directory, 60);
        fixture = new SiteFixture(directory, Pace.system());
        proxy = new NoUpgrades(fixture.site.port());
        browser = new TestBrowser();
        page = browser.page();
    }

    @AfterEach
    void close() throws Exception {
        browser.close();
        proxy.close();
        fixture.close();
    }

    /// Returns when some seconds of it have been shown.
    private void plays() {
        page.waitForFunction(
                "() => { const v = document.querySelector('#camera-door video');"
                        + " const d = v.currentTime - (window.t0 ??= v.currentTime);"
                        + " return d > 4 }");
    }

    @Test
    void thePictureComesAsAStreamAndEndsWithTheSession() throws Exception {
        fixture.cameras.online("door", AlarmMode.DISARMED);
        Locator door = page.locator("#camera-door");
        try (Filming camera = new Filming(fixture.hub, "door", video)) {
            browser.signIn(fixture.address(), SiteFixture.USER, SiteFixture.PASSWORD);
            page.navigate(fixture.address() + "/live");
            assertThat(door.locator("video")).hasAttribute("data-line", "socket");
            plays();

            page.navigate(proxy.address() + "/live");
            assertThat(door.locator(".live-badge")).hasAttribute("data-state", "live");
            assertThat(door.locator("video")).hasAttribute("data-line", "stream");
            assertThat(proxy.refused()).isEqualTo(2);
            plays();
            assertThat(door.locator(".live-badge")).hasAttribute("data-state", "live");

            Page other = page.context().newPage();
            other.navigate(proxy.address() + "/account");
            other.locator("#logout").click();
            assertThat(page.locator("#login")).isVisible();
            page.waitForCondition(() -> !camera.isWatched());
        }
    }

    // In steps between which pictures come: a line that says nothing for long is given up.
    private void pass(int seconds) {
        for (int left = seconds; left > 0; left -= 10) {
            page.clock().fastForward(Math.min(left, 10) * 1000L);
            page.waitForFunction(
                    """
                    () => {
                      const held = document.querySelector('#camera-door video').buffered;
                      const end = held.length ? held.end(held.length - 1) : 0;
                      window.endBefore ??= end;
                      if (end < endBefore + 0.2) return false;
                      window.endBefore = undefined;
                      return true;
                    }
                    """);
        }
    }

    @Test
    void aSocketTakesThePlaceOfTheStreamWhenOneGetsThrough() throws Exception {
        fixture.cameras.online("door", AlarmMode.DISARMED);
        Locator door = page.locator("#camera-door");
        page.clock().install();
        try (Filming camera = new Filming(fixture.hub, "door", video)) {
            browser.signIn(proxy.address(), SiteFixture.USER, SiteFixture.PASSWORD);
            page.navigate(proxy.address() + "/live");
            assertThat(door.locator("video")).hasAttribute("data-line", "stream");
            pass(61);
            page.waitForCondition(() -> proxy.refused() == 3);
            assertThat(door.locator("video")).hasAttribute("data-line", "stream");
            proxy.mend();
            pass(121);
            assertThat(door.locator("video")).hasAttribute("data-line", "socket");
            assertThat(door.locator(".live-badge")).hasAttribute("data-state", "live");
            assertThat(camera.isWatched()).isTrue();
        }
    }

    @Test
    void streamsLeaveConnectionsForTheRestOfThePage() throws Exception {
        List<Filming> cameras = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            fixture.cameras.online("camera-" + i, AlarmMode.DISARMED);
            cameras.add(new Filming(fixture.hub, "camera-" + i, video));
        }
        try {
            browser.signIn(proxy.address(), SiteFixture.USER, SiteFixture.PASSWORD);
            page.setViewportSize(1280, 2400);
            page.navigate(proxy.address() + "/live");
            assertThat(page.locator(".camera[data-picture=live]")).hasCount(3);
            assertThat(page.locator(".camera[data-picture=crowded]")).hasCount(3);
            page.locator("#camera-camera-6 [data-command=arm]").click();
            assertThat(page.locator("#camera-camera-6 .alarm-badge"))
                    .hasAttribute("data-state", "armed");
            // Whichever is opened large has its picture.
            for (int i : IntStream.rangeClosed(1, 6).toArray()) {
                page.keyboard().press(String.valueOf(i));
                assertThat(page.locator("#camera-camera-" + i))
                        .hasAttribute("data-picture", Pattern.compile("live"));
            }
        } finally {
            cameras.forEach(Filming::close);
        }
    }
}
