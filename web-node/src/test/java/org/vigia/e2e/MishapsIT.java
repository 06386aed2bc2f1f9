package org.vigia.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.time.Pace;

/// Processes die while the pair works, and nothing is lost or comes twice.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MishapsIT {
    @TempDir static Path data;
    private static Pair pair;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        pair =
                Pair.start(
                        data,
                        "{source: test, width: 640, height: 360, frames-per-second: 10,"
                                + " bits-per-second: 500000}");
        awaitPicture(pair.client());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (pair != null) {
            pair.close();
        }
    }

    private static void awaitPicture(Client client) throws IOException, InterruptedException {
        client.await(
                "/api/v1/cameras",
                c ->
                        c.at("/cameras/0/online").asBoolean()
                                && c.at("/cameras/0/status/videoFault").isNull());
    }

    private static void awaitNothingUndelivered(Client client)
            throws IOException, InterruptedException {
        client.await("/api/v1/cameras", c -> c.at("/cameras/0/status/undelivered").asInt(-1) == 0);
    }

    private static JsonNode whole(Client client, int count)
            throws IOException, InterruptedException {
        JsonNode events =
                client.await(
                        "/api/v1/events",
                        e ->
                                e.path("events").size() >= count
                                        && e.at("/events/0/stage").asText().equals("whole"));
        assertThat(events.path("events")).hasSize(count);
        return events.at("/events/0");
    }

    @Test
    @Order(1)
    void aCameraProcessThatDiesIsSeenOnTheSiteAndComesBack() throws Exception {
        Client client = pair.client();
        ProcessHandle ffmpeg =
                pair.camera().children().stream()
                        .filter(p -> p.info().command().orElse("").endsWith("ffmpeg"))
                        .filter(p ->
                                String.join(" ", p.info().arguments().orElse(new String[0]))
                                        .contains("testsrc2"))
                        .findFirst()
                        .orElseThrow();
        assertThat(ffmpeg.destroyForcibly()).isTrue();
        client.await("/api/v1/cameras", c -> c.at("/cameras/0/status/videoFault").isTextual());
        awaitPicture(client);
        assertThat(pair.camera().output()).contains("WARN CameraStream");
    }

    @Test
    @Order(2)
    void anEventFilmedWhileTheCameraIsKilledArrivesOnceAndPlays() throws Exception {
        Client client = pair.client();
        pair.touch("/ir/arm");
        pair.touch("/pir?ms=60000");
        // Until some seconds of it are on the camera's disk.
        Path open = data.resolve("camera/spool/open");
        Pace pace = Pace.system();
        for (int i = 0; i < 600 && filmed(open) < 300_000; i++) {
            pace.sleep(Duration.ofMillis(50));
        }
        String event = client.get("/api/v1/events").at("/events/0/id").asText();
        assertThat(pair.camera().signal("KILL")).isPresent();
        pair.camera().close();
        client.await("/api/v1/cameras", c -> !c.at("/cameras/0/online").asBoolean());

        pair.restartCamera();
        JsonNode arrived =
                client.await(
                        "/api/v1/events/" + event, e -> e.path("stage").asText().equals("whole"));
        assertThat(arrived.path("clipMillis").asLong()).isGreaterThan(2_000);
        Path clip =
                client.download(arrived.at("/clip/href").asText(), data.resolve("interrupted.mp4"));
        assertThat(Sha256.of(clip)).isEqualTo(arrived.at("/clip/sha256").asText());
        assertThat(NalUnits.ofClip(Files.readAllBytes(clip))).hasSizeGreaterThan(20);
        client.await(
                "/api/v1/cameras",
                c -> c.at("/cameras/0/status/alarm").asText().matches("armed|triggered"));
        pair.touch("/ir/disarm");
    }

    private static long filmed(Path open) throws IOException {
        try (var walk = Files.walk(open)) {
            return walk.filter(p -> p.endsWith("clip.part"))
                    .mapToLong(p -> p.toFile().length())
                    .sum();
        }
    }

    @Test
    @Order(3)
    void whatIsFilmedWhilePiBIsAwayArrivesWhenItIsBack() throws Exception {
        Client before = pair.client();
        awaitNothingUndelivered(before);
        int known = before.get("/api/v1/events").path("events").size();
        assertThat(pair.web().signal("KILL")).isPresent();
        pair.touch("/ir/arm");
        pair.touch("/pir?ms=300");
        pair.camera().await("(delivery to Pi #B failed)");
        pair.camera().await("(?s)delivery to Pi #B failed.*(MOTION recorded)");
        pair.touch("/ir/disarm");

        pair.restartWeb();
        Client client = pair.client();
        JsonNode event = whole(client, known + 1);
        assertThat(event.path("kind").asText()).isEqualTo("motion");
        awaitNothingUndelivered(client);
        assertThat(data.resolve("camera/spool/sealed")).isEmptyDirectory();
        assertThat(data.resolve("camera/spool/quarantine")).isEmptyDirectory();
    }
}
