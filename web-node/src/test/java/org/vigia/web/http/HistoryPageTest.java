package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The list of what has happened, and one event in full.
class HistoryPageTest extends HistoryInBrowser {
    @Test
    void daysAreGroupsAndFurtherOnesComeWhileScrolling() {
        show("");
        Locator days = page.locator(".day");
        assertThat(days.first()).hasAttribute("data-day", "2026-11-20");
        assertThat(days.first().locator(".count")).hasText("24 captures");
        page.mouse().move(600, 700);
        for (int i = 0; i < 400 && page.locator(".card").count() < HistoryScene.EVENTS; i++) {
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
    void aCardPlaysItsFilmUnderTheMouseAndNothingMoves() {
        show("");
        Locator card = card(scene.newest);
        card.scrollIntoViewIfNeeded();
        BoundingBox before = card.boundingBox();
        card.hover();
        page.waitForFunction(
                "id => { const v = document.querySelector(`[data-event='${id}'] video`);"
                        + " return v && v.currentTime > 2 && v.muted }",
                scene.newest.text());
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
            // On a machine with other work a tap may last as long as a finger that stays.
            for (int i = 0; i < 10 && !page.locator("#player").isVisible(); i++) {
                finger.down(card(scene.newest));
                finger.up();
                page.waitForTimeout(500);
            }
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
        assertThat(page).hasURL(Pattern.compile(".*/history$"));
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
        network.send("Network.emulateNetworkConditions", slow(150_000));
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
}
