package org.vigia.telegram.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The forms in which a request may come.
class BodiesTest extends ServerBed {
    private static final String BUTTON =
            "{\"inline_keyboard\":[[{\"text\":\"Off\",\"callback_data\":\"off\"}]]}";

    private Shown last() {
        return server.phone().fromBot(ANA).getLast();
    }

    @Test
    void jsonIsTaken() throws IOException, InterruptedException {
        bot.json(
                "sendMessage", "{'chat_id':1001,'text':'año','reply_markup':%s}".formatted(BUTTON));

        assertThat(last().text()).isEqualTo("año");
        assertThat(last().buttonTexts()).containsExactly("Off");
    }

    @Test
    void aFormIsTakenWithObjectsAsText() throws IOException, InterruptedException {
        Map<String, String> fields =
                Map.of(
                        "chat_id", "1001",
                        "text", "año & más",
                        "disable_notification", "True",
                        "reply_markup", BUTTON);
        bot.form("sendMessage", fields);

        assertThat(last().text()).isEqualTo("año & más");
        assertThat(last().silent()).isTrue();
        assertThat(last().buttonTexts()).containsExactly("Off");
    }

    @Test
    void aQueryIsTaken() throws IOException, InterruptedException {
        bot.query("sendMessage", Map.of("chat_id", "1001", "text", "a+b c"));

        assertThat(last().text()).isEqualTo("a+b c");
    }

    @Test
    void multipartIsTakenWithTheFileUnderItsField() throws IOException, InterruptedException {
        byte[] film = Samples.film(300_000, 1);
        Map<String, String> fields =
                Map.of("chat_id", "1001", "caption", "año", "reply_markup", BUTTON);
        Bot.Reply reply = bot.multipart("sendVideo", fields, Map.of("video", film));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(last().kind()).isEqualTo("video");
        assertThat(last().text()).isEqualTo("año");
        assertThat(last().file().getFirst().bytes()).isEqualTo(film.length);
        assertThat(server.phone().file(last().file().getFirst().sha256())).isEqualTo(film);
    }

    @Test
    void multipartIsTakenWithTheFileAttachedByAnotherName()
            throws IOException, InterruptedException {
        byte[] film = Samples.film(10, 1);
        Map<String, String> fields = Map.of("chat_id", "1001", "document", "attach://clip");
        bot.multipart("sendDocument", fields, Map.of("clip", film));

        assertThat(last().kind()).isEqualTo("document");
        assertThat(last().file().getFirst().name()).isEqualTo("clip.bin");
    }

    @Test
    void aFileThatBelongsToNoFieldIsRefused() throws IOException, InterruptedException {
        Bot.Reply reply =
                bot.multipart(
                        "sendMessage",
                        Map.of("chat_id", "1001", "text", "x"),
                        Map.of("photo", Samples.jpeg(10, 10, 1)));

        assertThat(reply.description())
                .isEqualTo("Bad Request: file \"photo\" belongs to no field of sendMessage");
    }

    @Test
    void aBodyInChunksIsTaken() throws IOException, InterruptedException {
        byte[] body = "{\"chat_id\":1001,\"text\":\"in chunks\"}".getBytes(StandardCharsets.UTF_8);
        URI uri =
                URI.create(
                        "http://127.0.0.1:%d/bot%s/sendMessage"
                                .formatted(server.port(), BotApiServer.TOKEN));
        Bot.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(last().text()).isEqualTo("in chunks");
    }

    @Test
    void aBodyThatIsNotWhatItSaysIsRefused() throws IOException, InterruptedException {
        assertThat(bot.raw("sendMessage", "application/json", "{\"chat_id\":").description())
                .startsWith("Bad Request: can't parse JSON object");
        assertThat(bot.raw("sendMessage", "application/json", "[]").description())
                .isEqualTo("Bad Request: can't parse JSON object");
        assertThat(bot.json("sendMessage", "{'chat_id':1,'chat_id':2}").description())
                .contains("Duplicate field 'chat_id'");
        assertThat(bot.raw("sendMessage", "text/plain", "x").description())
                .isEqualTo("Bad Request: unsupported content type \"text/plain\"");
        assertThat(bot.raw("sendMessage", "multipart/form-data", "x").description())
                .isEqualTo("Bad Request: can't parse multipart body: the boundary is missing");
        assertThat(
                        bot.raw("sendMessage", "multipart/form-data; boundary=a", "--a\r\n")
                                .description())
                .isEqualTo("Bad Request: can't parse multipart body: a part has no end");
        assertThat(
                        bot.raw("sendMessage", "application/x-www-form-urlencoded", "a=1&a=2")
                                .description())
                .isEqualTo("Bad Request: field \"a\" is there twice");
    }

    @Test
    void answersAreDatedByTheServersClock() throws IOException, InterruptedException {
        server.clock().set(java.time.Instant.parse("2031-02-03T04:05:06Z"));

        Bot.Reply reply = bot.says(ANA, "x");

        assertThat(reply.header("date")).matches("Mon, 03 Feb 2031 04:05:0\\d GMT");
        assertThat(last().date()).isBetween("2031-02-03T04:05:06Z", "2031-02-03T04:05:59Z");
        assertThat(reply.result().path("date").asLong()).isEqualTo(last().date().getEpochSecond());
    }
}
