package org.vigia.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.lifecycle.Closer;
import org.vigia.telegram.server.BotApiServer;

/// Both nodes and a strict Bot API server, each a process: from the motion sensor to the phone.
class TelegramIT {
    @TempDir Path folder;
    private final Closer started = new Closer();
    private PhoneCompany phone;
    private Pair pair;

    @BeforeEach
    void start() throws Exception {
        phone = started.add(PhoneCompany.start(folder));
        pair =
                started.add(
                        Pair.start(
                                folder,
                                new Pair.Setup(
                                        "{source: test, width: 320, height: 240}",
                                        "{exit-delay: 0, entry-delay: 0, motion-tail: 1s}",
                                        phone.section(folder, ", site: \"https://home.example\""),
                                        "",
                                        port -> port,
                                        _ -> Map.of())));
        phone.pair(folder);
    }

    @AfterEach
    void stop() {
        started.close();
    }

    private static List<JsonNode> fromBot(JsonNode shown) {
        return StreamSupport.stream(shown.spliterator(), false)
                .filter(m -> m.path("byBot").asBoolean())
                .toList();
    }

    private static Predicate<JsonNode> holds(String... words) {
        return shown ->
                List.of(words).stream()
                        .allMatch(w -> fromBot(shown).stream().anyMatch(m -> says(m, w)));
    }

    private static boolean says(JsonNode message, String word) {
        return message.path("kind").asText().equals(word)
                || message.path("text").asText().contains(word);
    }

    @Test
    void motionIsToldAsTextPictureAndFilmAndThenThatAllIsSafe() throws Exception {
        phone.does(
                "says", Map.of("chat", PhoneCompany.ANA, "user", PhoneCompany.ANA, "text", "/arm"));
        pair.client().await("/api/v1/cameras", c -> c.toString().contains("\"armed\""));
        pair.touch("/pir?ms=1500");
        JsonNode shown =
                phone.awaitShown(
                        holds("photo", "video", "Evidence safe on Pi #B: https://home.example/"));

        List<JsonNode> messages = fromBot(shown);
        JsonNode text =
                messages.stream().filter(m -> says(m, "Motion at yard")).findFirst().orElseThrow();
        assertThat(text.path("earlier").get(0).asText()).startsWith("Motion at yard, ");
        assertThat(text.path("buttons").toString()).contains("disarm", "siren-off", "false:");
        for (String kind : List.of("photo", "video")) {
            JsonNode reply = messages.stream().filter(m -> says(m, kind)).findFirst().orElseThrow();
            assertThat(reply.path("replyTo").asInt()).isEqualTo(text.path("id").asInt());
        }
        assertThat(phone.does("violations", Map.of())).isEmpty();
        assertThat(pair.camera().output())
                .doesNotContain(BotApiServer.TOKEN, Long.toString(PhoneCompany.ANA));
        assertThat(pair.camera().signal("TERM")).contains(143);
    }

    @Test
    void whatACameraThatWasKilledHadToTellIsToldByTheNextLate() throws Exception {
        pair.touch("/ir/arm");
        pair.client().await("/api/v1/cameras", c -> c.toString().contains("\"armed\""));
        phone.does(
                "fault",
                Map.of(
                        "method",
                        "sendMessage",
                        "fault",
                        Map.of("kind", "server_error", "status", 502, "applied", false),
                        "times",
                        1_000_000));
        pair.touch("/pir?ms=1500");
        phone.awaitRequests(
                r -> r.toString().contains("Motion at yard") && r.toString().contains("502"));
        assertThat(pair.camera().signal("KILL")).isPresent();
        phone.does("clear", Map.of());
        pair.restartCamera();
        JsonNode shown = phone.awaitShown(holds("Motion at yard", "yard restarted"));
        assertThat(fromBot(shown).stream().filter(m -> says(m, "Motion at yard"))).hasSize(1);
        assertThat(phone.does("violations", Map.of())).isEmpty();
    }
}
