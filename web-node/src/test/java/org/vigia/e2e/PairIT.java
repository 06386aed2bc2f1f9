package org.vigia.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.time.Pace;

/// Both nodes as processes: arm, motion, event; and what is kept is what was filmed. The camera
/// films real people where the footage is at hand, a generated scene otherwise.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PairIT {
    private static final Path FOOTAGE =
            Running.root().resolve("../shared/footage/pedestrians.mp4").normalize();

    @TempDir static Path data;
    private static Pair pair;
    private static Client client;
    private static JsonNode event;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        // The camera's bytes are kept on their way, to be compared with the clip.
        String input =
                Files.exists(FOOTAGE)
                        ? "-re -stream_loop -1 -i " + FOOTAGE
                        : "-re -f lavfi -i testsrc2=size=768x576:rate=10";
        String film =
                ("exec ffmpeg -nostdin -v error %s -an -r 10 -c:v libx264 -preset ultrafast"
                                + " -tune zerolatency -g 10 -b:v 1M -f h264 -flush_packets 1 pipe:1"
                                + " | tee %s")
                        .formatted(input, data.resolve("filmed.h264"));
        pair =
                Pair.start(
                        data,
                        "{source: command, frames-per-second: 10, command: [sh, -c, \"%s\"]}"
                                .formatted(film));
        client = pair.client();
        client.await("/api/v1/cameras", PairIT::hasPicture);
        // Long enough for the ring to hold the whole pre-roll of 5 s.
        Pace.system().sleep(Duration.ofSeconds(7));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (pair != null) {
            pair.close();
        }
    }

    private static boolean hasPicture(JsonNode cameras) {
        JsonNode status = cameras.path("cameras").path(0).path("status");
        return status.path("alarm").isTextual() && status.path("videoFault").isNull();
    }

    @Test
    @Order(1)
    void motionWhileDisarmedLeavesNothing() throws Exception {
        pair.touch("/pir?ms=200");
        Pace.system().sleep(Duration.ofSeconds(1));
        assertThat(client.get("/api/v1/events").path("events")).isEmpty();
    }

    @Test
    @Order(2)
    void armedMotionBecomesAnEventWithAPictureAtOnceAndAClipSoon() throws Exception {
        pair.touch("/ir/arm");
        client.await(
                "/api/v1/cameras", c -> c.at("/cameras/0/status/alarm").asText().equals("armed"));
        long edge = Pace.system().nanos();
        pair.touch("/pir?ms=1500");
        client.await("/api/v1/events", e -> e.at("/events/0/snapshot/href").isTextual());
        long millis = (Pace.system().nanos() - edge) / 1_000_000;
        System.out.println("edge to picture in the history: " + millis + " ms");
        event =
                client.await(
                                "/api/v1/events",
                                e -> e.at("/events/0/stage").asText().equals("whole"))
                        .at("/events/0");
        assertThat(event.path("camera").asText()).isEqualTo("yard");
        assertThat(event.path("kind").asText()).isEqualTo("motion");
        assertThat(event.path("timeCertain").asBoolean()).isTrue();
        assertThat(client.get("/api/v1/events").path("events")).hasSize(1);
    }

    @Test
    @Order(3)
    void theClipHoldsThePreRollAndTheVeryBytesFilmed() throws Exception {
        Path clip =
                client.download(event.at("/clip/href").asText(), data.resolve("downloaded.mp4"));
        assertThat(Sha256.of(clip)).isEqualTo(event.at("/clip/sha256").asText());
        double seconds =
                Double.parseDouble(
                        run(
                                "ffprobe",
                                "-v",
                                "error",
                                "-show_entries",
                                "format=duration",
                                "-of",
                                "csv=p=0",
                                clip.toString()));
        long clipMillis = event.path("clipMillis").asLong();
        assertThat(seconds * 1000).isBetween(clipMillis - 100.0, clipMillis + 100.0);
        long preRoll = event.path("preRollMillis").asLong();
        assertThat(preRoll).isBetween(4_900L, 7_500L);
        // Pre-roll, 1.5 s of motion, 5 s of tail; a loaded machine may add a little.
        assertThat(clipMillis - preRoll).isBetween(6_000L, 12_000L);

        List<String> filmed = NalUnits.ofStream(Files.readAllBytes(data.resolve("filmed.h264")));
        List<String> kept = NalUnits.ofClip(Files.readAllBytes(clip));
        assertThat(kept).hasSizeGreaterThan(80);
        assertThat(Collections.indexOfSubList(filmed, kept))
                .as(
                        "where the clip's %d NAL units are in the film's %d",
                        kept.size(), filmed.size())
                .isNotNegative();
    }

    @Test
    @Order(4)
    void thePictureIsAJpegOfTheSameSize() throws Exception {
        Path picture =
                client.download(
                        event.at("/snapshot/href").asText(), data.resolve("downloaded.jpg"));
        assertThat(
                        run(
                                "ffprobe",
                                "-v",
                                "error",
                                "-show_entries",
                                "stream=codec_name,width,height",
                                "-of",
                                "csv=p=0",
                                picture.toString()))
                .isEqualTo("mjpeg,768,576");
    }

    @Test
    @Order(5)
    void opensslAloneFindsTheManifestSignedByTheCamera() throws Exception {
        Path manifest =
                client.download(event.path("manifest").asText(), data.resolve("manifest.json"));
        Path signature;
        try (var walk = Files.walk(data.resolve("web"))) {
            signature =
                    walk.filter(p -> p.toString().endsWith(".sig"))
                            .filter(p -> p.toString().contains(".signature."))
                            .findFirst()
                            .orElseThrow();
        }
        SshPublicKey key = SshPublicKey.parse(Files.readString(data.resolve("camera.pub")));
        Files.writeString(data.resolve("camera.pem"), key.pem());
        assertThat(
                        run(
                                "openssl",
                                "dgst",
                                "-sha256",
                                "-verify",
                                data.resolve("camera.pem").toString(),
                                "-signature",
                                signature.toString(),
                                manifest.toString()))
                .isEqualTo("Verified OK");
        assertThat(
                        RsaIdentity.verify(
                                key, Files.readAllBytes(manifest), Files.readAllBytes(signature)))
                .isTrue();
    }

    @Test
    @Order(6)
    void theCameraForgetsWhatPiBHasSignedFor() throws Exception {
        client.await("/api/v1/cameras", c -> c.at("/cameras/0/status/undelivered").asInt(-1) == 0);
        assertThat(data.resolve("camera/spool/sealed")).isEmptyDirectory();
    }

    @Test
    @Order(6)
    void whatWasStreamedWhileItWasFilmedGoesOnceTheClipHoldsIt() throws Exception {
        JsonNode settled =
                client.await(
                        "/api/v1/events/" + event.path("id").asText(),
                        e -> e.path("streamed").isNull());
        assertThat(settled.path("marks")).isEmpty();
        assertThat(pair.web().output()).containsPattern("event \\S+ is streamed from frame");
        try (var left = Files.walk(data.resolve("web/store/streams"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    @Order(7)
    void theSiteCommandsTheCameraAndHearsTheStateAfter() throws Exception {
        var disarmed = client.post("/api/v1/cameras/yard/commands", "{\"command\":\"disarm\"}");
        assertThat(disarmed.statusCode()).as(disarmed.body()).isEqualTo(200);
        assertThat(disarmed.body()).contains("\"alarm\":\"disarmed\"");
        var panned =
                client.post(
                        "/api/v1/cameras/yard/commands", "{\"command\":\"pan\",\"degrees\":40}");
        assertThat(panned.body()).contains("\"panDegrees\":40");
        var siren =
                client.post("/api/v1/cameras/yard/commands", "{\"command\":\"siren\",\"on\":true}");
        assertThat(siren.body()).contains("\"siren\":true");
        client.post("/api/v1/cameras/yard/commands", "{\"command\":\"siren\",\"on\":false}");
        var photo = client.post("/api/v1/cameras/yard/commands", "{\"command\":\"snapshot\"}");
        assertThat(photo.statusCode()).as(photo.body()).isEqualTo(200);
        client.await(
                "/api/v1/events",
                e ->
                        e.at("/events/0/kind").asText().equals("photo")
                                && e.at("/events/0/stage").asText().equals("whole"));
    }

    @Test
    @Order(7)
    void whereThereIsNoBotNothingOfTelegramsLibrariesIsLoaded() throws Exception {
        for (Running node : List.of(pair.camera(), pair.web())) {
            LoadedClasses loaded = LoadedClasses.of(node);
            assertThat(loaded.names()).contains("org.vigia.shared.lifecycle.Closer");
            assertThat(loaded.within("org.telegram", "okhttp3", "okio")).isEmpty();
        }
        // Pi #B has it for Javalin.
        assertThat(LoadedClasses.of(pair.camera()).within("kotlin")).isEmpty();
    }

    @Test
    @Order(8)
    void bothEndCleanlyWhenTheyAreTold() throws Exception {
        assertThat(pair.camera().signal("TERM")).hasValue(143);
        assertThat(pair.web().signal("TERM")).hasValue(143);
        assertThat(pair.camera().output()).doesNotContain(" ERROR ").doesNotContain("Exception");
        assertThat(pair.web().output()).doesNotContain(" ERROR ").doesNotContain("Exception");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }
}
