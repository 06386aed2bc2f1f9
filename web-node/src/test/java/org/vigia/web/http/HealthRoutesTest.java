package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.time.Pace;
import org.vigia.web.camera.CommandOutcome;

class HealthRoutesTest {
    @TempDir Path directory;
    private SiteFixture fixture;
    private SiteFixture.Login login;

    @BeforeEach
    void open() throws Exception {
        fixture = new SiteFixture(directory, Pace.system());
        fixture.cameras.online("door", AlarmMode.DISARMED);
        login = fixture.login();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private HttpResponse<String> test(String camera) throws Exception {
        return fixture.send(
                fixture.with(
                                fixture.request("/api/v1/cameras/" + camera + "/self-test"),
                                login,
                                "X-CSRF-Token",
                                login.csrf())
                        .POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void aCameraThatHasSaidNothingIsShownWithoutHealthAndAsked() throws Exception {
        HttpResponse<String> answer = fixture.get("/api/v1/cameras/door/health", login);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"health\":null", "\"link\":null");
        assertThat(fixture.health.looked()).containsExactly("door");
    }

    @Test
    void whatACameraHasSaidIsShownAsItIs() throws Exception {
        fixture.health.put(FakeHealth.online("door", FakeHealth.ill(), true));
        String body = fixture.get("/api/v1/cameras/door/health", login).body();
        assertThat(body)
                .contains("\"celsius\":83.4")
                .contains("\"roundTripMillis\":1.87")
                .contains("\"failure\":\"not-sent\"")
                .contains("\"missing\":true");
    }

    @Test
    void anUnknownCameraHasNoHealthAndIsNotTested() throws Exception {
        assertThat(fixture.get("/api/v1/cameras/cellar/health", login).statusCode()).isEqualTo(404);
        assertThat(test("cellar").statusCode()).isEqualTo(404);
        assertThat(fixture.health.looked()).isEmpty();
    }

    @Test
    void aSelfTestIsAskedOfTheCamera() throws Exception {
        assertThat(test("door").statusCode()).isEqualTo(204);
        assertThat(fixture.cameras.commands()).containsExactly(new CameraCommand.SelfTest());
        fixture.cameras.answer(new CommandOutcome.Refused("a self-test is running already"));
        HttpResponse<String> refused = test("door");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("a self-test is running already");
        fixture.cameras.offline("door");
        assertThat(test("door").statusCode()).isEqualTo(503);
    }

    @Test
    void aSelfTestIsNoCommandOfTheCommands() throws Exception {
        HttpResponse<String> answer =
                fixture.command(
                        "door", "{\"command\":\"self-test\"}", login, "X-CSRF-Token", login.csrf());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(fixture.cameras.commands()).isEmpty();
    }

    @Test
    void thisNodeSaysHowItIs() throws Exception {
        HttpResponse<String> answer = fixture.get("/api/v1/node", login);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"indexSound\":true", "\"camera\":\"door\"", "\"faults\":0");
    }
}
