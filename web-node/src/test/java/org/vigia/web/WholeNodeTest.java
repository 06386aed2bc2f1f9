package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.time.Pace;
import org.vigia.web.http.TestBrowser;
import org.vigia.web.reel.TestVideo;
import org.vigia.web.ssh.OpenSsh;
import org.vigia.web.store.Evidence;

/// A whole web-node and cameras that speak to it over real SSH.
@Timeout(180)
class WholeNodeTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final int PART = 100_000;

    @TempDir static Path keys;
    @TempDir Path directory;
    private RunningNode node;
    private OpenSsh door;

    @BeforeEach
    void start() throws Exception {
        node = new RunningNode(directory, keys);
        door = node.register("door", "door");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static Evidence.Item clip() {
        return Evidence.item(Evidence.id(), EvidenceKind.CLIP, new byte[2 * PART]);
    }

    private static boolean online(JsonNode cameras) {
        return cameras.at("/cameras/0/online").asBoolean();
    }

    @Test
    void aRevocationCutsWhatTheCameraDoesAtOnceAndNothingElse() throws Exception {
        OpenSsh yard = node.register("yard", "yard");
        EventId event = Evidence.id();
        try (ScriptedCamera thief = new ScriptedCamera(door);
                ScriptedCamera other = new ScriptedCamera(yard)) {
            node.await("/api/v1/cameras", WholeNodeTest::online);
            thief.stream(event, TestVideo.make(directory, 1));
            node.await("/api/v1/events", e -> e.at("/events/0/id").asText().equals(event.text()));
            Process cutUpload = thief.upload(clip(), PART);
            Evidence.Item clip = clip();
            Process upload = other.upload(clip, PART);

            long asked = Pace.system().nanos();
            HttpResponse<String> answer = node.post("/api/v1/cameras/door/revoke", "");
            assertThat(thief.linkEnded.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(cutUpload.waitFor(20, TimeUnit.SECONDS)).isTrue();
            Duration taken = Duration.ofNanos(Pace.system().nanos() - asked);
            System.out.println("revoked, and link and upload cut, within " + taken);
            assertThat(taken).isLessThan(AT_ONCE);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"online\":false").doesNotContain("revoked\":null");
            assertRefused();

            finish(upload, clip);
            other.says(AlarmMode.DISARMED, 7);
            node.await("/api/v1/cameras", c -> c.at("/cameras/1/status/undelivered").asInt() == 7);
            assertThat(other.linkEnded.getCount()).isEqualTo(1);
        }
        JsonNode shown =
                node.await("/api/v1/events/" + event, e -> e.at("/streamed/href").isTextual());
        assertThat(shown.path("marks").toString()).contains("lost");
        node.restart();
        door = node.client("door", "door");
        assertThat(node.get("/api/v1/cameras").at("/cameras/0/revoked").isTextual()).isTrue();
        assertThat(node.get("/api/v1/events/" + event).at("/camera").asText()).isEqualTo("door");
        assertRefused();
        assertThat(verify()).isEmpty();

        try (ScriptedCamera again = new ScriptedCamera(node.register("door", "door-again"))) {
            JsonNode cameras = node.await("/api/v1/cameras", WholeNodeTest::online);
            assertThat(cameras.at("/cameras/0/revoked").isNull()).isTrue();
            assertThat(again.linkEnded.getCount()).isEqualTo(1);
        }
    }

    @Test
    void theCommandCutsAtOnceToo() throws Exception {
        try (ScriptedCamera thief = new ScriptedCamera(door)) {
            node.await("/api/v1/cameras", WholeNodeTest::online);
            long asked = Pace.system().nanos();
            command("camera", "revoke", "door");
            assertThat(thief.linkEnded.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(Pace.system().nanos() - asked)).isLessThan(AT_ONCE);
        }
        assertRefused();
        assertThat(node.get("/api/v1/cameras").at("/cameras/0/revoked").isTextual()).isTrue();
    }

    @Test
    void theFilmOfASmashedCameraHasAThumbnail() throws Exception {
        EventId event = Evidence.id();
        try (ScriptedCamera camera = new ScriptedCamera(door)) {
            camera.stream(event, TestVideo.make(directory, 1));
            node.await("/api/v1/events", e -> e.at("/events/0/id").asText().equals(event.text()));
        }
        JsonNode shown =
                node.await("/api/v1/events/" + event, e -> e.at("/thumbnail/href").isTextual());
        HttpResponse<byte[]> jpeg = node.bytes(shown.at("/thumbnail/href").asText());
        assertThat(jpeg.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(jpeg.headers().firstValue("ETag"))
                .contains('"' + shown.at("/thumbnail/sha256").asText() + '"');
        var picture = ImageIO.read(new ByteArrayInputStream(jpeg.body()));
        assertThat(picture.getWidth()).isEqualTo(480);
        assertThat(picture.getHeight()).isEqualTo(270);
        assertShown(event);
        assertThat(verify()).isEmpty();
    }

    private void assertShown(EventId event) {
        try (TestBrowser browser = new TestBrowser()) {
            String site = node.address("/").toString();
            browser.signIn(site, RunningNode.USER, RunningNode.PASSWORD);
            browser.page()
                    .waitForFunction(
                            "id => document.querySelector(`[data-event='${id}'] img`)"
                                    + "?.naturalWidth === 480",
                            event.text());
        }
    }

    private static void finish(Process upload, Evidence.Item item) throws IOException {
        OutputStream out = upload.getOutputStream();
        out.write(item.content(), PART, item.content().length - PART);
        out.write(0);
        out.flush();
        assertThat(upload.getInputStream().read()).isZero();
    }

    private void assertRefused() throws Exception {
        OpenSsh.Outcome outcome = door.ssh(door.host(), "scp", "-t", ".");
        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.output()).contains("Permission denied (publickey)");
    }

    private String command(String... words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Commands(node.config, new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(List.of(words));
        return out.toString(StandardCharsets.UTF_8);
    }

    private String verify() throws IOException {
        return String.join(
                "\n", command("verify").lines().filter(line -> !line.startsWith("#")).toList());
    }
}
