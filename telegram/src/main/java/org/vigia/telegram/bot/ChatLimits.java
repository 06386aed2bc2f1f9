package org.vigia.telegram.bot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.vigia.shared.time.Pace;

/// How often a chat may be written to, as Telegram's FAQ has it: one message a second, bursts of
/// three excepted; twenty a minute in a group; and nothing for as long as Telegram has said so.
/// Safe for use by several threads.
///
/// @see <a
///   href="https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this">FAQ</a>
public final class ChatLimits {
    private static final int BURST = 3;
    private static final int GROUP_MESSAGES = 20;
    // Telegram counts when a message arrives: one that was held up is nearer to the next.
    private static final long SECOND = Duration.ofMillis(1_050).toNanos();
    private static final long MINUTE = Duration.ofSeconds(61).toNanos();
    private static final int MANY_CHATS = 1_000;

    private final Pace pace;
    private final long restartedNanos;
    private final boolean restarted;
    private final Map<Long, Chat> chats = new HashMap<>();

    private static final class Chat {
        private final boolean group;
        private final Deque<Long> sent = new ArrayDeque<>();
        // When the burst has been paid for: a bucket of BURST that fills by one a second.
        private long paidNanos;
        private long blockedUntil;

        Chat(long id, long now) {
            this.group = id < 0;
            this.paidNanos = now;
            this.blockedUntil = now;
        }

        long waitNanos(long now) {
            long wait = Math.max(blockedUntil - now, paidNanos - now - (BURST - 1) * SECOND);
            if (group && sent.size() >= GROUP_MESSAGES) {
                wait = Math.max(wait, sent.getFirst() + MINUTE - now);
            }
            return Math.max(0, wait);
        }

        void sent(long now) {
            paidNanos = (paidNanos - now > 0 ? paidNanos : now) + SECOND;
            if (group) {
                sent.addLast(now);
                if (sent.size() > GROUP_MESSAGES) {
                    sent.removeFirst();
                }
            }
        }

        void usedBefore(long restart, long now) {
            long paid = restart + (BURST - 1) * SECOND;
            paidNanos = paid - now > 0 ? paid : now;
            for (int i = 0; group && i < GROUP_MESSAGES / 2; i++) {
                sent.addLast(restart);
            }
        }

        boolean idle(long now) {
            return blockedUntil - now <= 0
                    && paidNanos - now <= 0
                    && (sent.isEmpty() || now - sent.getLast() > MINUTE);
        }
    }

    /// Nobody has been written to yet.
    public ChatLimits(Pace pace) {
        this(pace, false);
    }

    private ChatLimits(Pace pace, boolean restarted) {
        this.pace = pace;
        this.restarted = restarted;
        this.restartedNanos = pace.nanos();
    }

    /// An earlier process may have written to anybody a moment ago: as if each chat's burst and
    /// half of each group's minute were used up. The first message goes at once all the same.
    public static ChatLimits afterRestart(Pace pace) {
        return new ChatLimits(pace, true);
    }

    /// Takes the right to send one message now.
    ///
    /// @return zero where it was granted; else how long to wait, and nothing was taken
    public synchronized Duration take(long chat) {
        long now = pace.nanos();
        if (chats.size() > MANY_CHATS) {
            chats.values().removeIf(c -> c.idle(now));
        }
        Chat limits = chats.computeIfAbsent(chat, id -> chat(id, now));
        long wait = limits.waitNanos(now);
        if (wait == 0) {
            limits.sent(now);
        }
        return Duration.ofNanos(wait);
    }

    /// Telegram wants this chat left alone.
    public synchronized void block(long chat, Duration after) {
        long now = pace.nanos();
        chats.computeIfAbsent(chat, id -> chat(id, now)).blockedUntil = now + after.toNanos();
    }

    private Chat chat(long id, long now) {
        Chat chat = new Chat(id, now);
        if (restarted && now - restartedNanos < MINUTE) {
            chat.usedBefore(restartedNanos, now);
        }
        return chat;
    }
}
