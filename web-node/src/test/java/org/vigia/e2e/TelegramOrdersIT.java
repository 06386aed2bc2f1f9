package org.vigia.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.server.BotApiServer;
import org.vigia.telegram.server.Shown;

/// Both nodes as processes and a strict Bot API server: paired on the site and on the console,
/// orders on the phone, their effect on the site.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TelegramOrdersIT {
    private static final long ANA = 7_000_000_001L;
    private static final long BERNAT = 7_000_000_002L;
    private static final Pattern LINK = Pattern.compile("https://t\\.me/(\\w+)\\?start=(\\S{22})");

    @TempDir static Path data;
    private static BotApiServer telegram;
    private static Pair pair;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        telegram = BotApiServer.started();
        telegram.phone().user(ANA, "Ana", "en");
        telegram.phone().user(BERNAT, "Bernat", "ca");
        Pair.Setup usual = Pair.Setup.of("{source: test}");
        pair =
                Pair.start(
                        data,
                        new Pair.Setup(
                                usual.video(),
                                usual.alarm(),
                                "telegram: {token: \"%s\", api: \"http://127.0.0.1:%d\"}"
                                        .formatted(BotApiServer.TOKEN, telegram.port()),
                                usual.web(),
                                usual.via(),
                                usual.environment()));
        client = pair.client();
        client.await(
                "/api/v1/cameras",
                c ->
                        c.at("/cameras/0/status/bot").asText().equals(BotApiServer.USERNAME)
                                && c.at("/cameras/0/status/videoFault").isNull());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (pair != null) {
            pair.close();
        }
        telegram.close();
    }

    private static Shown answer(long user, int to, String kind) throws InterruptedException {
        Pace pace = Pace.system();
        long deadline = pace.nanos() + Duration.ofSeconds(60).toNanos();
        while (true) {
            List<Shown> answers =
                    telegram.phone().fromBot(user).stream()
                            .filter(s -> s.replyTo() == to && s.kind().equals(kind))
                            .toList();
            if (!answers.isEmpty()) {
                return answers.getFirst();
            }
            assertThat(pace.nanos()).as("waiting for a " + kind).isLessThan(deadline);
            pace.sleep(Duration.ofMillis(20));
        }
    }

    private static String ask(long user, String order) throws InterruptedException {
        return answer(user, telegram.phone().says(user, user, order), "text").text();
    }

    @Test
    @Order(1)
    void whoTakesUpAnInvitationOfTheSiteIsAnOwner() throws Exception {
        HttpResponse<String> invited =
                client.post("/api/v1/cameras/yard/telegram/invitations", "{\"role\":\"owner\"}");
        assertThat(invited.statusCode()).isEqualTo(200);
        JsonNode invitation = new ObjectMapper().readTree(invited.body());
        Matcher link = LINK.matcher(invitation.path("link").asText());
        assertThat(link.matches()).isTrue();
        assertThat(link.group(1)).isEqualTo(BotApiServer.USERNAME);
        int start = telegram.phone().starts(ANA, link.group(2));
        assertThat(answer(ANA, start, "text").text())
                .startsWith("Welcome. You may give every order to the camera yard");
    }

    @Test
    @Order(2)
    void whoTakesUpOneOfTheConsoleMayLook() throws Exception {
        Matcher link = LINK.matcher(pair.cameraCommand("telegram", "pair", "--role", "look"));
        assertThat(link.find()).isTrue();
        int start = telegram.phone().starts(BERNAT, link.group(2));
        assertThat(answer(BERNAT, start, "text").text()).startsWith("Hola. Pots mirar");
        assertThat(pair.cameraCommand("telegram", "people"))
                .contains("1  Ana  (owner)", "2  Bernat  (look)");
    }

    @Test
    @Order(3)
    void armingOnThePhoneIsSeenOnTheSite() throws Exception {
        assertThat(ask(BERNAT, "/arm")).isEqualTo("Només una persona propietària pot fer això.");
        assertThat(ask(ANA, "/arm")).isEqualTo("yard: armed");
        client.await(
                "/api/v1/cameras", c -> c.at("/cameras/0/status/alarm").asText().equals("armed"));
        assertThat(ask(ANA, "/status"))
                .startsWith("yard: armed\nPicture: yes")
                .contains("Pi #B: connected");
        assertThat(ask(ANA, "/disarm")).isEqualTo("yard: disarmed");
        assertThat(ask(ANA, "/log")).contains("Ana: /arm", "armed", "the site: an invitation");
        assertThat(ask(ANA, "/pan left")).isEqualTo("yard: the camera looks 60° to the left");
    }

    @Test
    @Order(4)
    void aPhotoAndAFilmComeToThePhoneAndToTheHistory() throws Exception {
        Shown photo = answer(BERNAT, telegram.phone().says(BERNAT, BERNAT, "/photo"), "photo");
        assertThat(telegram.phone().file(photo.file().getFirst().sha256())).startsWith(0xFF, 0xD8);
        Shown film = answer(ANA, telegram.phone().says(ANA, ANA, "/clip 3"), "video");
        byte[] mp4 = telegram.phone().file(film.file().getFirst().sha256());
        JsonNode events =
                client.await(
                        "/api/v1/events",
                        e ->
                                e.path("events").size() == 2
                                        && e.at("/events/0/stage").asText().equals("whole")
                                        && e.at("/events/1/stage").asText().equals("whole"));
        JsonNode kept =
                events.at("/events/0/kind").asText().equals("film")
                        ? events.at("/events/0")
                        : events.at("/events/1");
        assertThat(kept.path("kind").asText()).isEqualTo("film");
        assertThat(kept.path("clipMillis").asLong()).isBetween(3_000L, 6_000L);
        Path clip = client.download(kept.at("/clip/href").asText(), data.resolve("kept.mp4"));
        assertThat(clip).hasBinaryContent(mp4);
    }

    @Test
    @Order(5)
    void whoIsTakenOffTheListOnTheConsoleIsAnsweredNoMore() throws Exception {
        assertThat(pair.cameraCommand("telegram", "remove", "2"))
                .isEqualTo("number 2 is off the list\n");
        int before = telegram.phone().fromBot(BERNAT).size();
        telegram.phone().says(BERNAT, BERNAT, "/status");
        assertThat(ask(ANA, "/siren off")).isEqualTo("yard: the siren is silent");
        assertThat(telegram.phone().fromBot(BERNAT)).hasSize(before);
    }

    @Test
    @Order(6)
    void theCamerasLogNamesNobody() throws Exception {
        assertThat(pair.camera().output())
                .contains("telegram: takes orders as @" + BotApiServer.USERNAME)
                .doesNotContain(
                        BotApiServer.TOKEN, Long.toString(ANA), Long.toString(BERNAT), "Bernat");
        assertThat(pair.web().output()).doesNotContain("?start=");
    }
}
