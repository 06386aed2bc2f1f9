package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.Pace;

/// What somebody has asked for before the site is closed is done and noted when it is.
class LastRequestsTest {
    private static final String ARM = "\"action\":\"arm\"";

    @Test
    @Timeout(60)
    void theSiteIsClosedOnlyWhenAnOrderUnderWayIsNoted(@TempDir Path directory) throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Thread closing;
        try (SiteFixture fixture = new SiteFixture(directory, Pace.system())) {
            fixture.cameras.online("door", AlarmMode.DISARMED);
            SiteFixture.Login login = fixture.login();
            try (AutoCloseable slow =
                    fixture.cameras.subscribe(_ -> {
                        underWay.countDown();
                        await(mayEnd);
                    })) {
                assertThat(slow).isNotNull();
                Thread asking = NamedThreads.start("asking", () -> arm(fixture, login));
                await(underWay);
                closing =
                        NamedThreads.start(
                                "closing",
                                () -> {
                                    fixture.site.close();
                                    closed.countDown();
                                });
                assertThat(closed.await(500, TimeUnit.MILLISECONDS)).isFalse();
                assertThat(noted(directory)).doesNotContain(ARM);
                mayEnd.countDown();
                await(closed);
                assertThat(noted(directory)).contains(ARM);
                asking.join();
            }
        }
        closing.join();
    }

    private static void arm(SiteFixture fixture, SiteFixture.Login login) {
        HttpRequest.Builder request =
                fixture.with(
                        fixture.request("/api/v1/cameras/door/commands"),
                        login,
                        "X-CSRF-Token",
                        login.csrf());
        try {
            fixture.bytes(
                    request.header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"command\":\"arm\"}")));
        } catch (IOException e) {
            // The connection may be cut before the answer.
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String noted(Path directory) throws Exception {
        return Files.readString(directory.resolve("audit/audit-000001.jsonl"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
