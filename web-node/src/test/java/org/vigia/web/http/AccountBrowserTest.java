package org.vigia.web.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.AuthenticatorApp;

/// Accounts in a real browser, from the first start to somebody bound to one camera.
class AccountBrowserTest {
    private static final String PASSWORD = "a long enough password";
    private static final String CHANGED = "another long password";

    @Test
    void fromTheFirstStartToSomebodyWhoSeesOneCamera(@TempDir Path directory) throws Exception {
        List<String> flaws = new ArrayList<>();
        try (SiteFixture fixture = SiteFixture.withoutAccounts(directory, Pace.system());
                TestBrowser browser = new TestBrowser()) {
            fixture.cameras.online("door", AlarmMode.ARMED);
            fixture.cameras.online("the-camera-above-the-garage-door", AlarmMode.DISARMED);
            fixture.events.announce(1, "door", EventKind.MOTION, 1_790_000_000_000L);
            fixture.events.announce(
                    2, "the-camera-above-the-garage-door", EventKind.MOTION, 1_790_000_100_000L);
            Page page = browser.page();

            setUp(fixture, page, browser, flaws);
            String secret = turnSecondFactorOn(page, browser, flaws);
            changePassword(page);
            signInWithCode(fixture, page, secret);
            token(page);
            String link = invite(page, browser, flaws);

            page.locator("#everywhere").click();
            page.locator("#confirm-yes").click();
            assertThat(page.locator("#login")).isVisible();

            join(page, link, browser, flaws);
            seesOneCamera(fixture, page);
            assertThat(flaws).isEmpty();
            // A refusal is in the console whatever a page does: the wrong password, the last owner.
            assertThat(browser.complaints())
                    .hasSize(2)
                    .allMatch(c -> c.contains("status of 403") || c.contains("status of 409"));
        }
    }

    private static void setUp(
            SiteFixture fixture, Page page, TestBrowser browser, List<String> flaws)
            throws Exception {
        page.navigate(fixture.address() + "/");
        assertThat(page.locator("#no-accounts")).isVisible();
        page.navigate(fixture.address() + fixture.site.setupPath().orElseThrow());
        assertThat(page).hasURL(fixture.address() + "/setup");
        flaws.addAll(browser.flaws("setup"));
        page.locator("#user").fill("ana");
        page.locator("#password").fill(PASSWORD);
        page.locator("#again").fill(PASSWORD + "x");
        page.locator("#welcome-button").click();
        assertThat(page.locator("#welcome-error")).hasText("The two passwords differ.");
        page.locator("#again").fill(PASSWORD);
        page.locator("#welcome-button").click();
        page.waitForURL("**/history");
        page.locator("#nav-account").click();
        assertThat(page.locator("#account-role")).hasText("Owner");
        assertThat(page.locator("#sessions li")).hasCount(1);
    }

    private static String turnSecondFactorOn(Page page, TestBrowser browser, List<String> flaws)
            throws Exception {
        page.locator("#factor-on").click();
        page.locator("#own").fill(PASSWORD);
        page.locator("#own-form .primary").click();
        assertThat(page.locator("#factor-qr svg")).isVisible();
        flaws.addAll(browser.flaws("factor"));
        String secret = page.locator("#factor-secret").innerText().replace(" ", "");
        page.locator("#factor-code").fill(AuthenticatorApp.code(secret, 0));
        page.locator("#factor-form .primary").click();
        assertThat(page.locator("#once-codes li")).hasCount(10);
        flaws.addAll(browser.flaws("codes"));
        page.keyboard().press("Escape");
        assertThat(page.locator("#factor-state")).hasText("On");
        return secret;
    }

    private static void changePassword(Page page) {
        page.locator("#old").fill("not my password");
        page.locator("#fresh").fill(CHANGED);
        page.locator("#password-go").click();
        assertThat(page.locator("#toast")).hasText("The password is wrong.");
        page.locator("#old").fill(PASSWORD);
        page.locator("#fresh").fill(CHANGED);
        page.locator("#password-go").click();
        assertThat(page.locator("#toast")).containsText("Password changed");
    }

    private static void signInWithCode(SiteFixture fixture, Page page, String secret) {
        page.locator("#logout").click();
        assertThat(page.locator("#login")).isVisible();
        page.locator("#user").fill("ana");
        page.locator("#password").fill(CHANGED);
        page.locator("#login-button").click();
        assertThat(page.locator("#code")).isVisible();
        page.locator("#code").fill("000000");
        page.locator("#login-button").click();
        assertThat(page.locator("#login-error")).containsText("The code is wrong");
        page.locator("#code").fill(AuthenticatorApp.code(secret, 1));
        page.locator("#login-button").click();
        page.waitForURL("**/history");
        page.navigate(fixture.address() + "/account");
    }

    private static void token(Page page) {
        page.locator("#token-new").click();
        page.locator("#token-name").fill("backup at night");
        page.locator("#token-form .primary").click();
        assertThat(page.locator("#once-secret")).hasText(Pattern.compile("vgt_[\\w-]{43}"));
        page.keyboard().press("Escape");
        assertThat(page.locator("#once-secret")).hasText("");
        Locator tokens = page.locator("#tokens li");
        assertThat(tokens).containsText("backup at night");
        tokens.locator("button").click();
        page.locator("#confirm-yes").click();
        assertThat(tokens).hasCount(0);
    }

    private static String invite(Page page, TestBrowser browser, List<String> flaws)
            throws Exception {
        page.locator("#person-new").click();
        page.locator("#person-name").fill("bea");
        page.locator("#camera-ticks input[value=door]").check();
        flaws.addAll(browser.flaws("person"));
        page.locator("#person-form .primary").click();
        assertThat(page.locator("#once-title")).hasText("Link for bea");
        String link = page.locator("#once-secret").innerText();
        page.keyboard().press("Escape");
        assertThat(page.locator("#people li")).hasCount(2);
        assertThat(page.locator("#people")).containsText("Viewer · door · invited");
        page.reload();
        assertThat(page.locator("#audit li").first()).containsText("made: Viewer, door");
        flaws.addAll(browser.flaws("account"));
        flaws.addAll(browser.keyboardFlaws("account"));
        page.locator("#people li").first().locator(".danger").click();
        page.locator("#confirm-yes").click();
        assertThat(page.locator("#toast")).containsText("Ana is the last owner");
        return link;
    }

    private static void join(Page page, String link, TestBrowser browser, List<String> flaws)
            throws Exception {
        page.navigate(link);
        assertThat(page.locator("#user")).hasValue("bea");
        flaws.addAll(browser.flaws("join"));
        flaws.addAll(browser.keyboardFlaws("join"));
        page.locator("#password").fill(PASSWORD);
        page.locator("#again").fill(PASSWORD);
        page.locator("#welcome-button").click();
        page.waitForURL("**/history");
    }

    private static void seesOneCamera(SiteFixture fixture, Page page) {
        assertThat(page.locator("body")).hasAttribute("data-rights", "look");
        assertThat(page.locator("[data-event='" + FakeCatalogue.id(1) + "']").first()).isVisible();
        assertThat(page.locator("[data-event='" + FakeCatalogue.id(2) + "']")).hasCount(0);
        page.locator("#nav-live").click();
        assertThat(page.locator("#camera-door")).isVisible();
        assertThat(page.locator(".camera")).hasCount(1);
        assertThat(page.locator("#camera-door [data-command=arm]")).isHidden();
        page.locator("#nav-account").click();
        assertThat(page.locator("#account-role")).hasText("Viewer");
        assertThat(page.locator("#person-new")).isHidden();
        assertThat(page.locator("#audit")).isHidden();
        page.navigate(fixture.address() + "/");
        page.waitForURL("**/history");
    }
}
