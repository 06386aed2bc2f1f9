package org.vigia.telegram.orders;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.text.Language;

/// Takes orders through a bot, from those who are on the list. Whatever Telegram does, nobody waits
/// for this; after [#close] no thread of it is left.
public final class TelegramOrders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TelegramOrders.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(10);

    private final Bot bot;
    private final Access access;
    private final Desk desk;
    private final Path handled;
    private final Pace pace;
    private final ChatNews chats;
    private final Answers answers;
    private final Clerk clerk;
    private final OrderQueue menus = new OrderQueue("telegram-menu", 1);
    private volatile @Nullable String name;
    private @Nullable Thread thread;

    /// @param bot not closed here
    /// @param access who may
    /// @param desk where orders are carried out
    /// @param handled the file of what was taken already; its folder exists
    /// @param clock for the times that are shown
    /// @param zone whose time is shown
    /// @param pace monotonic time
    /// @param chats is told what is seen of chats
    public TelegramOrders(
            Bot bot,
            Access access,
            Desk desk,
            Path handled,
            Clock clock,
            ZoneId zone,
            Pace pace,
            ChatNews chats) {
        this.bot = bot;
        this.access = access;
        this.desk = desk;
        this.handled = handled;
        this.pace = pace;
        this.chats = chats;
        this.answers = new Answers(bot, access, chats, pace);
        this.clerk = new Clerk(desk, access, answers, new OrderWording(clock, zone), pace);
    }

    /// Begins to ask for orders.
    ///
    /// @param named is run once the bot's name is known; returns quickly
    public void start(Runnable named) {
        thread = NamedThreads.start("telegram-poller", () -> run(named));
    }

    /// The bot's user name, without the `@`; empty until Telegram has said it.
    public Optional<String> botName() {
        return Optional.ofNullable(name);
    }

    private void run(Runnable named) {
        try {
            while (true) {
                try {
                    poll(named);
                } catch (RuntimeException e) {
                    LOG.error("telegram: taking orders met a bug", e);
                }
                pace.sleep(AFTER_A_BUG);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll(Runnable named) throws InterruptedException {
        Poller poller = new Poller(bot, Handled.load(handled), pace);
        Bot.Identity identity = poller.identity();
        name = identity.name();
        named.run();
        LOG.info("telegram: takes orders as {}", identity);
        menus.offer(this::setMenus);
        poller.run(
                new Reception(
                        access,
                        new OrderReader(identity.name()),
                        clerk,
                        answers,
                        pace,
                        desk.situation().camera(),
                        chats));
    }

    private void setMenus() throws InterruptedException {
        answers.menu("", OrderWording.menu(Language.EN));
        for (Language language : Language.values()) {
            answers.menu(language.code(), OrderWording.menu(language));
        }
    }

    /// Stops asking, gives up what is being done and answered, and waits for the threads.
    @Override
    public void close() {
        Thread running = thread;
        if (running != null && !NamedThreads.stop(running, CLOSE_PATIENCE)) {
            LOG.warn("the Telegram poller did not end within {}", CLOSE_PATIENCE);
        }
        menus.close();
        clerk.close();
        answers.close();
    }
}
