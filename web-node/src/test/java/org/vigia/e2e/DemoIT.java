package org.vigia.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/demo` as the README promises it, with a person's hands: a browser on both pages. With
/// the system property `vigia.screens` set to a directory it leaves the README's pictures there.
class DemoIT {
    private static final Path FOOTAGE =
            Running.root().resolve("../shared/footage/pedestrians.mp4").normalize();
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);

    private final List<String> complaints = new ArrayList<>();
    private final @Nullable String screens = System.getProperty("vigia.screens");

    @TempDir Path data;

    @Test
    void aNewcomerArmsMovesAndSeesIt() throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Running.root().resolve("scripts/demo").toString(),
                                "--data",
                                data.resolve("pair").toString(),
                                "--site-port",
                                "0",
                                "--ssh-port",
                                "0",
                                "--board-port",
                                "0"));
        if (Files.exists(FOOTAGE)) {
            command.addAll(List.of("--video", FOOTAGE.toString()));
        }
        try (Running demo = Running.start(data.resolve("demo.log"), command);
                Playwright playwright =
                        Playwright.create(
                                new Playwright.CreateOptions()
                                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = chromium(playwright)) {
            String password = demo.await("(?m)^password: (\\S+)$");
            BrowserContext context =
                    browser.newContext(
                            new Browser.NewContextOptions()
                                    .setLocale("en-GB")
                                    .setViewportSize(1280, 800));
            Page board = open(context, demo.await("(?m)^board: (\\S+)$"));
            Page site = open(context, demo.await("(?m)^site: (\\S+)$"));
            site.locator("#user").fill(demo.await("(?m)^user: (\\S+)$"));
            site.locator("#password").fill(password);
            site.locator("#login-button").click();

            watchLive(site);
            site.locator("#nav-history").click();
            board.locator("[data-button=arm]").click();
            board.locator("#motion").click();
            Locator card = site.locator(".card").first();
            assertThat(card.locator("img")).isVisible(PATIENTLY);
            assertThat(site.locator(".card[data-stage=whole]")).isVisible(PATIENTLY);
            play(site, card);
            if (screens != null) {
                board.screenshot(
                        new Page.ScreenshotOptions().setPath(Path.of(screens, "board.png")));
            }
            assertThat(complaints).isEmpty();

            List<ProcessHandle> family = demo.children();
            assertThat(family).hasSizeGreaterThanOrEqualTo(3);
            assertThat(demo.signal("TERM")).isPresent();
            assertThat(family).noneMatch(ProcessHandle::isAlive);
            assertThat(demo.output()).contains("both nodes have ended");
            for (String node : List.of("web.log", "camera.log")) {
                assertThat(Files.readString(data.resolve("pair").resolve(node)))
                        .doesNotContain(" ERROR ")
                        .doesNotContain("Exception");
            }
        }
    }

    private void watchLive(Page site) {
        site.locator("#nav-live").click();
        assertThat(site.locator("#camera-demo .live-badge[data-state=live]")).isVisible(PATIENTLY);
        site.waitForFunction("() => document.querySelector('#camera-demo video').currentTime > 2");
        Object before = site.evaluate(PIXELS);
        site.waitForFunction(
                "before => { const now = ("
                        + PIXELS
                        + ")(); return now.length > 0 && now !== before }",
                before);
        picture(site, "live.png");
    }

    private void play(Page site, Locator card) {
        picture(site, "history.png");
        card.click();
        site.waitForFunction("() => document.getElementById('player-video').currentTime > 0.5");
        double duration =
                ((Number) site.evaluate("() => document.getElementById('player-video').duration"))
                        .doubleValue();
        assertThat(duration).isBetween(10.0, 40.0);
        site.evaluate(
                "t => { document.getElementById('player-video').currentTime = t }", duration - 2);
        site.waitForFunction(
                "t => { const v = document.getElementById('player-video');"
                        + " return v.currentTime >= t && !v.seeking && v.readyState >= 2 }",
                duration - 2);
        picture(site, "player.png");
        site.keyboard().press("Escape");
    }

    /// The live picture in small, as text.
    private static final String PIXELS =
            """
            () => {
              const video = document.querySelector('#camera-demo video');
              const canvas = document.createElement('canvas');
              canvas.width = 64; canvas.height = 36;
              const context = canvas.getContext('2d', { willReadFrequently: true });
              context.drawImage(video, 0, 0, 64, 36);
              return Array.from(context.getImageData(0, 0, 64, 36).data).join();
            }\
            """;

    private Page open(BrowserContext context, String address) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("thrown: " + error));
        page.navigate(address);
        return page;
    }

    private static Browser chromium(Playwright playwright) {
        return playwright
                .chromium()
                .launch(
                        new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setHeadless(true)
                                .setArgs(
                                        List.of(
                                                "--no-sandbox",
                                                "--disable-gpu",
                                                "--no-first-run",
                                                "--disable-background-networking",
                                                "--disable-component-update",
                                                "--disable-sync")));
    }

    private void picture(Page page, String name) {
        if (screens != null) {
            page.waitForTimeout(500);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(screens, name)));
        }
    }
}
