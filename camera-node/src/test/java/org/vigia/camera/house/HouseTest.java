package org.vigia.camera.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.alarm.AlarmCommand;
import org.vigia.camera.alarm.AlarmCommand.Alert;
import org.vigia.camera.alarm.AlarmCommand.BeginIncident;
import org.vigia.camera.alarm.AlarmCommand.Chirp;
import org.vigia.camera.alarm.AlarmCommand.EndIncident;
import org.vigia.camera.alarm.AlarmCommand.SirenOff;
import org.vigia.camera.alarm.AlarmCommand.SirenOn;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.AlertKind;
import org.vigia.camera.alarm.ChirpKind;
import org.vigia.camera.alarm.IncidentKind;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.ir.NecEncoder;
import org.vigia.camera.remote.Button;
import org.vigia.camera.remote.RemoteSettings;
import org.vigia.shared.config.Secret;
import org.vigia.shared.time.FakePace;

/// From a press on the board's page to the siren and back, through every part between.
class HouseTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir Path folder;
    private final FakePace pace = new FakePace();
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable House built;

    private void build(RemoteSettings.Disarm disarm) throws Exception {
        var bindings = RemoteSettings.simulatedBindings();
        built =
                new House(
                        folder, pace, 0, new RemoteSettings(bindings, disarm, new Secret("2580")));
    }

    private House house() {
        return Objects.requireNonNull(built);
    }

    @AfterEach
    void close() {
        house().close();
        client.close();
    }

    private JsonNode call(HttpRequest.Builder request, String path) throws Exception {
        HttpResponse<String> answer =
                client.send(
                        request.uri(URI.create("http://127.0.0.1:" + house().port + path)).build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private void post(String path) throws Exception {
        post(path, "");
    }

    private void post(String path, String body) throws Exception {
        call(HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)), path);
    }

    private JsonNode state() throws Exception {
        // The alarm's thread first, then what it asked the siren for.
        house().alarm.submitAndWait(new AlarmInput.TimePassed(), LIMIT);
        assertThat(house().siren.settle(LIMIT)).isTrue();
        return call(HttpRequest.newBuilder().GET(), "/state");
    }

    private void expect(AlarmCommand... expected) throws InterruptedException {
        for (AlarmCommand command : expected) {
            assertThat(house().commands.poll(10, TimeUnit.SECONDS)).isEqualTo(command);
        }
    }

    @Test
    void motionSoundsTheSirenOfAnArmedHouseUntilItIsDisarmed() throws Exception {
        build(RemoteSettings.Disarm.BUTTON);
        post("/pir?ms=1000");
        pace.advance(Duration.ofSeconds(2));
        assertThat(house().board.settle(LIMIT)).isTrue();
        assertThat(state().path("alarm").asText()).isEqualTo("disarmed");

        post("/ir/arm");
        expect(new Chirp(ChirpKind.ARM));
        assertThat(state().path("alarm").asText()).isEqualTo("armed");
        assertThat(state().at("/lines/buzzerRises").asInt()).isEqualTo(1);
        pace.advance(Duration.ofSeconds(1));

        post("/pir?ms=3000");
        expect(new BeginIncident(IncidentKind.MOTION), new Alert(AlertKind.MOTION), new SirenOn());
        JsonNode triggered = state();
        assertThat(triggered.path("alarm").asText()).isEqualTo("triggered");
        assertThat(triggered.path("siren").asBoolean()).isTrue();
        assertThat(triggered.at("/lines/buzzer").asBoolean()).isTrue();
        assertThat(triggered.at("/lines/pir").asBoolean()).isTrue();

        post("/ir/disarm");
        expect(
                new SirenOff(),
                new EndIncident(AlarmCommand.End.DISARMED),
                new Chirp(ChirpKind.DISARM));
        assertThat(house().siren.settle(LIMIT)).isTrue();
        pace.advance(Duration.ofSeconds(5));
        JsonNode disarmed = state();
        assertThat(disarmed.path("alarm").asText()).isEqualTo("disarmed");
        assertThat(disarmed.path("siren").asBoolean()).isFalse();
        assertThat(disarmed.at("/lines/buzzer").asBoolean()).isFalse();
    }

    @Test
    void disarmingTakesThePinOnTheDigits() throws Exception {
        build(RemoteSettings.Disarm.PIN);
        post("/ir/arm");
        expect(new Chirp(ChirpKind.ARM));
        post("/ir/disarm");
        for (String digit : "2588".split("", 4)) {
            post("/ir/" + digit);
        }
        post("/ir/ok");
        expect(new Chirp(ChirpKind.ERROR));
        assertThat(state().path("alarm").asText()).isEqualTo("armed");
        for (String digit : "2580".split("", 4)) {
            post("/ir/" + digit);
        }
        post("/ir/ok");
        expect(new Chirp(ChirpKind.DISARM));
        assertThat(state().path("alarm").asText()).isEqualTo("disarmed");
    }

    @Test
    void aRawWaveformIsHeardLikeAButton() throws Exception {
        build(RemoteSettings.Disarm.BUTTON);
        NecCode arm = Objects.requireNonNull(RemoteSettings.simulatedBindings().get(Button.ARM));
        post("/ir/raw", Arrays.toString(NecEncoder.frame(arm)));
        expect(new Chirp(ChirpKind.ARM));
        post("/ir/raw", Arrays.toString(NecEncoder.frame(new NecCode(false, 4, arm.command()))));
        assertThat(state().path("alarm").asText()).isEqualTo("armed");
    }

    private void turn() throws InterruptedException {
        for (int step = 0; step < 60; step++) {
            assertThat(house().servo.settle(LIMIT)).isTrue();
            pace.advance(Duration.ofMillis(500));
        }
        assertThat(house().servo.settle(LIMIT)).isTrue();
    }

    @Test
    void theRemoteTurnsTheServo() throws Exception {
        build(RemoteSettings.Disarm.BUTTON);
        post("/ir/left");
        turn();
        JsonNode turned = state();
        assertThat(turned.at("/servo/angle").asDouble()).isEqualTo(-60);
        assertThat(turned.at("/servo/pulsing").asBoolean()).isFalse();
        post("/ir/right");
        turn();
        assertThat(state().at("/servo/angle").asDouble()).isEqualTo(0);
    }
}
