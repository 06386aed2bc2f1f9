package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;

/// The history in a real browser, with real films: one site and one browser for all.
class HistoryPageTest {
    @TempDir static Path directory;
    private static HistoryScene scene;
    private static TestBrowser browser;
    private static Page page;

    @BeforeAll
    static void open() throws Exception {
        scene = HistoryScene.full(directory.resolve("full"));
        browser = new TestBrowser(directory);
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

    private static void show(String state) {
        page.navigate(scene.site.address() + "/history" + state);
        assertThat(page.locator("#days")).hasAttribute("aria-busy", "false");
        assertThat(page.locator("#link-state")).hasAttribute("data-state", "up");
        assertThat(page.locator("#timeline-sum")).not().isEmpty();
    }

    private static Locator card(EventId id) {
        return page.locator(".card[data-event='" + id + "']");
    }

    private static void playing() {
        page.waitForFunction(
                "() => { const v = document.getElementById('player-video');"
                        + " return v.currentTime > 0 && !v.seeking && v.readyState >= 2 }");
    }

    private static double position() {
        return ((Number) page.evaluate("() => document.getElementById('player-video').currentTime"))
                .doubleValue();
    }

    @Test
    void daysAreGroupsAndFurtherOnesComeWhileScrolling() {
        show("");
        Locator days = page.locator(".day");
        assertThat(days.first()).hasAttribute("data-day", "2026-11-20");
        assertThat(days.first().locator(".count")).hasText("24 captures");
        page.mouse().move(600, 700);
        for (int i = 0; i < 40 && page.locator(".card").count() < HistoryScene.EVENTS; i++) {
            page.mouse().wheel(0, 1500);
            page.waitForTimeout(50);
        }
        assertThat(page.locator(".card")).hasCount(HistoryScene.EVENTS);
        assertThat(page.locator("#more")).isHidden();
        assertThat(days).hasCount(4);
        BoundingBox bar = page.locator(".bar").boundingBox();
        BoundingBox head = days.last().locator("h2").boundingBox();
        assertThat(head.y).isGreaterThanOrEqualTo(bar.y + bar.height - 4);
    }

    @Test
    void whatHappensNowAppearsByItselfWhereItBelongs() throws Exception {
        try (HistoryScene other = HistoryScene.empty(directory.resolve("other"))) {
            page.navigate(other.site.address());
            page.locator("#user").fill(SiteFixture.USER);
            page.locator("#password").fill(SiteFixture.PASSWORD);
            page.locator("#login-button").click();
            assertThat(page.locator("#empty")).isVisible();
            assertThat(page.locator("#timeline")).isHidden();
            browser.shoot("history-empty");
            other.add("2026-11-20T19:10:00Z", 1, 1, Duration.ZERO);
            assertThat(page.locator("#empty")).isHidden();
            assertThat(page.locator(".day .count")).hasText("1 capture");
            assertThat(page.locator("#timeline-parts rect[data-event]")).hasCount(1);
            assertThat(page.locator("#unseen-count")).hasText("1");
            assertThat(page).hasTitle("(1) History · Vigía");
            browser.shoot("history-one");
            other.add("2026-11-20T19:12:00Z", 2, 1, Duration.ZERO);
            other.add("2026-11-19T19:12:00Z", 3, 1, Duration.ZERO);
            assertThat(page.locator(".card").first())
                    .hasAttribute("data-event", FakeCatalogue.id(2).text());
            assertThat(page.locator(".card").last())
                    .hasAttribute("data-event", FakeCatalogue.id(3).text());
            assertThat(page.locator(".day")).hasCount(2);
        }
        signBackIn();
    }

    private static void signBackIn() {
        page.navigate("about:blank");
        browser.complaints().clear();
        browser.signIn(scene.site.address(), SiteFixture.USER, SiteFixture.PASSWORD);
    }

    @Test
    void thousandsOfEventsDoNotFillThePage() throws Exception {
        try (HistoryScene other = HistoryScene.empty(directory.resolve("many"))) {
            other.busyDays(800);
            browser.signIn(other.site.address(), SiteFixture.USER, SiteFixture.PASSWORD);
            assertThat(page.locator("#timeline-sum")).hasText("300 captures");
            browser.picture("history-busy");
            page.mouse().move(600, 700);
            Locator cards = page.locator(".card");
            for (int i = 0; i < 200 && page.locator("#more").isVisible(); i++) {
                page.evaluate("() => scrollTo(0, document.body.scrollHeight)");
                page.waitForTimeout(60);
                assertThat(cards.count()).isLessThanOrEqualTo(540);
            }
            assertThat(card(FakeCatalogue.id(1))).hasCount(1);
            assertThat(cards.count()).isLessThanOrEqualTo(480);
            page.locator("#newer").click();
            assertThat(card(FakeCatalogue.id(800))).hasCount(1);
            assertThat(page.locator("#newer")).isHidden();
        }
        signBackIn();
    }

    @Test
    void aCardPlaysItsFilmUnderTheMouseAndNothingMoves() {
        show("");
        Locator card = card(scene.newest);
        card.scrollIntoViewIfNeeded();
        BoundingBox before = card.boundingBox();
        card.hover();
        page.waitForFunction(
                "id => { const v = document.querySelector(`[data-event='${id}'] video`);"
                        + " return v && v.currentTime > 2 && v.muted }",
                scene.newest.text(),
                new Page.WaitForFunctionOptions().setTimeout(3000));
        BoundingBox during = card.boundingBox();
        assertThat(List.of(during.x, during.y, during.width, during.height))
                .isEqualTo(List.of(before.x, before.y, before.width, before.height));
        browser.shoot("history-preview");
        page.mouse().move(5, 5);
        assertThat(page.locator("video.preview")).hasCount(0);
    }

    @Test
    void aFingerThatStaysSeesThePreviewAndOneThatTapsOpens() {
        page.setViewportSize(390, 844);
        show("");
        try (Finger finger = new Finger(page)) {
            card(scene.newest).scrollIntoViewIfNeeded();
            finger.down(card(scene.newest));
            page.waitForFunction(
                    "() => document.querySelector('.thumb.moving video')?.currentTime > 2");
            finger.up();
            assertThat(page.locator("video.preview")).hasCount(0);
            assertThat(page.locator("#player")).isHidden();
            finger.down(card(scene.newest));
            finger.up();
            assertThat(page.locator("#player")).isVisible();
            page.locator("#player-close").click();
        }
    }

    @Test
    void whatWasLookedAtIsSeenAndTheRestCanBe() throws Exception {
        scene.unseeAll();
        show("");
        Locator count = page.locator("#unseen-count");
        assertThat(count).hasText(String.valueOf(HistoryScene.EVENTS));
        Locator dotted = page.locator("li.unseen:has([data-event='" + scene.newest + "'])");
        assertThat(dotted).hasCount(1);
        card(scene.newest).click();
        assertThat(count).hasText(String.valueOf(HistoryScene.EVENTS - 1));
        page.keyboard().press("Escape");
        assertThat(dotted).hasCount(0);
        page.locator("#filter-unseen").click();
        assertThat(card(scene.newest)).hasCount(0);
        page.locator("#all-seen").click();
        assertThat(page.locator("#toast")).hasText("Everything is marked as seen");
        assertThat(count).isHidden();
        assertThat(page.locator("li.unseen")).hasCount(0);
    }

    @Test
    void aScrubShowsThePictureAndOpensTheFilmAtItsMoment() {
        show("");
        zoomTo(scene.newest);
        BoundingBox bar = scene.bar(page, scene.newest);
        page.mouse().move(bar.x - 60, bar.y + 10);
        page.mouse().down();
        page.mouse().move(bar.x + bar.width * 0.75, bar.y + 10);
        assertThat(page.locator("#timeline-peek")).isVisible();
        page.waitForFunction(
                "() => document.getElementById('timeline-picture').naturalWidth === 640");
        assertThat(page.locator("#timeline-words")).containsText("door · Motion");
        browser.picture("history-scrub");
        page.mouse().up();
        assertThat(page.locator("#player")).isVisible();
        playing();
        assertThat(position()).isBetween(5.5, 8.0);
        assertThat(page).hasURL(Pattern.compile(".*event=" + scene.newest + "&at=[56]\\.\\d"));
        page.keyboard().press("Escape");
        assertThat(page.locator("#player")).isHidden();
        assertThat(page).hasURL(Pattern.compile(".*/history$"));
    }

    private static void zoomTo(EventId id) {
        assertThat(page.locator("rect[data-event='" + id + "']")).hasCount(1);
        page.locator("#timeline-head").focus();
        for (int i = 0; i < 9; i++) {
            page.keyboard().press("+");
        }
    }

    @Test
    void theTimelineIsZoomedByWheelAndFingersAndMarksWhatIsMissing() {
        show("?day=2026-11-19");
        assertThat(page.locator("#timeline-parts .tl-away[fill='url(#tl-offline)']")).hasCount(1);
        assertThat(page.locator("#timeline-parts .tl-away[fill='url(#tl-node)']")).hasCount(3);
        assertThat(page.locator("#timeline-parts .tl-gap")).hasCount(2);
        assertThat(page.locator("#legend-gap")).isVisible();
        Locator all = page.locator("#timeline-all");
        assertThat(all).isDisabled();
        BoundingBox stage = page.locator("#timeline-stage").boundingBox();
        page.mouse().move(stage.x + 500, stage.y + 60);
        page.mouse().wheel(0, -400);
        assertThat(all).isEnabled();
        all.click();
        assertThat(all).isDisabled();
        try (Finger finger = new Finger(page)) {
            finger.pinch(stage.x + 500, stage.y + 60, 40, 300);
        }
        assertThat(all).isEnabled();
        assertThat(page.locator("#player")).isHidden();
        page.locator("#timeline-table summary").click();
        assertThat(page.locator("#timeline-rows")).containsText("Vigía was off");
        assertThat(page.locator("#timeline-rows")).containsText("A part is missing");
        page.locator("#timeline-rows button").first().click();
        assertThat(page.locator("#player")).isVisible();
    }

    @Test
    void theTimelineIsUsedWithKeysAlone() {
        show("");
        Locator head = page.locator("#timeline-head");
        assertThat(page.locator("rect[data-event='" + scene.newest + "']")).hasCount(1);
        head.focus();
        page.keyboard().press("End");
        page.keyboard().press("PageDown");
        assertThat(head).hasAttribute("aria-valuetext", Pattern.compile(".*, door, Motion"));
        assertThat(head).hasAttribute("aria-valuenow", Pattern.compile("\\d{10}"));
        page.keyboard().press("Enter");
        assertThat(page.locator("#player")).isVisible();
        assertThat(page.locator("#player")).hasAttribute("data-event", scene.newest.text());
    }

    @Test
    void theCalendarMarksDaysAndLeadsToThem() {
        show("");
        page.locator("#day").click();
        Locator day = page.locator("[data-day='2026-11-17'] small");
        assertThat(day).hasText("16");
        assertThat(page.locator("[data-day='2026-11-18'] small")).hasCount(0);
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        Locator focused = page.locator("#calendar-grid button:focus");
        assertThat(focused).hasAttribute("data-day", "2026-11-17");
        assertThat(focused)
                .hasAttribute("aria-label", Pattern.compile(".*17 November 2026, 16 captures.*"));
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*day=2026-11-17"));
        assertThat(page.locator(".day").first()).hasAttribute("data-day", "2026-11-17");
        page.locator("#day-later").click();
        assertThat(page.locator("#nothing-that-day")).containsText("no captures");
        page.locator("#day").click();
        page.keyboard().press("PageUp");
        assertThat(page.locator("#calendar-title")).hasText("October 2026");
        page.keyboard().press("Escape");
        page.locator("#day-today").click();
        assertThat(page.locator(".day").first()).hasAttribute("data-day", "2026-11-20");
    }

    @Test
    void filtersStandInTheAddressAndTheBackButtonTakesThemOff() {
        show("");
        page.locator("#filter-open").click();
        page.locator("#filter-cameras label", hasText("garage")).click();
        page.locator("#filter-kinds label", hasText("Photo")).click();
        page.locator("#filter-show").click();
        assertThat(page).hasURL(Pattern.compile(".*\\?camera=garage&kind=photo"));
        assertThat(page.locator(".chip")).hasCount(2);
        assertThat(page.locator(".where").first()).hasText("garage");
        assertThat(page.locator(".card:not([data-kind=photo])")).hasCount(0);
        page.reload();
        assertThat(page.locator(".chip")).hasCount(2);
        assertThat(page.locator(".card:not([data-kind=photo])")).hasCount(0);
        page.locator("#filter-open").click();
        assertThat(page.locator("#filter-cameras :checked")).hasCount(1);
        page.locator("#filter-from").fill("2026-11-20T00:00");
        page.locator("#filter-show").click();
        assertThat(page.locator(".day")).hasCount(1);
        page.locator(".chip").first().click();
        assertThat(page).hasURL(Pattern.compile(".*\\?kind=photo&from=2026-11-20T00%3A00"));
        page.goBack();
        page.goBack();
        assertThat(page.locator(".chip")).hasCount(2);
        show("?kind=panic");
        assertThat(page.locator("#none")).isVisible();
        page.locator("#none-clear").click();
        assertThat(page.locator("#none")).isHidden();
        assertThat(page.locator(".card").first()).isVisible();
    }

    private static Page.LocatorOptions hasText(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    @Test
    void whatIsDeletedIsTakenBackFromTheToastAndFromTheBin() {
        show("");
        Locator card = card(scene.newest);
        card.click();
        page.locator("#player-delete").click();
        assertThat(card).hasCount(0);
        assertThat(page.locator("#player")).hasAttribute("data-event", scene.second.text());
        page.locator("#toast button").click();
        assertThat(card).hasCount(1);
        page.keyboard().press("Escape");
        card.focus();
        page.keyboard().press("Delete");
        assertThat(card).hasCount(0);
        page.locator("#filter-bin").click();
        assertThat(page.locator("#bin-note")).isVisible();
        card.click();
        assertThat(page.locator("#player-keep")).isHidden();
        page.locator("#player-restore").click();
        assertThat(page.locator("#toast")).hasText("Taken back");
        page.keyboard().press("Escape");
        page.locator("#filter-bin").click();
        assertThat(card).hasCount(1);
    }

    @Test
    void starNoteAndFilmAreWorkedWithKeysAndTypingIsTyping() {
        show("");
        page.keyboard().press("j");
        assertThat(card(scene.newest)).isFocused();
        page.keyboard().press("s");
        Locator item = page.locator("li:has([data-event='" + scene.newest + "'])");
        assertThat(item.locator(".star")).hasAttribute("aria-pressed", "true");
        page.keyboard().press(" ");
        assertThat(page.locator("#player")).isVisible();
        playing();
        page.keyboard().press(" ");
        assertThat((Boolean) page.evaluate("() => document.getElementById('player-video').paused"))
                .isTrue();
        page.evaluate("() => { document.getElementById('player-video').currentTime = 1 }");
        page.keyboard().press("ArrowRight");
        page.waitForCondition(() -> position() == 6);
        page.keyboard().press("f");
        page.waitForFunction("() => document.fullscreenElement?.id === 'player-video'");
        page.keyboard().press("f");
        page.waitForFunction("() => document.fullscreenElement === null");
        page.keyboard().press("n");
        assertThat(page.locator("#note-text")).isFocused();
        page.keyboard().type("just the fox, jks?");
        assertThat(page.locator("#keys")).isHidden();
        page.locator("#note-save").click();
        assertThat(page.locator("#note-said")).hasText("just the fox, jks?");
        page.keyboard().press("j");
        assertThat(page.locator("#player")).hasAttribute("data-event", scene.second.text());
        page.keyboard().press("k");
        assertThat(page.locator("#player")).hasAttribute("data-event", scene.newest.text());
        page.keyboard().press("?");
        assertThat(page.locator("#keys")).isVisible();
        page.keyboard().press("Escape");
        page.keyboard().press("s");
        assertThat(page.locator("#player-keep")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("#player")).isHidden();
        assertThat(card(scene.newest)).isFocused();
        assertThat(card(scene.newest)).containsText("just the fox");
        page.keyboard().press("ArrowRight");
        assertThat(card(scene.second)).isFocused();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowDown");
        assertThat(card(scene.newest)).not().isFocused();
        page.keyboard().press("ArrowUp");
        assertThat(card(scene.newest)).isFocused();
    }

    @Test
    void anExportSaysHowFarItIsIsStoppedAndIsSaved() {
        show("?event=" + scene.newest);
        playing();
        Locator export = page.locator("#player-export");
        scene.site.custody.zip = new byte[3_000_000];
        CDPSession network = page.context().newCDPSession(page);
        network.send("Network.enable");
        network.send("Network.emulateNetworkConditions", slow(1_000_000));
        export.click();
        assertThat(export).containsText(Pattern.compile("[1-9][0-9]? %… Stop"));
        assertThat(page.locator("#player-export-bar")).isVisible();
        export.click();
        assertThat(page.locator("#toast")).hasText("Export stopped");
        network.send("Network.emulateNetworkConditions", slow(-1));
        network.detach();
        Download download = page.waitForDownload(export::click);
        assertThat(download.suggestedFilename()).isEqualTo("vigia.zip");
        assertThat(page.locator("#toast")).hasText("Saved: vigia.zip");
        assertThat(export).hasText("Everything, to be checked");
        assertThat(download.path()).hasSize(3_000_000);
    }

    private static JsonObject slow(int bytesPerSecond) {
        JsonObject conditions = wish("offline", false);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", bytesPerSecond);
        conditions.addProperty("uploadThroughput", -1);
        return conditions;
    }

    @Test
    void aLinkToAMomentOutlastsTheSignIn() {
        for (String link : List.of("?event=" + scene.second + "&at=6.0", "#" + scene.second)) {
            show("");
            page.locator("#logout").click();
            page.navigate(scene.site.address() + "/history" + link);
            page.locator("#user").fill(SiteFixture.USER);
            page.locator("#password").fill(SiteFixture.PASSWORD);
            page.locator("#login-button").click();
            assertThat(page.locator("#player")).hasAttribute("data-event", scene.second.text());
            playing();
            if (link.startsWith("?")) {
                assertThat(position()).isGreaterThanOrEqualTo(6);
            }
            page.keyboard().press("Escape");
            assertThat(page).hasURL(Pattern.compile(".*/history$"));
        }
    }

    @Test
    void theLanguageIsChosenWithoutLosingTheState() {
        show("?camera=garage&kept=1");
        page.locator("[data-language=ca]").click();
        assertThat(page.locator("html")).hasAttribute("lang", "ca");
        assertThat(page).hasURL(Pattern.compile(".*\\?camera=garage&kept=1"));
        page.locator("[data-language=en]").click();
        assertThat(page.locator("html")).hasAttribute("lang", "en");
    }

    @Test
    void whoMayOnlyLookIsOfferedNothingElse() {
        Pattern rights = Pattern.compile("data-rights=\"[a-z ]*\"");
        page.route("**/history*", route -> lookOnly(route, rights));
        try {
            show("");
            assertThat(page.locator("#filter-bin")).isHidden();
            assertThat(page.locator(".star:visible")).hasCount(0);
            card(scene.newest).click();
            assertThat(page.locator("#player-export")).isVisible();
            for (String word : List.of("keep", "release", "confirm", "note", "delete")) {
                assertThat(page.locator("#player-" + word)).isHidden();
            }
            page.keyboard().press("Delete");
            page.keyboard().press("s");
            page.keyboard().press("n");
            page.keyboard().press("Escape");
            assertThat(card(scene.newest)).hasCount(1);
            assertThat(page.locator("#toast")).isHidden();
        } finally {
            page.unroute("**/history*");
        }
    }

    private static void lookOnly(Route route, Pattern rights) {
        var answer = route.fetch();
        String text = rights.matcher(answer.text()).replaceFirst("data-rights=\"look\"");
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(text));
    }

    private static JsonObject wish(String name, boolean value) {
        JsonObject wish = new JsonObject();
        wish.addProperty(name, value);
        return wish;
    }

    @Test
    void thePageWeighsLittleWithoutItsPictures() {
        List<String> files = new ArrayList<>();
        long[] bytes = new long[1];
        java.util.function.Consumer<com.microsoft.playwright.Request> weigh =
                request -> {
                    if (List.of("document", "script", "stylesheet", "fetch")
                            .contains(request.resourceType())) {
                        var sizes = request.sizes();
                        bytes[0] += sizes.responseBodySize + sizes.responseHeadersSize;
                        files.add(request.url() + " " + sizes.responseBodySize);
                    }
                };
        CDPSession network = page.context().newCDPSession(page);
        network.send("Network.enable");
        network.send("Network.setCacheDisabled", wish("cacheDisabled", true));
        page.onRequestFinished(weigh);
        show("?day=2026-11-20");
        page.waitForLoadState();
        page.waitForTimeout(500);
        page.offRequestFinished(weigh);
        network.send("Network.setCacheDisabled", wish("cacheDisabled", false));
        network.detach();
        System.out.println("history: " + bytes[0] + " bytes in " + files.size() + " files");
        assertThat(files).hasSizeGreaterThan(15);
        assertThat(bytes[0]).as(files.toString()).isLessThan(150_000);
    }

    @Test
    void nothingIsTooWideTooSmallOrTooFaint() throws Exception {
        scene.unseeAll();
        List<String> flaws = new ArrayList<>();
        show("");
        browser.shoot("history-list");
        for (var state :
                Map.of(
                                "list", "?day=2026-11-17&camera=door",
                                "away", "?day=2026-11-19&camera=garage",
                                "filtered",
                                        "?camera=door&camera=garage&kind=motion&kind=photo"
                                                + "&from=2026-11-20T00:00&to=2026-11-20T12:00",
                                "none", "?kind=panic&kept=1",
                                "bin", "?bin=1")
                        .entrySet()) {
            show(state.getValue());
            page.waitForTimeout(300);
            flaws.addAll(browser.flaws("history-" + state.getKey()));
        }
        show("?camera=door&from=2026-11-20T00:00");
        page.locator("#filter-open").click();
        flaws.addAll(browser.flaws("history-filter"));
        page.keyboard().press("Escape");
        page.locator("#day").click();
        assertThat(page.locator("[data-day='2026-11-17'] small")).isVisible();
        flaws.addAll(browser.flaws("history-calendar"));
        page.keyboard().press("Escape");
        page.locator("#keys-open").click();
        flaws.addAll(browser.flaws("history-keys"));
        page.keyboard().press("Escape");
        card(scene.noted).click();
        playing();
        browser.picture("history-player");
        page.keyboard().press("n");
        flaws.addAll(browser.flaws("history-player"));
        assertThat(flaws).isEmpty();
    }
}
