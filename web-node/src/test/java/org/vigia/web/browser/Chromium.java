package org.vigia.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Debian's Chromium: one for all tests of a process, since its start costs seconds, and more for
/// those who need one of their own. To be used by one thread, as Playwright demands.
public final class Chromium {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");
    private static @Nullable Browser running;

    private Chromium() {}

    /// Ends with this process: Playwright's driver ends it when its own input ends.
    public static Browser shared() {
        Browser browser = running;
        if (browser == null || !browser.isConnected()) {
            browser =
                    driver().chromium()
                            .launch(
                                    new BrowserType.LaunchOptions()
                                            .setExecutablePath(PROGRAM)
                                            .setHeadless(true)
                                            .setArgs(ARGUMENTS));
            running = browser;
        }
        return browser;
    }

    /// What starts another one; the caller's to close.
    public static Playwright driver() {
        return Playwright.create(
                new Playwright.CreateOptions()
                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    /// One that keeps things in a folder.
    ///
    /// @param home where it looks for what its user trusts
    public static BrowserContext persistent(Playwright driver, Path directory, Path home) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HOME", home.toString());
        return driver.chromium()
                .launchPersistentContext(
                        directory.resolve("browser"),
                        new BrowserType.LaunchPersistentContextOptions()
                                .setExecutablePath(PROGRAM)
                                .setHeadless(true)
                                .setArgs(ARGUMENTS)
                                .setEnv(environment)
                                .setLocale("en-GB")
                                .setViewportSize(1280, 800));
    }
}
