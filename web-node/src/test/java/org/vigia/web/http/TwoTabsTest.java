package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.FakePace;

/// A tab that stays open while another brings their browser a new session.
class TwoTabsTest {
    private static final String CALL =
            """
            async ([path, body]) => {
              const own = document.querySelector('script[type=module]').src;
              const { call } = await import(new URL('api.js', own));
              await call('POST', path, body);
            }
            """;

    private final SiteFixture site;

    TwoTabsTest(@TempDir Path directory) throws Exception {
        site = new SiteFixture(directory, new FakePace());
        site.cameras.online("door", AlarmMode.DISARMED);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aTabGoesOnCommandingAndSignsOutAfterThePasswordWasChangedInAnother() {
        try (TestBrowser browser = new TestBrowser()) {
            browser.signIn(site.address(), SiteFixture.USER, SiteFixture.PASSWORD);
            Page first = browser.page();
            first.navigate(site.address() + "/live");
            Page second = first.context().newPage();
            second.navigate(site.address() + "/account");
            second.evaluate(
                    CALL,
                    List.of(
                            "/account/password",
                            Map.of(
                                    "old",
                                    SiteFixture.PASSWORD,
                                    "password",
                                    "another long password")));
            first.locator("#camera-door [data-command=arm]").click();
            assertThat(first.locator("#camera-door .alarm-badge"))
                    .hasAttribute("data-state", "armed");
            first.locator("#logout").click();
            first.waitForURL(site.address() + "/");
        }
    }
}
