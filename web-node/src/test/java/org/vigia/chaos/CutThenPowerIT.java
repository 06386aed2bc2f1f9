package org.vigia.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.e2e.Client;
import org.vigia.e2e.NalUnits;
import org.vigia.e2e.Pair;
import org.vigia.shared.time.Pace;

/// In the middle of an event the link is cut, and then the camera killed. What had been streamed is
/// on Pi #B at once; the whole, up to shortly before the end, comes when the camera is back. What a
/// cut of power loses besides is the business of the camera's own PowerCutTest and FilmLossTest.
class CutThenPowerIT {
    private static final int FRAMES_PER_SECOND = 10;
    private static final double MOST_LOST_SECONDS = 1.5;

    @TempDir Path data;
    private Pair pair;
    private LinkProxy proxy;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        String film =
                ("exec ffmpeg -nostdin -v error -re -f lavfi -i testsrc2=size=320x180:rate=%d -c:v"
                                + " libx264 -preset ultrafast -tune zerolatency -threads 1 -g 10"
                                + " -b:v 250k -f h264 -flush_packets 1 pipe:1 | tee -a %s")
                        .formatted(FRAMES_PER_SECOND, data.resolve("filmed.h264"));
        String video =
                "{source: command, frames-per-second: %d, command: [sh, -c, \"%s\"]}"
                        .formatted(FRAMES_PER_SECOND, film);
        Pair.Setup usual = Pair.Setup.of(video);
        LinkProxy[] way = new LinkProxy[1];
        pair =
                Pair.start(
                        data,
                        new Pair.Setup(
                                usual.video(),
                                usual.alarm(),
                                usual.more(),
                                usual.web(),
                                port -> {
                                    way[0] = LinkProxy.to(port, Pace.system());
                                    return way[0].port();
                                },
                                usual.environment()));
        proxy = way[0];
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (pair != null) {
            pair.close();
        }
        if (proxy != null) {
            proxy.close();
        }
    }

    @Test
    void theInterruptedEventComesLaterUnderTheSameIdWithAllThatWasStreamedInIt() throws Exception {
        Client client = pair.client();
        client.await(
                "/api/v1/cameras",
                c ->
                        c.at("/cameras/0/online").asBoolean()
                                && c.at("/cameras/0/status/videoFault").isNull());
        pair.touch("/ir/arm");
        client.await(
                "/api/v1/cameras", c -> c.at("/cameras/0/status/alarm").asText().equals("armed"));
        pair.touch("/pir?ms=60000");
        Pace.system().sleep(Duration.ofSeconds(2));
        proxy.cut();
        Pace.system().sleep(Duration.ofSeconds(3));
        Path source = data.resolve("filmed.h264");
        long filmedBytes = Files.size(source);
        assertThat(pair.camera().signal("KILL")).isPresent();
        List<String> filmed =
                NalUnits.ofStream(Arrays.copyOf(Files.readAllBytes(source), (int) filmedBytes));
        pair.camera().close();

        JsonNode history =
                client.await(
                        "/api/v1/events?limit=10",
                        e -> e.at("/events/0/streamed/href").isTextual());
        JsonNode lost = history.at("/events/0");
        assertThat(lost.path("marks").toString()).contains("lost");
        List<String> streamed = units(client, lost.at("/streamed/href").asText());
        assertThat(streamed).hasSizeGreaterThan(FRAMES_PER_SECOND);

        proxy.heal();
        pair.restartCamera();
        String id = lost.path("id").asText();
        JsonNode whole =
                client.await("/api/v1/events/" + id, e -> e.path("stage").asText().equals("whole"));
        List<String> clip = units(client, whole.at("/clip/href").asText());
        assertThat(Collections.indexOfSubList(clip, streamed)).as("what was streamed").isZero();
        assertThat(lostSeconds(filmed, clip)).isLessThanOrEqualTo(MOST_LOST_SECONDS);
        JsonNode compared =
                client.await("/api/v1/events/" + id, e -> !e.at("/streamed/href").isTextual());
        assertThat(compared.path("marks").toString()).doesNotContain("differs");
        assertThat(client.history().stream().filter(e -> e.path("id").asText().equals(id)))
                .hasSize(1);
    }

    private List<String> units(Client client, String href)
            throws IOException, InterruptedException {
        return NalUnits.ofClip(
                Files.readAllBytes(client.download(href, data.resolve("download.mp4"))));
    }

    /// What of the film is missing at its end; frames of the clip may be newer than the look.
    private static double lostSeconds(List<String> filmed, List<String> clip) {
        int last = clip.size() - 1;
        while (last >= 0 && !filmed.contains(clip.get(last))) {
            last--;
        }
        assertThat(last).as("a frame of the clip that was filmed").isNotNegative();
        int at = filmed.lastIndexOf(clip.get(last));
        return (filmed.size() - 1 - at) / (double) FRAMES_PER_SECOND;
    }
}
