package org.vigia.telegram.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.access.Role;
import org.vigia.telegram.bot.Update;
import org.vigia.telegram.text.Language;

/// Orders over a scripted bot and a desk in memory: Ana is an owner, Bernat may look.
abstract class OrdersBed {
    static final long ANA = 7_000_000_001L;
    static final long BERNAT = 7_000_000_002L;
    static final long STRANGER = 7_000_000_009L;
    static final long GROUP = -1_000_000_000_123L;
    static final Instant DATE = ScriptedBot.DATE;

    @TempDir Path folder;
    final FakePace pace = new FakePace();
    final Clock clock = Clock.fixed(DATE, ZoneOffset.UTC);
    final List<Long> heard = new CopyOnWriteArrayList<>();
    ScriptedBot bot = new ScriptedBot();
    FakeDesk desk;
    Access access;
    TelegramOrders orders;
    private long updates = 500;

    @BeforeEach
    void begin() throws Exception {
        desk = new FakeDesk(folder);
        access = Access.open(folder.resolve("people"), clock, pace);
        access.join(access.invite(Role.OWNER), ANA, "Ana", Language.EN);
        access.join(access.invite(Role.LOOK), BERNAT, "Bernat", Language.EN);
        start();
    }

    final void start() throws InterruptedException {
        orders =
                new TelegramOrders(
                        bot,
                        access,
                        desk,
                        folder.resolve("handled"),
                        clock,
                        ZoneOffset.UTC,
                        pace,
                        new Chats());
        orders.start(() -> {});
        bot.awaitIdle(Pace.system());
    }

    @AfterEach
    void end() throws IOException {
        orders.close();
    }

    private final class Chats implements ChatNews {
        @Override
        public void heard(long chat) {
            heard.add(chat);
        }

        @Override
        public void moved(long from, long to) {
            try {
                access.move(from, to);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Update.Written text(long from, String text) {
        return text(from, new Update.Chat(from, false, ""), DATE, text);
    }

    Update.Written inGroup(long from, String text) {
        return text(from, new Update.Chat(GROUP, true, "Casa"), DATE, text);
    }

    Update.Written text(long from, Update.Chat chat, Instant sent, String text) {
        long id = ++updates;
        return new Update.Written(id, chat, person(from), id, sent, text);
    }

    Update.Pressed press(long from, Update.Chat chat, String data) {
        return new Update.Pressed(++updates, "p" + updates, chat, 77, person(from), data);
    }

    Update.Pressed press(long from, String data) {
        return press(from, new Update.Chat(from, false, ""), data);
    }

    static Update.Person person(long id) {
        return new Update.Person(id, "Name" + id % 10, "es", false);
    }

    /// Gives it and waits for what is said.
    String ask(Update update) throws InterruptedException {
        bot.brings(update);
        return bot.said();
    }

    /// Gives it, and then something that is answered, so that whatever the first did is done.
    void giveAndSettle(Update update) throws InterruptedException {
        bot.brings(update);
        bot.brings(text(ANA, "/help"));
        String said = bot.said();
        if (!said.startsWith("You may")) {
            throw new AssertionError("said before: " + said);
        }
    }
}
