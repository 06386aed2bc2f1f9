package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.Pace;

/// WCAG 2.2 AA where [PagesFitTest] does not look: before somebody has signed in, where there is
/// nothing, and where nothing is to be shown.
class AccessibilityTest {
    private final SiteFixture fixture;
    private final TestBrowser browser;
    private final Page page;

    AccessibilityTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, Pace.system());
        browser = new TestBrowser();
        page = browser.page();
    }

    @AfterEach
    void close() {
        browser.close();
        fixture.close();
    }

    @Test
    void theStartPageEmptyPagesAndErrorsKeepToWcag() throws Exception {
        List<String> flaws = new ArrayList<>();
        page.navigate(fixture.address());
        flaws.addAll(browser.flaws("start"));
        page.locator("#user").fill(SiteFixture.USER);
        page.locator("#password").fill("not the password");
        page.locator("#login-button").click();
        assertThat(page.locator("#login-error")).isVisible();
        flaws.addAll(browser.flaws("start-refused"));
        browser.signIn(fixture.address(), SiteFixture.USER, SiteFixture.PASSWORD);
        assertThat(page.locator("#empty")).isVisible();
        flaws.addAll(browser.flaws("history-empty"));
        page.locator("#nav-live").click();
        assertThat(page.locator("#empty")).isVisible();
        flaws.addAll(browser.flaws("live-empty"));
        page.navigate(fixture.address() + "/nowhere");
        flaws.addAll(browser.flaws("error"));
        assertThat(flaws).isEmpty();
    }

    @Test
    void whatIsAgainstItIsFound() {
        page.navigate(fixture.address());
        assertThat(Accessibility.violations(page)).isEmpty();
        page.evaluate("document.documentElement.removeAttribute('lang')");
        page.evaluate("document.querySelector('label').remove()");
        assertThat(Accessibility.violations(page))
                .hasSize(2)
                .anyMatch(v -> v.startsWith("html-has-lang: "))
                .anyMatch(v -> v.startsWith("label: ") && v.contains("#user"));
    }
}
