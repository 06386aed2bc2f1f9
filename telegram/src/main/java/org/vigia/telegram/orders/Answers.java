package org.vigia.telegram.orders;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.time.Backoff;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.bot.Message;
import org.vigia.telegram.bot.Outcome;

/// What is said in answer, chat by chat in order, each on a thread of its own: a chat that must
/// wait holds up no other, and none an order. Given up after a while: an answer that comes late
/// says what is no longer so.
final class Answers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration FILM_PATIENCE = Duration.ofMinutes(10);
    private static final int WAITING = 32;
    private static final int LONGEST_TOAST = 200;

    private final Bot bot;
    private final Access access;
    private final ChatNews news;
    private final Pace pace;
    private final Map<Long, OrderQueue> chats = new ConcurrentHashMap<>();

    private interface Shape {
        Message of(long chat, OptionalLong reply);
    }

    private interface Request<T> {
        Outcome<T> send() throws InterruptedException;
    }

    Answers(Bot bot, Access access, ChatNews news, Pace pace) {
        this.bot = bot;
        this.access = access;
        this.news = news;
        this.pace = pace;
    }

    /// Says something where the order was given: to who pressed a button in passing, and in a group
    /// to all.
    void say(Giver to, String text) {
        Optional<String> press = to.takePress();
        enqueue(
                to.chat(),
                () -> {
                    boolean seen = press.isPresent() && toast(press.get(), text, false);
                    if (!seen || to.isInGroup()) {
                        write(to, text);
                    }
                });
    }

    /// Says why something is not done, to who asked for it alone where that is possible.
    void refuse(Giver to, String text) {
        Optional<String> press = to.takePress();
        enqueue(
                to.chat(),
                () -> {
                    if (press.isEmpty() || !toast(press.get(), text, true)) {
                        write(to, text);
                    }
                });
    }

    /// Lets go of the button, where one was pressed, before something that takes its time.
    void takeNote(Giver of) {
        of.takePress().ifPresent(press -> enqueue(of.chat(), () -> toast(press, "", false)));
    }

    void show(Giver to, byte[] jpeg, String caption) {
        enqueue(
                to.chat(),
                () ->
                        send(
                                to,
                                (chat, reply) ->
                                        new Message.Photo(
                                                chat,
                                                new Message.Upload.Bytes(jpeg),
                                                caption,
                                                reply,
                                                true),
                                PATIENCE));
    }

    /// Sends a film, behind what is said already, and returns when that is over, either way. Other
    /// answers do not wait for it.
    void show(Giver to, Path mp4, String caption) throws InterruptedException {
        CountDownLatch said = new CountDownLatch(1);
        if (enqueue(to.chat(), said::countDown)) {
            boolean _ = said.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
        send(
                to,
                (chat, reply) ->
                        new Message.Film(
                                chat, new Message.Upload.Stored(mp4), caption, reply, true),
                FILM_PATIENCE);
    }

    /// Sets a menu.
    void menu(String language, List<Bot.Command> commands) throws InterruptedException {
        Outcome<Boolean> outcome = persist(() -> bot.commands(language, commands), PATIENCE);
        if (!(outcome instanceof Outcome.Done<Boolean>)) {
            LOG.warn("telegram: the menu of orders was not set: {}", outcome);
        }
    }

    @Override
    public void close() {
        chats.values().forEach(OrderQueue::close);
    }

    private boolean enqueue(long chat, OrderQueue.Task task) {
        OrderQueue queue =
                chats.computeIfAbsent(chat, _ -> new OrderQueue("telegram-answers", WAITING));
        if (queue.offer(task)) {
            return true;
        }
        LOG.warn("telegram: too many answers wait for a chat; one is left out");
        return false;
    }

    /// Shows something in passing to who pressed.
    ///
    /// @return whether it was shown; Telegram refuses where the press is too old
    private boolean toast(String press, String text, boolean loud) throws InterruptedException {
        String brief =
                text.length() > LONGEST_TOAST ? text.substring(0, LONGEST_TOAST - 1) + "…" : text;
        return bot.answerPress(press, brief, loud) instanceof Outcome.Done<Boolean>
                && text.length() <= LONGEST_TOAST;
    }

    private void write(Giver to, String text) throws InterruptedException {
        send(to, (chat, reply) -> new Message.Text(chat, text, reply, true, List.of()), PATIENCE);
    }

    private void send(Giver to, Shape shape, Duration patience) throws InterruptedException {
        send(to, to.chat(), to.message(), shape, patience);
    }

    private void send(Giver to, long chat, OptionalLong reply, Shape shape, Duration patience)
            throws InterruptedException {
        Outcome<Long> outcome = persist(() -> sendOnce(to, shape.of(chat, reply)), patience);
        switch (outcome) {
            case Outcome.NothingToReplyTo<Long> _ when reply.isPresent() ->
                    send(to, chat, OptionalLong.empty(), shape, patience);
            case Outcome.Moved<Long>(long other) -> {
                news.moved(chat, other);
                persist(() -> sendOnce(to, shape.of(other, OptionalLong.empty())), patience);
            }
            case Outcome.Done<Long> _, Outcome.Gone<Long> _ ->
                    LOG.debug("telegram: answered, or nobody is there any more");
            case Outcome.Limited<Long> _,
                    Outcome.Unreachable<Long> _,
                    Outcome.Conflict<Long> _,
                    Outcome.WrongToken<Long> _,
                    Outcome.Unchanged<Long> _,
                    Outcome.NothingToReplyTo<Long> _,
                    Outcome.Refused<Long> _ ->
                    LOG.warn("telegram: an answer was not sent: {}", outcome);
        }
    }

    /// Who was taken off the list meanwhile hears no more.
    private Outcome<Long> sendOnce(Giver to, Message message) throws InterruptedException {
        return access.person(to.person().user()).isPresent()
                ? bot.send(message)
                : new Outcome.Gone<>();
    }

    /// Sends again what was kept from its way by the network or a limit.
    private <T> Outcome<T> persist(Request<T> request, Duration patience)
            throws InterruptedException {
        long began = pace.nanos();
        Backoff backoff = Backoff.between(Duration.ofSeconds(1), Duration.ofSeconds(30));
        while (true) {
            Outcome<T> outcome = request.send();
            Duration wait;
            if (outcome instanceof Outcome.Limited<T>(Duration after)) {
                wait = after;
            } else if (outcome instanceof Outcome.Unreachable<T>) {
                backoff = backoff.failed();
                wait = backoff.delay();
            } else {
                return outcome;
            }
            if (Duration.ofNanos(pace.nanos() - began).plus(wait).compareTo(patience) > 0) {
                return outcome;
            }
            pace.sleep(wait);
        }
    }
}
