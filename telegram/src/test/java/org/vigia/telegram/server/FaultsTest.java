package org.vigia.telegram.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigia.shared.time.FakePace;

/// What can go wrong goes wrong on demand.
class FaultsTest extends ServerBed {
    private final FakePace pace = new FakePace();

    @Override
    BotApiServer open() throws IOException {
        BotApiServer opened = new BotApiServer(0, BotApiServer.TOKEN, Clock.systemUTC(), pace);
        opened.start();
        opened.limits().mode(RateLimits.Mode.OFF);
        return opened;
    }

    private int getMeThroughASocket() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String request =
                    "GET /bot%s/getMe HTTP/1.1\r\nHost: x\r\n\r\n".formatted(BotApiServer.TOKEN);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read();
        }
    }

    private int shown() {
        return server.phone().fromBot(ANA).size();
    }

    private Bot hasty() {
        return new Bot(server.port(), BotApiServer.TOKEN, Duration.ofMillis(300));
    }

    @Test
    void tooManyRequestsSayWhenToComeAgainAndMeanIt() throws IOException, InterruptedException {
        server.faults().next("sendMessage", new Fault.TooManyRequests(7));

        Bot.Reply reply = bot.says(ANA, "x");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.description()).isEqualTo("Too Many Requests: retry after 7");
        assertThat(reply.json().path("parameters").path("retry_after").asInt()).isEqualTo(7);
        assertThat(reply.header("retry-after")).isEqualTo("7");
        pace.advance(Duration.ofSeconds(4));
        assertThat(bot.says(ANA, "x").json().path("parameters").path("retry_after").asInt())
                .isEqualTo(3);
        assertThat(server.limits().violations())
                .extracting(Violation::what)
                .containsExactly("came back 3000 ms before retry_after");
        pace.advance(Duration.ofSeconds(3));
        assertThat(bot.says(ANA, "x").status()).isEqualTo(200);
        assertThat(shown()).isEqualTo(1);
    }

    @Test
    void serverErrorsComeWithOrWithoutEffect() throws IOException, InterruptedException {
        server.faults().next("*", new Fault.ServerError(500, false));
        server.faults().next("*", new Fault.ServerError(502, true));

        Bot.Reply first = bot.says(ANA, "x");
        assertThat(first.status()).isEqualTo(500);
        assertThat(first.description()).isEqualTo("Internal Server Error");
        assertThat(shown()).isZero();
        Bot.Reply second = bot.says(ANA, "x");
        assertThat(second.status()).isEqualTo(502);
        assertThat(second.json().path("error_code").asInt()).isEqualTo(502);
        assertThat(shown()).isEqualTo(1);
        assertThat(server.requests()).extracting(Received::applied).containsExactly(false, true);
    }

    @Test
    void aProxysPageIsNoJson() throws IOException, InterruptedException {
        server.faults().next("*", new Fault.HtmlPage(502, false));

        Bot.Reply reply = bot.says(ANA, "x");

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.header("content-type")).isEqualTo("text/html");
        assertThat(reply.body()).startsWith("<html>");
        assertThat(shown()).isZero();
    }

    @Test
    void anAnswerMayNeverComeThoughTheMessageDoes() {
        server.faults().next("*", new Fault.Silence(false));
        server.faults().next("*", new Fault.Silence(true));

        assertThatThrownBy(() -> hasty().says(ANA, "x")).isInstanceOf(HttpTimeoutException.class);
        assertThat(shown()).isZero();
        assertThatThrownBy(() -> hasty().says(ANA, "x")).isInstanceOf(HttpTimeoutException.class);
        assertThat(shown()).isEqualTo(1);
        assertThat(server.requests()).extracting(Received::status).containsOnly(0);
    }

    @Test
    void aConnectionMayBeResetThoughTheMessageArrived() {
        server.faults().next("*", new Fault.Reset(false));
        server.faults().next("*", new Fault.Reset(true));

        assertThatThrownBy(this::getMeThroughASocket)
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        assertThat(shown()).isZero();
        assertThatThrownBy(() -> bot.says(ANA, "x")).isInstanceOf(IOException.class);
        assertThat(shown()).isEqualTo(1);
    }

    @Test
    void anAnswerMayEndInTheMiddle() throws IOException, InterruptedException {
        server.faults().next("*", new Fault.TruncatedJson());

        Bot.Reply reply = bot.says(ANA, "x");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).startsWith("{\"ok\":true,");
        assertThat(reply.json().isMissingNode()).isTrue();
        assertThat(shown()).isEqualTo(1);
    }

    @Test
    void anUploadMayBeSlow() throws IOException, InterruptedException {
        server.faults().next("sendPhoto", new Fault.SlowUpload(1000));
        byte[] photo = Samples.jpeg(64, 48, 1);
        long before = pace.nanos();

        assertThat(bot.photo(ANA, photo).status()).isEqualTo(200);

        long millis = (pace.nanos() - before) / 1_000_000;
        assertThat(millis).isBetween((long) photo.length, photo.length + 500L);
        Received received = server.requests().getLast();
        assertThat(received.readNanos() - received.arrivedNanos()).isEqualTo(pace.nanos() - before);
    }

    @Test
    void anAnswerMayBeSlow() throws IOException, InterruptedException {
        server.faults().next("*", new Fault.SlowAnswer(1500));
        long before = pace.nanos();

        assertThat(bot.says(ANA, "x").status()).isEqualTo(200);

        assertThat(pace.nanos() - before).isEqualTo(1_500_000_000L);
    }

    @Test
    void rulesAreForTheirMethodAndAreUsedUp() throws IOException, InterruptedException {
        server.faults().times(2, "sendPhoto", new Fault.ServerError(500, false));
        server.faults().always("sendMessage", new Fault.ServerError(503, false));

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            statuses.add(bot.photo(ANA, Samples.jpeg(8, 8, i)).status());
            statuses.add(bot.says(ANA, "x").status());
        }
        server.faults().clear();
        statuses.add(bot.says(ANA, "x").status());

        assertThat(statuses).containsExactly(500, 503, 500, 503, 200, 503, 200);
    }

    @Test
    void aSeedPlaysTheSameFaultsAgain() throws IOException, InterruptedException {
        List<Fault> choice =
                List.of(new Fault.ServerError(500, false), new Fault.ServerError(502, true));
        List<List<Integer>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            server.faults().random(42, 0.4, choice);
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                statuses.add(bot.says(ANA, "x" + i).status());
            }
            runs.add(statuses);
        }

        assertThat(runs.get(0)).isEqualTo(runs.get(1)).contains(200, 500, 502);
    }
}
