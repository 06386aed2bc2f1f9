package org.vigia.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final int FRAMES_PER_SECOND = FilmedPair.FRAMES_PER_SECOND;
    private static final double MOST_LOST_SECONDS = 1.5;

    @TempDir Path data;
    private FilmedPair filmed;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        filmed = FilmedPair.start(data, "320x180", "250k");
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (filmed != null) {
            filmed.close();
        }
    }

    @Test
    void theInterruptedEventComesLaterUnderTheSameIdWithAllThatWasStreamedInIt() throws Exception {
        Pair pair = filmed.pair();
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
        filmed.proxy().cut();
        Pace.system().sleep(Duration.ofSeconds(3));
        List<String> before = filmed.smash();

        JsonNode history =
                client.await(
                        "/api/v1/events?limit=10",
                        e -> e.at("/events/0/streamed/href").isTextual());
        JsonNode lost = history.at("/events/0");
        assertThat(lost.path("marks").toString()).contains("lost");
        List<String> streamed = units(client, lost.at("/streamed/href").asText());
        assertThat(streamed).hasSizeGreaterThan(FRAMES_PER_SECOND);

        filmed.restart();
        String id = lost.path("id").asText();
        JsonNode whole =
                client.await("/api/v1/events/" + id, e -> e.path("stage").asText().equals("whole"));
        List<String> clip = units(client, whole.at("/clip/href").asText());
        // What is filmed now goes first: the pre-roll may still have been on its way.
        assertThat(Collections.indexOfSubList(clip, streamed))
                .as("what was streamed")
                .isNotNegative();
        assertThat(lostSeconds(before, clip)).isLessThanOrEqualTo(MOST_LOST_SECONDS);
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
