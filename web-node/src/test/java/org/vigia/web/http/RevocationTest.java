package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.FakePace;

/// How the API takes a camera's key away, and shows that it has.
class RevocationTest {
    private final SiteFixture fixture;
    private final SiteFixture.Login login;

    RevocationTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, new FakePace());
        fixture.cameras.online("door", AlarmMode.ARMED);
        login = fixture.login();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private HttpResponse<String> revoke(String camera, String token) throws Exception {
        return fixture.send(
                fixture.with(
                                fixture.request("/api/v1/cameras/" + camera + "/revoke"),
                                login,
                                "X-CSRF-Token",
                                token)
                        .POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void aCameraIsShownAsRevokedFromThenOn() throws Exception {
        assertThat(fixture.get("/api/v1/cameras", login).body()).contains("\"revoked\":null");
        HttpResponse<String> answer = revoke("door", login.csrf());
        assertThat(answer.statusCode()).isEqualTo(200);
        String shown = "\"id\":\"door\",\"online\":false";
        assertThat(answer.body()).contains(shown).contains("\"revoked\":\"2026-09-21T14:15:00Z\"");
        assertThat(fixture.get("/api/v1/cameras", login).body())
                .contains("\"revoked\":\"2026-09-21T14:15:00Z\"");
    }

    @Test
    void onlyKnownCamerasAreRevokedAndOnlyWithAToken() throws Exception {
        assertThat(revoke("shed", login.csrf()).statusCode()).isEqualTo(404);
        assertThat(revoke("door", "wrong").statusCode()).isEqualTo(403);
        assertThat(fixture.get("/api/v1/cameras", login).body()).contains("\"revoked\":null");
    }
}
