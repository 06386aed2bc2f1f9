package org.vigia.camera.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.remote.RemoteSettings;
import org.vigia.shared.time.Pace;

/// The board's page as a person uses it.
@Timeout(120)
class BoardInChromiumTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @TempDir Path folder;

    private static void waitForAlarm(Page page, String state) {
        page.waitForSelector("#alarm[data-state=" + state + "]");
    }

    @Test
    void thePageShowsWhatItsButtonsDo() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium here");
        var remote =
                new RemoteSettings(
                        RemoteSettings.simulatedBindings(), RemoteSettings.Disarm.BUTTON, null);
        List<String> complaints = new CopyOnWriteArrayList<>();
        try (House house = new House(folder, Pace.system(), 0, remote);
                Playwright playwright =
                        Playwright.create(
                                new Playwright.CreateOptions()
                                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser =
                        playwright
                                .chromium()
                                .launch(
                                        new BrowserType.LaunchOptions()
                                                .setExecutablePath(CHROMIUM)
                                                .setArgs(
                                                        List.of(
                                                                "--no-sandbox",
                                                                "--disable-gpu",
                                                                "--no-first-run",
                                                                "--disable-background-networking")))) {
            Page page =
                    browser.newPage(
                            new Browser.NewPageOptions().setLocale("ca").setViewportSize(390, 844));
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.onPageError(complaints::add);
            page.navigate("http://127.0.0.1:" + house.port + "/");
            waitForAlarm(page, "disarmed");
            assertThat(page.textContent("#alarm-text")).isEqualTo("Desarmada");
            page.click("#button-arm");
            waitForAlarm(page, "armed");
            page.click("#motion");
            waitForAlarm(page, "triggered");
            page.waitForSelector("#pir.on");
            page.waitForSelector("#buzzer.on");
            page.waitForFunction(
                    "() => document.getElementById('siren').textContent === 'Sirena encesa'");
            page.click("[data-button=left]");
            page.waitForFunction("() => document.getElementById('angle').textContent === '-60°'");
            page.click("[data-button=disarm]");
            waitForAlarm(page, "disarmed");
            page.waitForFunction("() => !document.querySelector('#buzzer.on')");
            Object overflow =
                    page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
            assertThat(overflow).as("a phone need not scroll sideways").isEqualTo(0);
        }
        assertThat(complaints).isEmpty();
    }
}
