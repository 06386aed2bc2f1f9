package org.vigia.telegram.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.process.ChildProcess;

/// The server as a process, with everything done from outside.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlTest {
    private static final String TOKEN = "7000000001:another-token";

    private ChildProcess process;
    private int port;
    private Bot bot;
    private long people = 2000;

    @BeforeAll
    void start() throws IOException {
        process =
                new ChildProcess(
                        "bot-api",
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "0",
                                TOKEN));
        process.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
        String line = out.readLine();
        assertThat(line).startsWith("listening ");
        port = Integer.parseInt(line.substring("listening ".length()));
        bot = new Bot(port, TOKEN, Duration.ofSeconds(10));
    }

    @AfterAll
    void stop() {
        process.close();
    }

    /// Apostrophes stand for quotes.
    private Bot.Reply order(String verb, String body) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d/control/%s".formatted(port, verb));
        return Bot.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    private JsonNode done(String verb, String body) throws IOException, InterruptedException {
        Bot.Reply reply = order(verb, body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private long somebody() throws IOException, InterruptedException {
        people++;
        done("user", "{'id':%d,'name':'Ana','language':'ca'}".formatted(people));
        done("starts", "{'user':%d,'code':'abc'}".formatted(people));
        return people;
    }

    @Test
    void peopleWriteAndReadAndPress() throws IOException, InterruptedException {
        long ana = somebody();
        done("says", "{'chat':%1$d,'user':%1$d,'text':'/status'}".formatted(ana));
        JsonNode updates = bot.json("getUpdates", "{'offset':-1}").result();
        assertThat(updates.path(0).path("message").path("text").asText()).isEqualTo("/status");
        String markup = "{'inline_keyboard':[[{'text':'Off','callback_data':'off'}]]}";
        int id =
                bot.json(
                                "sendMessage",
                                "{'chat_id':%d,'text':'<b>armed</b>','parse_mode':'HTML','reply_markup':%s}"
                                        .formatted(ana, markup))
                        .messageId();

        JsonNode shown = done("shows", "{'chat':%d}".formatted(ana));
        String press =
                done(
                                "presses",
                                "{'chat':%1$d,'user':%1$d,'message':%2$d,'text':'Off'}"
                                        .formatted(ana, id))
                        .path("press")
                        .asText();
        bot.json("answerCallbackQuery", "{'callback_query_id':'%s','text':'ok'}".formatted(press));

        assertThat(shown.path(2).path("text").asText()).isEqualTo("armed");
        assertThat(shown.path(2).path("format").path(0).asText()).isEqualTo("bold@0+5");
        assertThat(shown.path(2).path("buttons").path(0).path(0).path("data").asText())
                .isEqualTo("off");
        assertThat(done("told", "{'press':'%s'}".formatted(press)).path("text").asText())
                .isEqualTo("ok");
    }

    @Test
    void filesCanBeFetched() throws IOException, InterruptedException {
        long ana = somebody();
        byte[] photo = Samples.jpeg(32, 32, 5);
        bot.photo(ana, photo);

        JsonNode file = done("shows", "{'chat':%d}".formatted(ana)).path(1).path("file").path(0);

        assertThat(file.path("sha256").asText()).isEqualTo(Sha256.of(photo));
        Bot.Reply bytes = order("file", "{'sha256':'%s'}".formatted(Sha256.of(photo)));
        assertThat(bytes.response().body()).isEqualTo(photo);
    }

    @Test
    void faultsLimitsAndTheClockAreSet() throws IOException, InterruptedException {
        long ana = somebody();
        done("fault", "{'method':'sendMessage','fault':{'kind':'too_many','retryAfter':3}}");
        assertThat(bot.says(ana, "x").status()).isEqualTo(429);
        assertThat(bot.says(ana, "x").status()).isEqualTo(429);
        assertThat(done("violations", "{}").findValuesAsText("what"))
                .anyMatch(w -> w.startsWith("came back"));
        done(
                "random",
                "{'seed':1,'share':1.0,'faults':[{'kind':'server_error','status':500,'applied':false}]}");
        assertThat(bot.call("getMe").status()).isEqualTo(500);
        done("clear", "{}");
        assertThat(bot.call("getMe").status()).isEqualTo(200);
        done("limits", "{'mode':'off'}");
        assertThat(done("clock", "{'set':'2030-01-02T03:04:05Z'}").path("now").asText())
                .startsWith("2030-01-02T03:04:0");
        assertThat(bot.call("getMe").header("date")).startsWith("Wed, 02 Jan 2030 03:04:0");
        assertThat(done("requests", "{}").findValuesAsText("method"))
                .contains("sendMessage", "getMe");
    }

    @Test
    void groupsComeAndGo() throws IOException, InterruptedException {
        long ana = somebody();
        done("group", "{'id':-%1$d,'title':'Home','members':[%1$d]}".formatted(ana));
        done("removes", "{'chat':-%1$d,'user':%1$d}".formatted(ana));
        assertThat(bot.says(-ana, "x").status()).isEqualTo(403);
        done("adds", "{'chat':-%1$d,'user':%1$d}".formatted(ana));
        done("migrates", "{'chat':-%1$d,'to':-100%1$d}".formatted(ana));
        assertThat(bot.says(-ana, "x").description()).contains("upgraded to a supergroup");
        done("blocks", "{'user':%d}".formatted(ana));
        assertThat(bot.says(ana, "x").status()).isEqualTo(403);
        done("unblocks", "{'user':%d}".formatted(ana));
        assertThat(bot.says(ana, "x").status()).isEqualTo(200);
        assertThat(done("pollers", "{}").asInt()).isZero();
        assertThat(done("pending", "{}").asInt()).isPositive();
    }

    @Test
    void anOrderThatMakesNoSenseIsAnError() throws IOException, InterruptedException {
        for (Map.Entry<String, String> wrong :
                Map.of(
                                "dance", "no verb dance",
                                "shows", "field chat is missing",
                                "blocks", "field user is missing",
                                "fault", "field fault is missing")
                        .entrySet()) {
            Bot.Reply reply = order(wrong.getKey(), "{}");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().path("error").asText()).isEqualTo(wrong.getValue());
        }
        assertThat(order("shows", "{'chat':12345}").json().path("error").asText())
                .isEqualTo("no chat 12345");
        assertThat(order("fault", "{'method':'*','fault':{'kind':'quake'}}").status())
                .isEqualTo(400);
    }
}
