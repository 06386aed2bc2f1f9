package org.vigia.telegram.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigia.shared.time.FakePace;

/// The published limits are kept, or noted, or both.
class RateLimitsTest extends ServerBed {
    private static final long GROUP = -5001;

    private final FakePace pace = new FakePace();

    @Override
    BotApiServer open() throws IOException {
        BotApiServer opened = new BotApiServer(0, BotApiServer.TOKEN, Clock.systemUTC(), pace);
        opened.start();
        return opened;
    }

    @BeforeEach
    void group() {
        phone.group(GROUP, "Home", List.of(ANA));
    }

    @Test
    void aShortBurstIsLetPassAndNoMore() throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            assertThat(bot.says(ANA, "x" + i).status()).isEqualTo(200);
        }

        Bot.Reply reply = bot.says(ANA, "too much");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.json().path("parameters").path("retry_after").asInt()).isEqualTo(1);
        assertThat(server.limits().violations())
                .extracting(Violation::what)
                .containsExactly("more than a message a second");
        assertThat(bot.says(GROUP, "elsewhere").status()).isEqualTo(200);
    }

    @Test
    void aMessageASecondIsTakenForever() throws IOException, InterruptedException {
        for (int i = 0; i < 50; i++) {
            assertThat(bot.says(ANA, "x" + i).status()).isEqualTo(200);
            pace.advance(Duration.ofSeconds(1));
        }
        assertThat(server.limits().violations()).isEmpty();
    }

    @Test
    void aGroupTakesTwentyAMinute() throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            assertThat(bot.says(GROUP, "x" + i).status()).isEqualTo(200);
            pace.advance(Duration.ofSeconds(2));
        }

        Bot.Reply reply = bot.says(GROUP, "too much");

        assertThat(reply.json().path("parameters").path("retry_after").asInt()).isEqualTo(20);
        pace.advance(Duration.ofSeconds(20));
        assertThat(bot.says(GROUP, "again").status()).isEqualTo(200);
    }

    @Test
    void allChatsTogetherTakeThirtyASecond() throws IOException, InterruptedException {
        server.limits().figures(100, 100, 30);
        for (int i = 0; i < 30; i++) {
            assertThat(bot.says(i % 2 == 0 ? ANA : GROUP, "x").status()).isEqualTo(200);
        }

        assertThat(bot.says(ANA, "x").status()).isEqualTo(429);
        assertThat(server.limits().violations())
                .extracting(Violation::what)
                .containsExactly("more than 30 messages a second");
    }

    @Test
    void editsDoNotCount() throws IOException, InterruptedException {
        int id = bot.says(ANA, "x").messageId();
        for (int i = 0; i < 10; i++) {
            Map<String, String> edit =
                    Map.of("chat_id", "1001", "message_id", "" + id, "text", "x" + i);
            assertThat(bot.form("editMessageText", edit).status()).isEqualTo(200);
        }
    }

    @Test
    void limitsMayBeCountedOnlyOrLetAlone() throws IOException, InterruptedException {
        server.limits().mode(RateLimits.Mode.COUNT);
        for (int i = 0; i < 5; i++) {
            assertThat(bot.says(ANA, "x").status()).isEqualTo(200);
        }
        assertThat(server.limits().violations()).hasSize(2);
        server.limits().mode(RateLimits.Mode.OFF);
        assertThat(bot.says(ANA, "x").status()).isEqualTo(200);
        assertThat(server.limits().violations()).hasSize(2);
    }
}
