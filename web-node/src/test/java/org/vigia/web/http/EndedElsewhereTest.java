package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.web.account.Accounts;
import org.vigia.web.account.ApiTokens;
import org.vigia.web.account.AuthenticatorApp;
import org.vigia.web.account.Right;
import org.vigia.web.account.Role;
import org.vigia.web.account.SecondFactors;
import org.vigia.web.live.LiveChannel;

/// Long connections, on which nothing happens or frames go that ask nobody, of an account that is
/// changed on the console (another process, which has the journal alone) or by an owner on the
/// site. They end within ten seconds.
@Timeout(60)
class EndedElsewhereTest {
    private static final String BEA = "bea";
    private static final String LONG = "another long password";

    private final SiteFixture site;
    private final Accounts console;
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private String cookie = "";
    private LiveEar ear;

    EndedElsewhereTest(@TempDir Path directory) throws Exception {
        site = new SiteFixture(directory, new FakePace());
        console =
                new Accounts(
                        new Journal(directory.resolve("accounts.jsonl")), 4, Clock.systemUTC());
    }

    @BeforeEach
    void watch() throws Exception {
        site.cameras.online("door", AlarmMode.DISARMED);
        site.accounts.open(BEA, Role.GUARD, null, SiteFixture.PASSWORD);
        cookie = SiteFixture.cookieOf(site.signIn(BEA, SiteFixture.PASSWORD));
        read("news", "/api/v1/stream", "Cookie", cookie);
        read("stream", "/api/v1/cameras/door/live", "Cookie", cookie);
        var token =
                (ApiTokens.Made.Token)
                        site.accounts.tokens().make(BEA, "probe", Set.of(Right.LOOK), null);
        read("script", "/api/v1/stream", "Authorization", "Bearer " + token.token());
        ear = new LiveEar(site, "door", Map.of("Cookie", cookie), () -> ended.add("socket"));
        assertThat(ear.next()).isEqualTo("{\"type\":\"offline\"}");
    }

    @AfterEach
    void close() {
        site.close();
        ear.close();
    }

    private void read(String name, String path, String... headers) throws Exception {
        HttpResponse<InputStream> answer =
                site.client.send(
                        site.with(site.request(path), null, headers).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        Thread reader =
                NamedThreads.start(
                        name,
                        () -> {
                            try (InputStream body = answer.body()) {
                                body.transferTo(java.io.OutputStream.nullOutputStream());
                            } catch (IOException e) {
                                // Cut off, which is an end as well.
                            }
                            ended.add(name);
                        });
        assertThat(reader.isAlive()).isTrue();
    }

    private void allEnd(String... names) throws InterruptedException {
        Set<String> left = new java.util.HashSet<>(Set.of(names));
        long until = Pace.system().nanos() + TimeUnit.SECONDS.toNanos(10);
        while (!left.isEmpty()) {
            String one = ended.poll(until - Pace.system().nanos(), TimeUnit.NANOSECONDS);
            assertThat(one).as("still open after 10 s: " + left).isNotNull();
            assertThat(left.remove(one)).as(one + " has ended").isTrue();
        }
        assertThat(ended).isEmpty();
    }

    @Test
    void whenTheConsoleClosesTheAccount() throws Exception {
        console.close(BEA);
        allEnd("news", "stream", "script", "socket");
    }

    @Test
    void whenTheConsoleClosesTheAccountAlsoWhileFramesCome() throws Exception {
        try (LiveChannel channel = site.hub.open("door", watched -> {})) {
            channel.onConfig(new VideoConfig(0, "avc1.42C01F", 64, 36, new byte[100]));
            Thread filming = NamedThreads.start("filming", () -> film(channel));
            try {
                console.close(BEA);
                allEnd("news", "stream", "script", "socket");
            } finally {
                assertThat(NamedThreads.stop(filming, Duration.ofSeconds(10))).isTrue();
            }
        }
    }

    private static void film(LiveChannel channel) {
        try {
            for (int i = 0; ; i++) {
                channel.onFragment(
                        new Fragment(0, i, i * 3600L, 3600, i % 25 == 0, false, 0, new byte[100]));
                Pace.system().sleep(Duration.ofMillis(20));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whenTheConsoleChangesTheRole() throws Exception {
        console.change(BEA, Role.VIEWER, null);
        allEnd("news", "stream", "script", "socket");
    }

    @Test
    void whenTheConsoleChangesTheCameras() throws Exception {
        console.change(BEA, Role.GUARD, Set.of("garage"));
        allEnd("news", "stream", "script", "socket");
    }

    @Test
    void whenTheConsoleSetsThePassword() throws Exception {
        console.password(BEA, LONG);
        allEnd("news", "stream", "script", "socket");
    }

    @Test
    void whenTheConsoleTakesTheSecondFactorAway() throws Exception {
        String secret = SecondFactors.secret();
        assertThat(console.secondFactors().begin(BEA, secret, AuthenticatorApp.code(secret, 0)))
                .isPresent();
        allEnd("news", "stream", "script", "socket");
        cookie =
                SiteFixture.cookieOf(
                        site.send(
                                site.request("/api/v1/session")
                                        .header("Content-Type", "application/json")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        "{\"user\":\"bea\",\"password\":\"%s\",\"code\":\"%s\"}"
                                                                .formatted(
                                                                        SiteFixture.PASSWORD,
                                                                        AuthenticatorApp.code(
                                                                                secret, 1))))));
        read("news", "/api/v1/stream", "Cookie", cookie);
        assertThat(console.secondFactors().end(BEA)).isTrue();
        allEnd("news");
    }

    @Test
    void whenTheConsoleEndsTheSessions() throws Exception {
        console.signOut(BEA);
        allEnd("news", "stream", "script", "socket");
        assertThat(site.signIn(BEA, SiteFixture.PASSWORD).statusCode()).isEqualTo(201);
    }

    @Test
    void whenAnOwnerChangesOrClosesTheAccountOnTheSite() throws Exception {
        SiteFixture.Login owner = site.login();
        HttpRequest.Builder change =
                site.with(
                        site.request("/api/v1/accounts/bea"),
                        owner,
                        "X-CSRF-Token",
                        owner.csrf(),
                        "Content-Type",
                        "application/json");
        change.POST(
                HttpRequest.BodyPublishers.ofString(
                        "{\"role\":\"guard\",\"cameras\":[\"garage\"]}"));
        assertThat(site.send(change).statusCode()).isEqualTo(204);
        allEnd("news", "stream", "script", "socket");
        cookie = SiteFixture.cookieOf(site.signIn(BEA, SiteFixture.PASSWORD));
        read("news", "/api/v1/stream", "Cookie", cookie);
        HttpRequest.Builder close =
                site.with(
                        site.request("/api/v1/accounts/bea"), owner, "X-CSRF-Token", owner.csrf());
        assertThat(site.send(close.DELETE()).statusCode()).isEqualTo(204);
        allEnd("news");
    }

    @Test
    void whenTheirUserSignsOutEverywhereExceptWhereNobodyHasSignedIn() throws Exception {
        HttpResponse<String> again = site.signIn(BEA, SiteFixture.PASSWORD);
        SiteFixture.Login here =
                new SiteFixture.Login(
                        SiteFixture.cookieOf(again), SiteFixture.field(again.body(), "csrf"));
        HttpRequest.Builder everywhere =
                site.with(
                        site.request("/api/v1/account/sessions"),
                        here,
                        "X-CSRF-Token",
                        here.csrf());
        assertThat(site.send(everywhere.DELETE()).statusCode()).isEqualTo(204);
        allEnd("news", "stream", "socket");
    }
}
