package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.vigia.shared.event.EventId;

/// The day as a line, the calendar and the filters.
class HistoryTimelineTest extends HistoryInBrowser {
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
        Locator day = page.locator("#calendar-grid [data-day='2026-11-17'] small");
        assertThat(day).hasText("16");
        assertThat(page.locator("#calendar-grid [data-day='2026-11-18'] small")).hasCount(0);
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
}
