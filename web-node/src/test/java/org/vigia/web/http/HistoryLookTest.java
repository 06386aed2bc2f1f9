package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// How the history looks with nothing, one event, hundreds a day; what it weighs.
class HistoryLookTest extends HistoryInBrowser {
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
    void thePageWeighsLittleWithoutItsPictures() {
        List<String> files = new ArrayList<>();
        long[] bytes = new long[1];
        Consumer<Request> weigh =
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
        flaws.addAll(browser.keyboardFlaws("history"));
        page.locator("#filter-open").click();
        flaws.addAll(browser.flaws("history-filter"));
        page.keyboard().press("Escape");
        page.locator("#day").click();
        assertThat(page.locator("#calendar-grid [data-day='2026-11-17'] small")).isVisible();
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
