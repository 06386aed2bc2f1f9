package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.time.FakePace;
import org.vigia.web.account.Accounts;
import org.vigia.web.account.AuthenticatorApp;
import org.vigia.web.account.SecondFactors;

/// Whoever knows the password guesses at the second factor, from as many addresses as they like.
class CodeLimitTest {
    private static final String HOME = "198.51.100.1";

    private final Path directory;
    private final FakePace pace = new FakePace();
    private final SiteFixture site;
    private final String secret = SecondFactors.secret();
    private final List<String> recovery;

    CodeLimitTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        Network proxy = Network.parse("127.0.0.1").orElseThrow();
        site =
                new SiteFixture(
                        directory, pace, new Doors(null, List.of(proxy), Set.of(), Doors.PATIENCE));
        recovery =
                site.accounts
                        .secondFactors()
                        .begin(SiteFixture.USER, secret, AuthenticatorApp.code(secret, 0))
                        .orElseThrow();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<String> signIn(String address, String code) throws Exception {
        String body =
                "{\"user\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}"
                        .formatted(SiteFixture.USER, SiteFixture.PASSWORD, code);
        return site.send(
                site.with(site.request("/api/v1/session"), null, "X-Forwarded-For", address)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// How many codes are looked at, of so many that strangers send from an address each, one every
    /// `pause`.
    private int looked(int attempts, Duration pause) throws Exception {
        int looked = 0;
        for (int i = 0; i < attempts; i++) {
            String address = "203.0.%d.%d".formatted(i / 250, i % 250);
            looked += signIn(address, "not-a-code").statusCode() == 401 ? 1 : 0;
            pace.advance(pause);
        }
        return looked;
    }

    @Test
    void guessesFromManyAddressesCountForTheAccount() throws Exception {
        assertThat(looked(20, Duration.ZERO)).isEqualTo(5);
        HttpResponse<String> answer = signIn("203.0.113.200", "not-a-code");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void inTheLongRunAnHourLooksAtOneCode() throws Exception {
        int atFirst = looked(240, Duration.ofMinutes(1));
        assertThat(atFirst).isBetween(10, 20);
        assertThat(looked(240, Duration.ofMinutes(6))).isBetween(20, 25);
    }

    @Test
    void whoHasSignedInFromThereBeforeIsNotHeldUp() throws Exception {
        assertThat(signIn(HOME, AuthenticatorApp.code(secret, 1)).statusCode()).isEqualTo(201);
        assertThat(looked(100, Duration.ofMinutes(1))).isLessThan(20);
        assertThat(signIn("203.0.113.200", recovery.get(0)).statusCode()).isEqualTo(429);
        assertThat(signIn(HOME, recovery.get(0)).statusCode()).isEqualTo(201);
        // Their own slips are counted there all the same.
        for (int i = 0; i < 3; i++) {
            assertThat(signIn(HOME, "not-a-code").statusCode()).isEqualTo(401);
        }
        assertThat(signIn(HOME, "not-a-code").statusCode()).isEqualTo(429);
    }

    @Test
    void anAddressThatKnewThePasswordBeforeThereWereCodesIsAStrangers() throws Exception {
        assertThat(site.accounts.secondFactors().end(SiteFixture.USER)).isTrue();
        assertThat(signIn("203.0.113.200", "").statusCode()).isEqualTo(201);
        assertThat(
                        site.accounts
                                .secondFactors()
                                .begin(SiteFixture.USER, secret, AuthenticatorApp.code(secret, 0)))
                .isPresent();
        looked(20, Duration.ofSeconds(1));
        assertThat(signIn("203.0.113.200", "not-a-code").statusCode()).isEqualTo(429);
    }

    @Test
    void theConsoleLetsTheOwnerInWhateverWasGuessed() throws Exception {
        looked(100, Duration.ofMinutes(1));
        assertThat(signIn(HOME, recovery.get(0)).statusCode()).isEqualTo(429);
        Accounts console =
                new Accounts(
                        new Journal(directory.resolve("accounts.jsonl")), 4, Clock.systemUTC());
        assertThat(console.secondFactors().end(SiteFixture.USER)).isTrue();
        assertThat(signIn(HOME, "").statusCode()).isEqualTo(201);
    }
}
