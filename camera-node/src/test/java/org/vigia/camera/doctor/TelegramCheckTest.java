package org.vigia.camera.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.shared.config.Secret;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.bot.BotSettings;
import org.vigia.telegram.bot.TelegramBot;
import org.vigia.telegram.server.BotApiServer;

@Timeout(60)
class TelegramCheckTest {
    private static final String WRONG = "7000000001:AAwrongwrongwrongwrongwrongwrongwrong";

    private static Outcome ask(int port, String token, String language) throws Exception {
        try (Bot bot =
                new TelegramBot(
                        new BotSettings(new Secret(token), URI.create("http://127.0.0.1:" + port)),
                        Pace.system())) {
            return new TelegramCheck(Optional.of(bot)).look(Words.in(language));
        }
    }

    @Test
    void withoutATokenItIsOff() throws Exception {
        assertThat(new TelegramCheck(Optional.empty()).look(Words.in("en")))
                .isEqualTo(new Outcome.Ok("Telegram: off, no token is set"));
    }

    @Test
    void theBotSaysItsNameAndAWrongTokenWhatToDo() throws Exception {
        try (BotApiServer telegram = BotApiServer.started()) {
            assertThat(ask(telegram.port(), BotApiServer.TOKEN, "es"))
                    .isInstanceOf(Outcome.Ok.class)
                    .asString()
                    .contains("Telegram: el bot es @");
            assertThat(ask(telegram.port(), WRONG, "en"))
                    .isEqualTo(
                            new Outcome.Fail(
                                    "Telegram: the token is wrong or was revoked",
                                    "ask @BotFather for it (/token), put it into telegram.token or"
                                            + " telegram.token-file, restart camera-node"));
            assertThat(telegram.requests()).allMatch(r -> r.method().equals("getMe"));
        }
    }

    @Test
    void whatIsNotReachedSaysWhyAndNotTheToken() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        assertThat(ask(port, WRONG, "ca"))
                .isEqualTo(
                        new Outcome.Fail(
                                "Telegram: no s'hi arriba: no connection",
                                "mireu la connexió a internet, el rellotge i, si està posat,"
                                        + " telegram.api"));
    }
}
