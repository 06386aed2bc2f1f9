package org.vigia.telegram.outbox;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.bot.Outcome;

/// What the bot is being asked, each on a thread of its own; each ends in one piece of news. To be
/// begun and counted by the outbox's thread alone.
final class Couriers {
    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);

    private final Bot bot;
    private final Consumer<News> answers;
    private final Set<Thread> asking = ConcurrentHashMap.newKeySet();
    private int open;

    /// @param answers takes [News.Answered] and [News.Checked], from any thread
    Couriers(Bot bot, Consumer<News> answers) {
        this.bot = bot;
        this.answers = answers;
    }

    /// A wrong token is to be seen before there is something to tell.
    void check() {
        begin(() -> {
            boolean wrong = false;
            try {
                wrong = isTokenWrong();
            } finally {
                answers.accept(new News.Checked(wrong));
            }
        });
    }

    void send(Task task) {
        begin(() -> {
            Outcome<Long> outcome = new Outcome.Unreachable<>("a bug");
            try {
                outcome = outcome(task);
            } finally {
                answers.accept(new News.Answered(task, outcome));
            }
        });
    }

    /// To be told of all that is heard, so that it knows what is still open.
    void heard(News news) {
        if (news instanceof News.Answered || news instanceof News.Checked) {
            open--;
        }
    }

    boolean isIdle() {
        return open == 0;
    }

    /// Breaks off whatever is being asked; by any thread.
    void interrupt() {
        asking.forEach(Thread::interrupt);
    }

    private void begin(Runnable request) {
        open++;
        NamedThreads.start(
                "telegram-send",
                () -> {
                    asking.add(Thread.currentThread());
                    try {
                        request.run();
                    } catch (RuntimeException e) {
                        LOG.error("telegram: a request met a bug", e);
                    } finally {
                        asking.remove(Thread.currentThread());
                    }
                });
    }

    private Outcome<Long> outcome(Task task) {
        try {
            return bot.send(task.message());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // This process ends; the next one asks again.
            return new Outcome.Limited<>(Duration.ZERO);
        }
    }

    private boolean isTokenWrong() {
        try {
            return bot.whoAmI() instanceof Outcome.WrongToken<Bot.Identity>;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
