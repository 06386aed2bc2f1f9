package org.vigia.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Both nodes as processes: the camera tries out whether an event comes through, and says how it
/// is.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SelfTestIT {
    private static final String TESTS = "/api/v1/events?kind=self-test";
    private static final String HEALTH = "/api/v1/cameras/yard/health";

    @TempDir static Path data;
    private static Pair pair;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        pair =
                Pair.start(
                        data,
                        "{source: test, width: 640, height: 360, frames-per-second: 10,"
                                + " bits-per-second: 500000}");
        pair.client()
                .await(
                        "/api/v1/cameras",
                        c ->
                                c.at("/cameras/0/online").asBoolean()
                                        && c.at("/cameras/0/status/videoFault").isNull());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (pair != null) {
            pair.close();
        }
    }

    private static JsonNode awaitTests(Client client, int count)
            throws IOException, InterruptedException {
        return client.await(
                TESTS,
                e ->
                        e.path("events").size() == count
                                && e.at("/events/0/stage").asText().equals("whole"));
    }

    private static void assertIsTestCard(Client client, JsonNode event) throws Exception {
        assertThat(event.path("kind").asText()).isEqualTo("self-test");
        assertThat(event.path("clip").isNull()).isTrue();
        assertThat(event.path("streamed").isNull()).isTrue();
        Path card =
                client.download(
                        event.at("/snapshot/href").asText(),
                        data.resolve(event.path("id").asText() + ".jpg"));
        BufferedImage picture = ImageIO.read(card.toFile());
        assertThat(picture.getWidth()).isEqualTo(512);
        // White at the left, black at the right, and blue in between.
        assertThat(picture.getRGB(20, 20) & 0xFFFFFF).isGreaterThan(0xE0E0E0);
        assertThat(picture.getRGB(420, 20) & 0xFF).isGreaterThan(200);
        assertThat(picture.getRGB(500, 20) & 0xFF).isLessThan(40);
    }

    @Test
    @Order(1)
    void theCameraSaysHowItIs() throws Exception {
        JsonNode health =
                pair.client()
                        .await(HEALTH, h -> h.at("/health/video/framesPerSecond").asDouble() > 5);
        assertThat(health.at("/link/saysHealth").asBoolean()).isTrue();
        assertThat(health.at("/link/roundTripMillis").asDouble()).isBetween(0.0, 5_000.0);
        assertThat(health.at("/health/machine/disk/totalBytes").asLong()).isPositive();
        assertThat(health.at("/health/clock/aheadMillis").asLong()).isBetween(-2_000L, 2_000L);
        assertThat(health.at("/health/spool/events").asInt()).isZero();
        JsonNode node = pair.client().get("/api/v1/node");
        assertThat(node.path("indexSound").asBoolean()).isTrue();
        assertThat(node.at("/machine/disk/totalBytes").asLong()).isPositive();
    }

    @Test
    @Order(2)
    void disarmedATestCardComesThroughAndNothingOfTheRoom() throws Exception {
        Client client = pair.client();
        assertThat(client.post("/api/v1/cameras/yard/self-test", "").statusCode()).isEqualTo(204);
        JsonNode event = awaitTests(client, 1).at("/events/0");
        assertIsTestCard(client, event);
        JsonNode health =
                client.await(HEALTH, h -> h.at("/selfTest/last/signedMillis").isIntegralNumber());
        assertThat(health.at("/selfTest/last/failure").isNull()).isTrue();
        assertThat(health.at("/selfTest/event").asText()).isEqualTo(event.path("id").asText());
        System.out.println("self-test: " + health.at("/selfTest/last"));
        assertThat(client.get("/api/v1/events").path("events")).isEmpty();
        assertThat(client.get("/api/v1/seen").path("unseen").asInt()).isZero();
        assertThat(pair.verify()).isEmpty();
    }

    @Test
    @Order(3)
    void armedItIsTheSameAndDisturbsNeitherAlarmNorSiren() throws Exception {
        Client client = pair.client();
        pair.touch("/ir/arm");
        client.await(
                "/api/v1/cameras", c -> c.at("/cameras/0/status/alarm").asText().equals("armed"));
        String said = pair.cameraCommand("self-test");
        assertThat(said).containsPattern("disk \\d+ ms, sent \\d+ ms, signed for \\d+ ms");
        JsonNode event = awaitTests(client, 2).at("/events/0");
        assertIsTestCard(client, event);
        JsonNode status = client.get("/api/v1/cameras").at("/cameras/0/status");
        assertThat(status.path("alarm").asText()).isEqualTo("armed");
        assertThat(status.path("siren").asBoolean()).isFalse();
        assertThat(status.path("incident").asBoolean()).isFalse();
        assertThat(client.get("/api/v1/events").path("events")).isEmpty();
        pair.touch("/ir/disarm");
    }

    @Test
    @Order(4)
    void whilePiBIsAwayItFailsAndComesThroughByItselfAfterwards() throws Exception {
        assertThat(pair.web().signal("KILL")).isPresent();
        assertThatThrownBy(() -> pair.cameraCommand("self-test"))
                .hasMessageContaining("failed: Pi #B could not be reached");
        pair.restartWeb();
        Client client = pair.client();
        // What waited, and the one that follows it at once.
        awaitTests(client, 4);
        JsonNode health =
                client.await(
                        HEALTH,
                        h ->
                                h.at("/selfTest/last/signedMillis").isIntegralNumber()
                                        && !h.at("/selfTest/last/asked").asBoolean());
        assertThat(health.at("/selfTest/last/failure").isNull()).isTrue();
        assertThat(health.at("/selfTest/received").isTextual()).isTrue();
        assertThat(data.resolve("camera/spool/sealed")).isEmptyDirectory();
        assertThat(data.resolve("camera/spool/quarantine")).isEmptyDirectory();
        assertThat(Files.exists(data.resolve("camera/self-test.wanted"))).isFalse();
        assertThat(pair.verify()).isEmpty();
    }
}
