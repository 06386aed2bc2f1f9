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
import org.vigia.web.camera.Loss;

/// How the API shows a camera that was lost, and has it confirmed.
class LossTest {
    private static final String SHOWN =
            "\"loss\":{\"event\":\"%s\",\"since\":\"2026-09-21T14:13:20Z\"}"
                    .formatted(FakeCatalogue.id(7).text());

    private final SiteFixture fixture;

    LossTest(@TempDir Path directory) throws Exception {
        fixture = new SiteFixture(directory, new FakePace());
        fixture.cameras.online("door", AlarmMode.ARMED);
        fixture.cameras.lost("door", new Loss(FakeCatalogue.id(7), 1_790_000_000_000L));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private HttpResponse<String> confirm(String camera, SiteFixture.Login login, String token)
            throws Exception {
        return fixture.send(
                fixture.with(
                                fixture.request("/api/v1/cameras/" + camera + "/confirm"),
                                login,
                                "X-CSRF-Token",
                                token)
                        .POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void aLossIsShownUntilAPersonConfirmsTheCamera() throws Exception {
        SiteFixture.Login login = fixture.login();
        assertThat(fixture.get("/api/v1/cameras", login).body()).contains(SHOWN);
        HttpResponse<String> answer = confirm("door", login, login.csrf());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"loss\":null");
        assertThat(fixture.get("/api/v1/cameras", login).body()).contains("\"loss\":null");
    }

    @Test
    void onlyKnownCamerasAreConfirmedAndOnlyWithAToken() throws Exception {
        SiteFixture.Login login = fixture.login();
        assertThat(confirm("shed", login, login.csrf()).statusCode()).isEqualTo(404);
        assertThat(confirm("door", login, "wrong").statusCode()).isEqualTo(403);
        assertThat(fixture.get("/api/v1/cameras", login).body()).contains(SHOWN);
    }
}
