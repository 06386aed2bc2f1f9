package org.vigia.telegram.server;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The server with Ana's phone, who has started the bot.
abstract class ServerBed {
    static final long ANA = 1001;

    BotApiServer server;
    Phone phone;
    Bot bot;

    /// The server of a test, begun: unless overridden one with the machine's time and no limits.
    BotApiServer open() throws IOException {
        BotApiServer opened = BotApiServer.started();
        opened.limits().mode(RateLimits.Mode.OFF);
        return opened;
    }

    @BeforeEach
    final void begin() throws IOException {
        server = open();
        phone = server.phone();
        phone.user(ANA, "Ana", "es");
        phone.starts(ANA);
        bot = new Bot(server.port());
    }

    @AfterEach
    final void end() {
        server.close();
    }
}
