package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.FakePace;
import org.vigia.web.account.ApiTokens;
import org.vigia.web.account.Right;

/// The token that holds off forged requests where there is no session.
class FormTokenTest {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"csrf\" value=\"([^\"]*)\">");
    private static final Pattern OF_SCRIPTS = Pattern.compile(" data-csrf=\"([^\"]*)\"");
    private static final String CREDENTIALS =
            "{\"user\":\"%s\",\"password\":\"%s\"}"
                    .formatted(SiteFixture.USER, SiteFixture.PASSWORD);

    private final SiteFixture fixture;

    /// What a browser has once it has been shown a page.
    private record Visitor(String cookie, String token) {}

    FormTokenTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, new FakePace());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static List<String> found(Pattern pattern, HttpResponse<String> page) {
        return pattern.matcher(page.body()).results().map(found -> found.group(1)).toList();
    }

    private Visitor visitor(String path) throws Exception {
        HttpResponse<String> page = fixture.get(path, null);
        return new Visitor(SiteFixture.cookieOf(page), found(OF_SCRIPTS, page).getFirst());
    }

    private HttpResponse<String> signIn(String... headers) throws Exception {
        return fixture.send(
                fixture.with(fixture.request("/api/v1/session"), null, headers)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(CREDENTIALS)));
    }

    private HttpResponse<String> form(String path, String body, String... headers)
            throws Exception {
        return fixture.client.send(
                fixture.with(fixture.request(path), null, headers)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void isStale(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("urn:vigia:problem:stale-form");
    }

    @Test
    void eachVisitorGetsARandomCookieForThisHostAloneAndPagesShowOnlyWhatFollowsFromIt()
            throws Exception {
        HttpResponse<String> page = fixture.get("/", null);
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .matches("vigia-form=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict");
        String random = cookie.substring(11, 54);
        assertThat(page.body()).doesNotContain(random);
        assertThat(found(HIDDEN, page)).hasSize(2).containsOnly(found(OF_SCRIPTS, page).getFirst());
        assertThat(visitor("/")).isNotEqualTo(visitor("/"));
    }

    @Test
    void whoHasACookieKeepsItSoThatEarlierPagesGoOnWorking() throws Exception {
        Visitor visitor = visitor("/");
        for (String path : List.of("/", "/setup", "/join", "/nothing")) {
            HttpResponse<String> page =
                    fixture.get(path, null, "Cookie", visitor.cookie(), "Accept", "text/html");
            assertThat(page.headers().firstValue("Set-Cookie")).as(path).isEmpty();
            assertThat(found(HIDDEN, page)).as(path).contains(visitor.token());
        }
        HttpResponse<String> page = fixture.get("/", null, "Cookie", "vigia-form=planted");
        assertThat(SiteFixture.cookieOf(page)).doesNotContain("planted");
    }

    @Test
    void aBrowserSignsInWithItsTokenAlone() throws Exception {
        Visitor visitor = visitor("/");
        Visitor another = visitor("/");
        for (String browser : List.of("Origin", "Sec-Fetch-Site")) {
            String says = browser.equals("Origin") ? fixture.address() : "same-origin";
            isStale(signIn(browser, says));
            isStale(signIn(browser, says, "Cookie", visitor.cookie()));
            isStale(signIn(browser, says, "X-CSRF-Token", visitor.token()));
            for (String wrong : List.of("", "wrong", another.token(), visitor.token() + "0")) {
                isStale(signIn(browser, says, "Cookie", visitor.cookie(), "X-CSRF-Token", wrong));
            }
            HttpResponse<String> right =
                    signIn(
                            browser,
                            says,
                            "Cookie",
                            visitor.cookie(),
                            "X-CSRF-Token",
                            visitor.token());
            assertThat(right.statusCode()).isEqualTo(201);
        }
    }

    @Test
    void aScriptNeedsNoneButMustBringTheRightOneIfAny() throws Exception {
        assertThat(signIn().statusCode()).isEqualTo(201);
        assertThat(signIn("X-CSRF-Token", "").statusCode()).as("as none").isEqualTo(201);
        isStale(signIn("X-CSRF-Token", "wrong"));
        SiteFixture.Login login = fixture.login();
        assertThat(signIn("Cookie", login.cookie(), "X-CSRF-Token", login.csrf()).statusCode())
                .isEqualTo(201);
        isStale(signIn("Cookie", login.cookie(), "X-CSRF-Token", login.csrf()));
    }

    @Test
    void aFormThatIsSentWithoutTheScriptIsHeldToItsTokenBeforeItsForm() throws Exception {
        Visitor visitor = visitor("/");
        String fields = "user=ana&password=x&csrf=";
        String cookie = visitor.cookie();
        isStale(form("/api/v1/session", fields + "wrong", "Cookie", cookie));
        isStale(form("/api/v1/session", "user=ana&password=x", "Cookie", cookie));
        assertThat(form("/api/v1/session", fields + visitor.token(), "Cookie", cookie).statusCode())
                .isEqualTo(415);
    }

    @Test
    void settingUpAndJoiningTakeTheTokenOfABrowserToo() throws Exception {
        Visitor visitor = visitor("/join");
        for (String path : List.of("/api/v1/setup", "/api/v1/join")) {
            String body = "{\"token\":\"x\",\"user\":\"eve\",\"password\":\"correct horse\"}";
            HttpRequest.Builder without =
                    fixture.request(path)
                            .header("Content-Type", "application/json")
                            .header("Origin", fixture.address())
                            .POST(HttpRequest.BodyPublishers.ofString(body));
            isStale(fixture.send(without.copy()));
            without.header("Cookie", visitor.cookie()).header("X-CSRF-Token", visitor.token());
            assertThat(fixture.send(without).body()).contains("urn:vigia:problem:dead-link");
        }
    }

    @Test
    void aLanguageIsChosenWithTheTokenAlone() throws Exception {
        Visitor visitor = visitor("/");
        Visitor another = visitor("/");
        String wish = "language=ca&back=%2F&csrf=";
        for (String wrong : List.of("", "wrong", another.token())) {
            HttpResponse<String> refused =
                    form("/language", wish + wrong, "Cookie", visitor.cookie());
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(form("/language", wish + visitor.token()).statusCode()).isEqualTo(403);
        HttpResponse<String> right =
                form("/language", wish + visitor.token(), "Cookie", visitor.cookie());
        assertThat(right.statusCode()).isEqualTo(303);
        assertThat(right.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("vigia_lang=ca;");
    }

    @Test
    void theFormsOfAPageForAScriptsTokenHaveItsTokenAndSignNobodyOut() throws Exception {
        var made =
                (ApiTokens.Made.Token)
                        fixture.accounts
                                .tokens()
                                .make(SiteFixture.USER, "probe", Set.of(Right.LOOK), null);
        String[] script = {"Authorization", "Bearer " + made.token()};
        HttpResponse<String> page = fixture.get("/history", null, script);
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        String token = found(OF_SCRIPTS, page).getFirst();
        assertThat(found(HIDDEN, page)).containsOnly(token);
        for (String path : List.of("/language", "/logout")) {
            assertThat(form(path, "csrf=wrong", script).statusCode()).as(path).isEqualTo(403);
            HttpResponse<String> right = form(path, "csrf=" + token, script);
            assertThat(right.statusCode()).as(path).isEqualTo(303);
            assertThat(right.headers().firstValue("Set-Cookie")).as(path).isEmpty();
        }
        assertThat(found(OF_SCRIPTS, fixture.get("/history", null, script))).containsOnly(token);
    }

    @Test
    void whoseCookieIsAnotherSinceThePageWasOpenedSignsInAllTheSame() {
        try (TestBrowser browser = new TestBrowser()) {
            Page page = browser.page();
            page.navigate(fixture.address() + "/");
            page.context().clearCookies();
            page.locator("#user").fill(SiteFixture.USER);
            page.locator("#password").fill(SiteFixture.PASSWORD);
            page.locator("#login-button").click();
            page.waitForURL("**/history");
        }
    }

    @Test
    void thePageOfWhoIsSignedInHasALanguageFormThatOutlivesTheSession() throws Exception {
        SiteFixture.Login login = fixture.login();
        HttpResponse<String> page = fixture.get("/history", login);
        String cookie = SiteFixture.cookieOf(page);
        Matcher tokens = HIDDEN.matcher(page.body());
        assertThat(tokens.find()).isTrue();
        assertThat(tokens.group(1)).isNotEqualTo(login.csrf());
        HttpResponse<String> chosen =
                form(
                        "/language",
                        "language=es&back=%2Fhistory&csrf=" + tokens.group(1),
                        "Cookie",
                        cookie);
        assertThat(chosen.statusCode()).isEqualTo(303);
        assertThat(
                        form(
                                        "/language",
                                        "language=es&csrf=" + login.csrf(),
                                        "Cookie",
                                        login.cookie())
                                .statusCode())
                .isEqualTo(303);
    }
}
