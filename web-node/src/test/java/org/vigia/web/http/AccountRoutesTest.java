package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.FakePace;
import org.vigia.web.account.AuthenticatorApp;
import org.vigia.web.account.Role;

/// One's own account, and how one comes by it.
class AccountRoutesTest {
    private static final String NEW = "another long password";

    @TempDir Path directory;
    private final FakePace pace = new FakePace();
    private final List<SiteFixture> fixtures = new java.util.ArrayList<>();

    private SiteFixture open(boolean account) throws Exception {
        SiteFixture fixture =
                account
                        ? new SiteFixture(directory, pace)
                        : SiteFixture.withoutAccounts(directory, pace);
        fixtures.add(fixture);
        return fixture;
    }

    @AfterEach
    void close() {
        fixtures.forEach(SiteFixture::close);
    }

    private static HttpResponse<String> open(SiteFixture fixture, String path, String body)
            throws Exception {
        return fixture.send(
                fixture.request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> post(
            SiteFixture fixture, SiteFixture.Login login, String path, String body)
            throws Exception {
        return fixture.send(
                fixture.with(
                                fixture.request(path),
                                login,
                                "Content-Type",
                                "application/json",
                                "X-CSRF-Token",
                                login.csrf())
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> delete(
            SiteFixture fixture, SiteFixture.Login login, String path) throws Exception {
        return fixture.send(
                fixture.with(fixture.request(path), login, "X-CSRF-Token", login.csrf()).DELETE());
    }

    private static SiteFixture.Login renewed(HttpResponse<String> answer) {
        return new SiteFixture.Login(
                SiteFixture.cookieOf(answer), SiteFixture.field(answer.body(), "csrf"));
    }

    private static String choice(String token, String user, String password) {
        return "{\"token\":\"%s\",\"user\":\"%s\",\"password\":\"%s\"}"
                .formatted(token, user, password);
    }

    @Test
    void theSetUpLinkMakesOneOwnerAndNoSecond() throws Exception {
        SiteFixture fixture = open(false);
        String path = fixture.site.setupPath().orElseThrow();
        assertThat(path).matches("/setup#[A-Za-z0-9_-]{43}");
        String token = path.substring(7);
        assertThat(open(fixture, "/api/v1/setup", choice("x" + token, "eve", NEW)).statusCode())
                .isEqualTo(403);
        HttpResponse<String> bad = open(fixture, "/api/v1/setup", choice(token, "ana", "short"));
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("The password is too short");
        HttpResponse<String> made = open(fixture, "/api/v1/setup", choice(token, "ana", NEW));
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(fixture.get("/api/v1/account", renewed(made)).body())
                .contains("\"role\":\"owner\"");
        HttpResponse<String> again = open(fixture, "/api/v1/setup", choice(token, "eve", NEW));
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.body()).contains("urn:vigia:problem:dead-link");
        assertThat(fixture.accounts.all()).hasSize(1);
    }

    @Test
    void whereThereIsAnAccountThereIsNoSetUpLink() throws Exception {
        SiteFixture fixture = open(true);
        assertThat(fixture.site.setupPath()).isEmpty();
        assertThat(open(fixture, "/api/v1/setup", choice("", "eve", NEW)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void whoIsInvitedChoosesAPasswordOnce() throws Exception {
        SiteFixture fixture = open(true);
        SiteFixture.Login owner = fixture.login();
        HttpResponse<String> made =
                post(
                        fixture,
                        owner,
                        "/api/v1/accounts",
                        "{\"user\":\"bea\",\"role\":\"guard\",\"cameras\":null}");
        String link = SiteFixture.field(made.body(), "link");
        assertThat(link).startsWith("/join#bea:");
        String token = link.substring(10);
        assertThat(open(fixture, "/api/v1/join", choice(token, "ana", NEW)).statusCode())
                .isEqualTo(403);
        HttpResponse<String> joined = open(fixture, "/api/v1/join", choice(token, "bea", NEW));
        assertThat(joined.statusCode()).isEqualTo(201);
        assertThat(open(fixture, "/api/v1/join", choice(token, "bea", NEW)).statusCode())
                .isEqualTo(403);
        assertThat(fixture.signIn("bea", NEW).statusCode()).isEqualTo(201);
        assertThat(
                        post(
                                        fixture,
                                        owner,
                                        "/api/v1/accounts",
                                        "{\"user\":\"bea\",\"role\":\"guard\",\"cameras\":null}")
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatAClosedAccountHasSeenIsForgottenWithIt() throws Exception {
        SiteFixture fixture = open(true);
        SiteFixture.Login owner = fixture.login();
        fixture.accounts.open("bea", Role.VIEWER, null, NEW);
        fixture.seen.of("bea");
        assertThat(directory.resolve("seen")).isDirectoryContaining("glob:**/bea*");
        assertThat(delete(fixture, owner, "/api/v1/accounts/bea").statusCode()).isEqualTo(204);
        assertThat(directory.resolve("seen")).isDirectoryNotContaining("glob:**/bea*");
    }

    @Test
    void anotherPasswordEndsEveryOtherSessionAndGivesThisBrowserAFreshOne() throws Exception {
        SiteFixture fixture = open(true);
        SiteFixture.Login here = fixture.login();
        SiteFixture.Login elsewhere = fixture.login();
        String body = "{\"old\":\"%s\",\"password\":\"%s\"}";
        String path = "/api/v1/account/password";
        assertThat(post(fixture, here, path, body.formatted("wrong one", NEW)).statusCode())
                .isEqualTo(403);
        assertThat(
                        post(fixture, here, path, body.formatted(SiteFixture.PASSWORD, "short"))
                                .statusCode())
                .isEqualTo(400);
        HttpResponse<String> changed =
                post(fixture, here, path, body.formatted(SiteFixture.PASSWORD, NEW));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(fixture.get("/api/v1/session", elsewhere).statusCode()).isEqualTo(401);
        assertThat(fixture.get("/api/v1/session", here).statusCode()).isEqualTo(401);
        assertThat(fixture.get("/api/v1/session", renewed(changed)).statusCode()).isEqualTo(200);
        assertThat(fixture.signIn("ana", SiteFixture.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void guessingTheOldPasswordIsSlowedDown() throws Exception {
        SiteFixture fixture = open(true);
        SiteFixture.Login here = fixture.login();
        String body = "{\"old\":\"wrong one\",\"password\":\"%s\"}".formatted(NEW);
        for (int i = 0; i < 3; i++) {
            assertThat(post(fixture, here, "/api/v1/account/password", body).statusCode())
                    .isEqualTo(403);
        }
        assertThat(post(fixture, here, "/api/v1/account/password", body).statusCode())
                .isEqualTo(429);
    }

    @Test
    void sessionsAreListedAndEndedOneByOneOrAll() throws Exception {
        SiteFixture fixture = open(true);
        fixture.accounts.open("bea", Role.VIEWER, null, NEW);
        SiteFixture.Login bea = renewed(fixture.signIn("bea", NEW));
        SiteFixture.Login first = fixture.login();
        pace.advance(Duration.ofMinutes(5));
        SiteFixture.Login second = fixture.login();
        String list = fixture.get("/api/v1/account/sessions", second).body();
        assertThat(list).contains("\"address\":\"127.0.0.1\"", "Java-http-client");
        String foreign =
                SiteFixture.field(fixture.get("/api/v1/account/sessions", bea).body(), "id");
        assertThat(list).doesNotContain(foreign);
        assertThat(delete(fixture, second, "/api/v1/account/sessions/" + foreign).statusCode())
                .isEqualTo(404);
        String oldest = SiteFixture.field(list.substring(list.lastIndexOf("{\"id\"")), "id");
        assertThat(delete(fixture, second, "/api/v1/account/sessions/" + oldest).statusCode())
                .isEqualTo(204);
        assertThat(fixture.get("/api/v1/session", first).statusCode()).isEqualTo(401);
        SiteFixture.Login third = fixture.login();
        assertThat(delete(fixture, third, "/api/v1/account/sessions").statusCode()).isEqualTo(204);
        assertThat(fixture.get("/api/v1/session", second).statusCode()).isEqualTo(401);
        assertThat(fixture.get("/api/v1/session", third).statusCode()).isEqualTo(401);
        assertThat(fixture.get("/api/v1/session", bea).statusCode()).isEqualTo(200);
    }

    @Test
    void theConsoleEndsSessionsToo() throws Exception {
        SiteFixture fixture = open(true);
        SiteFixture.Login here = fixture.login();
        fixture.accounts.password(SiteFixture.USER, NEW);
        assertThat(fixture.get("/api/v1/session", here).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> signIn(SiteFixture fixture, String code) throws Exception {
        return open(
                fixture,
                "/api/v1/session",
                "{\"user\":\"ana\",\"password\":\"%s\",\"code\":\"%s\"}"
                        .formatted(SiteFixture.PASSWORD, code));
    }

    @Test
    void aSecondFactorIsAskedForOnceItIsProvedAndWrongCodesAreSlowedDown() throws Exception {
        SiteFixture fixture = open(true);
        SiteFixture.Login here = fixture.login();
        SiteFixture.Login elsewhere = fixture.login();
        String path = "/api/v1/account/second-factor";
        String own = "{\"password\":\"" + SiteFixture.PASSWORD + "\"}";
        assertThat(post(fixture, here, path + "/confirm", "{\"code\":\"123456\"}").statusCode())
                .isEqualTo(409);
        HttpResponse<String> answer = post(fixture, here, path, own);
        String secret = SiteFixture.field(answer.body(), "secret");
        assertThat(answer.body()).contains("otpauth://totp/", "<svg");
        assertThat(post(fixture, here, path + "/confirm", "{\"code\":\"12345\"}").statusCode())
                .isEqualTo(400);
        assertThat(fixture.signIn("ana", SiteFixture.PASSWORD).statusCode()).isEqualTo(201);
        HttpResponse<String> begun =
                post(
                        fixture,
                        here,
                        path + "/confirm",
                        "{\"code\":\"%s\"}".formatted(AuthenticatorApp.code(secret, 0)));
        assertThat(begun.statusCode()).isEqualTo(200);
        assertThat(fixture.get("/api/v1/session", elsewhere).statusCode()).isEqualTo(401);

        HttpResponse<String> asked = fixture.signIn("ana", SiteFixture.PASSWORD);
        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(asked.body()).contains("urn:vigia:problem:second-factor");
        assertThat(asked.headers().firstValue("Set-Cookie")).isEmpty();
        String next = AuthenticatorApp.code(secret, 1);
        assertThat(signIn(fixture, next).statusCode()).isEqualTo(201);
        assertThat(signIn(fixture, next).body()).contains("urn:vigia:problem:wrong-code");
        // The right password in between forgives no wrong code.
        assertThat(fixture.signIn("ana", SiteFixture.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(signIn(fixture, "000000").statusCode()).isEqualTo(401);
        assertThat(fixture.signIn("ana", SiteFixture.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(signIn(fixture, "000001").statusCode()).isEqualTo(401);
        assertThat(signIn(fixture, "000002").statusCode()).isEqualTo(429);
        pace.advance(Duration.ofMinutes(6));

        String recovery = begun.body().replaceAll(".*recoveryCodes\":\\[\"([a-z2-9]+)\".*", "$1");
        HttpResponse<String> recovered = signIn(fixture, recovery);
        assertThat(recovered.statusCode()).isEqualTo(201);
        HttpResponse<String> off = post(fixture, renewed(recovered), path + "/remove", own);
        assertThat(off.statusCode()).isEqualTo(200);
        assertThat(fixture.signIn("ana", SiteFixture.PASSWORD).statusCode()).isEqualTo(201);
    }

    @Test
    void theLastOwnerStaysAndOthersSessionsEndWhenTheyAreChangedOrClosed() throws Exception {
        SiteFixture fixture = open(true);
        fixture.accounts.open("bea", Role.GUARD, null, NEW);
        SiteFixture.Login owner = fixture.login();
        SiteFixture.Login bea = renewed(fixture.signIn("bea", NEW));
        assertThat(delete(fixture, owner, "/api/v1/accounts/ana").statusCode()).isEqualTo(409);
        String viewer = "{\"role\":\"viewer\",\"cameras\":null}";
        assertThat(post(fixture, owner, "/api/v1/accounts/ana", viewer).statusCode())
                .isEqualTo(409);
        assertThat(post(fixture, owner, "/api/v1/accounts/bea", viewer).statusCode())
                .isEqualTo(204);
        assertThat(fixture.get("/api/v1/session", bea).statusCode()).isEqualTo(401);
        SiteFixture.Login again = renewed(fixture.signIn("bea", NEW));
        assertThat(fixture.get("/api/v1/accounts", again).statusCode()).isEqualTo(403);
        assertThat(delete(fixture, owner, "/api/v1/accounts/bea").statusCode()).isEqualTo(204);
        assertThat(fixture.get("/api/v1/session", again).statusCode()).isEqualTo(401);
        assertThat(fixture.signIn("bea", NEW).statusCode()).isEqualTo(401);
        assertThat(fixture.get("/api/v1/session", owner).statusCode()).isEqualTo(200);
    }
}
