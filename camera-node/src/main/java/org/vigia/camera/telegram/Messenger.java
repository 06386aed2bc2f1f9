package org.vigia.camera.telegram;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import org.vigia.shared.event.Moment;
import org.vigia.shared.lifecycle.Closer;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.bot.TelegramBot;
import org.vigia.telegram.config.TelegramSettings;
import org.vigia.telegram.orders.ChatNews;
import org.vigia.telegram.outbox.Outbox;

/// This camera's bot: who it talks to, and what it tells them.
public final class Messenger implements AutoCloseable {
    private final Closer closer = new Closer();
    private final Bot bot;
    private final Access access;
    private final Outbox outbox;
    private final Alerts alerts;

    private Messenger(Bot bot, Access access, Outbox outbox, Alerts alerts) {
        this.bot = bot;
        this.access = access;
        this.outbox = outbox;
        this.alerts = alerts;
        closer.add(bot);
        closer.add(outbox);
    }

    /// Takes up what an earlier process has left untold.
    ///
    /// @param camera this camera's name
    /// @param folder its own
    /// @param now when something happens
    /// @throws IOException when the folder cannot be had or read
    public static Messenger open(
            TelegramSettings settings,
            String camera,
            Path folder,
            Supplier<Moment> now,
            Clock clock,
            Pace pace)
            throws IOException {
        Access access = Access.open(people(folder), clock, pace);
        Bot bot = new TelegramBot(settings.bot(), pace);
        try {
            Outbox outbox =
                    new Outbox(
                            folder.resolve("outbox"),
                            bot,
                            new AccessAudience(access),
                            settings.outbox(),
                            clock,
                            pace);
            outbox.start();
            OutboxAlerts alerts = new OutboxAlerts(camera, outbox, access, now);
            return new Messenger(bot, access, outbox, alerts);
        } catch (IOException e) {
            bot.close();
            throw e;
        }
    }

    /// The list of people, in the folder.
    public static Path people(Path folder) {
        return folder.resolve("people");
    }

    /// Whom the parts tell.
    public Alerts alerts() {
        return alerts;
    }

    /// Who speaks.
    public Bot bot() {
        return bot;
    }

    /// Who may give orders.
    public Access access() {
        return access;
    }

    /// Who is to know what the poller sees of chats. A group's new id goes to the outbox first,
    /// which tells who may: else what waits for it would be let go.
    public ChatNews chatNews() {
        return new ChatNews() {
            @Override
            public void heard(long chat) {
                outbox.back(chat);
            }

            @Override
            public void moved(long from, long to) {
                outbox.moved(from, to);
            }
        };
    }

    /// What waits to be told.
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public void close() {
        closer.close();
    }
}
