package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;

/// The history in a real browser, with real films: one site and one browser for a class of tests.
abstract class HistoryInBrowser {
    @TempDir static Path directory;
    static HistoryScene scene;
    static TestBrowser browser;
    static Page page;

    @BeforeAll
    static void open() throws Exception {
        scene = HistoryScene.full(directory.resolve("full"));
        browser = new TestBrowser();
        page = browser.page();
        page.clock().setFixedTime(HistoryScene.NOW.toString());
        browser.signIn(scene.site.address(), SiteFixture.USER, SiteFixture.PASSWORD);
    }

    @AfterAll
    static void close() {
        browser.close();
        scene.close();
    }

    @BeforeEach
    void moving() {
        page.setViewportSize(1280, 800);
        page.emulateMedia(
                new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
    }

    @AfterEach
    void nobodyComplains() {
        assertThat(browser.complaints()).isEmpty();
    }

    static void show(String state) {
        page.navigate(scene.site.address() + "/history" + state);
        assertThat(page.locator("#days")).hasAttribute("aria-busy", "false");
        assertThat(page.locator("#link-state")).hasAttribute("data-state", "up");
        assertThat(page.locator("#timeline-sum")).not().isEmpty();
    }

    static Locator card(EventId id) {
        return page.locator(".card[data-event='" + id + "']");
    }

    static void playing() {
        page.waitForFunction(
                "() => { const v = document.getElementById('player-video');"
                        + " return v.currentTime > 0 && !v.seeking && v.readyState >= 2 }");
    }

    static double position() {
        return ((Number) page.evaluate("() => document.getElementById('player-video').currentTime"))
                .doubleValue();
    }

    static JsonObject wish(String name, boolean value) {
        JsonObject wish = new JsonObject();
        wish.addProperty(name, value);
        return wish;
    }
}
