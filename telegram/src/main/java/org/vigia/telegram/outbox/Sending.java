package org.vigia.telegram.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.telegram.outbox.Task.Lane;

/// Which requests are to be made now, one a chat and lane at a time: texts in the order of alerts
/// before anything else of their chat, then what follows them. Used by one thread.
final class Sending {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    private static final long LATE_PICTURE = Duration.ofMinutes(1).toNanos();

    private final Threads threads;
    private final Audience audience;
    private final OutboxSettings settings;
    private final AlertWording wording;
    private final Consumer<Line> lines;
    private final Map<Busy, Long> busy = new HashMap<>();
    private final Map<Lane, LaneState> lanes = new EnumMap<>(Lane.class);
    private final Map<Long, Long> blockedUntil = new HashMap<>();
    private final Map<Asked, Long> askedNanos = new HashMap<>();
    private final Set<Long> aside = new HashSet<>();
    private final Set<Long> failed = new LinkedHashSet<>();
    private OptionalLong pausedUntil = OptionalLong.empty();
    private OptionalLong wake = OptionalLong.empty();

    private record Busy(long chat, Lane lane) {}

    private record Hearer(String camera, long chat) {}

    /// Something that waits to be told.
    private record Asked(long thread, int item) {}

    Sending(
            Threads threads,
            Audience audience,
            OutboxSettings settings,
            Uploads uploads,
            Clock clock,
            Consumer<Line> lines) {
        this.threads = threads;
        this.audience = audience;
        this.settings = settings;
        this.wording = new AlertWording(settings, uploads, clock);
        this.lines = lines;
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LaneState());
        }
    }

    /// A text waits from now on; what this process has not seen beginning counts as late.
    void asked(long thread, long now) {
        askedNanos.put(new Asked(thread, -1), now);
    }

    /// An item waits from now on.
    void ready(long thread, int item, long now) {
        askedNanos.put(new Asked(thread, item), now);
    }

    void forget(long thread) {
        askedNanos.keySet().removeIf(a -> a.thread() == thread);
        wording.forget(thread);
    }

    /// What is to be sent now; it counts as on its way until [Consequences] has heard of it.
    List<Task> due(long now) {
        wake = OptionalLong.empty();
        List<Task> tasks = new ArrayList<>();
        if (pausedUntil.isPresent()) {
            if (pausedUntil.getAsLong() - now > 0) {
                wakeAt(pausedUntil.getAsLong());
                return tasks;
            }
            pausedUntil = OptionalLong.empty();
        }
        dropStrangers();
        for (long chat : waitingChats()) {
            long blocked = blockedUntil.getOrDefault(chat, now);
            if (blocked - now > 0) {
                wakeAt(blocked);
                continue;
            }
            blockedUntil.remove(chat);
            offer(chat, now, tasks);
        }
        return tasks;
    }

    /// When [#due] may have more without anything happening.
    OptionalLong wake() {
        return wake;
    }

    private void offer(long chat, long now, List<Task> tasks) {
        AlertThread untold = null;
        for (AlertThread thread : threads.all()) {
            ChatSteps steps = thread.chats().get(chat);
            if (steps != null && steps.awaitsText() && !aside.contains(thread.number())) {
                untold = thread;
                break;
            }
        }
        if (untold != null) {
            try {
                if (isFree(chat, Lane.WORDS, now)) {
                    begin(wording.text(untold, chat, isLate(untold, -1, now)), tasks);
                }
            } catch (RuntimeException e) {
                setAside(untold, e);
            }
            return;
        }
        for (AlertThread thread : threads.all()) {
            ChatSteps steps = thread.chats().get(chat);
            if (steps != null && steps.isTold() && !aside.contains(thread.number())) {
                try {
                    offer(thread, chat, steps, now, tasks);
                } catch (RuntimeException e) {
                    setAside(thread, e);
                }
            }
        }
    }

    /// One alert that goes wrong must not keep the others from being told.
    private void setAside(AlertThread thread, RuntimeException e) {
        if (aside.add(thread.number())) {
            LOG.error("telegram: an alert ({}) met a bug and is set aside", thread.subject(), e);
        }
    }

    private void offer(AlertThread thread, long chat, ChatSteps steps, long now, List<Task> tasks) {
        skipOvertakenPictures(thread, chat, steps, now);
        skipOvertakenWords(thread, chat, steps);
        Set<Object> held = new HashSet<>();
        for (Item item : List.copyOf(thread.items())) {
            if (steps.isTold(item.number())) {
                continue;
            }
            if (!wording.isThere(thread, item)) {
                lines.accept(new Line.ItemDone(thread.number(), chat, item.number(), "lost"));
                continue;
            }
            Lane lane = lane(item.kind());
            // What belongs to one event comes in its order: the picture, then the film.
            boolean first = item.event() == null || held.add(item.event());
            if (first && isFree(chat, lane, now)) {
                boolean late = isLate(thread, item.number(), now);
                begin(wording.item(thread, chat, item, late, now), tasks);
            }
        }
        if (steps.revision() < thread.revision() && isFree(chat, Lane.WORDS, now)) {
            begin(wording.edit(thread, chat), tasks);
        }
    }

    /// Where a chat's pictures are held up by over a minute, only the newest of an alert is worth
    /// its place.
    private void skipOvertakenPictures(AlertThread thread, long chat, ChatSteps steps, long now) {
        List<Item> waiting =
                thread.items().stream()
                        .filter(i -> i.kind() == ItemKind.PICTURE && !steps.isTold(i.number()))
                        .filter(_ -> !busy.containsKey(new Busy(chat, Lane.PICTURES)))
                        .toList();
        for (Item item : waiting.subList(0, Math.max(0, waiting.size() - 1))) {
            Long asked = askedNanos.get(new Asked(thread.number(), item.number()));
            if (asked == null || now - asked > LATE_PICTURE) {
                lines.accept(new Line.ItemDone(thread.number(), chat, item.number(), "overtaken"));
            }
        }
    }

    /// Of what has come and gone and come again only how it is now is worth saying; the text's
    /// count says how often.
    private void skipOvertakenWords(AlertThread thread, long chat, ChatSteps steps) {
        if (busy.containsKey(new Busy(chat, Lane.WORDS))) {
            return;
        }
        List<Item> waiting =
                thread.items().stream()
                        .filter(i -> i.kind() == ItemKind.AGAIN || i.kind() == ItemKind.RECOVERED)
                        .filter(i -> !steps.isTold(i.number()))
                        .toList();
        for (Item item : waiting.subList(0, Math.max(0, waiting.size() - 1))) {
            lines.accept(new Line.ItemDone(thread.number(), chat, item.number(), "overtaken"));
        }
    }

    private boolean isFree(long chat, Lane lane, long now) {
        if (busy.containsKey(new Busy(chat, lane))) {
            return false;
        }
        long wait = state(lane).waitNanos(now);
        if (wait > 0) {
            wakeAt(now + wait);
        }
        return wait == 0;
    }

    private void begin(Task task, List<Task> tasks) {
        busy.put(new Busy(task.chat(), task.lane()), task.thread());
        state(task.lane()).began();
        tasks.add(task);
    }

    private boolean isLate(AlertThread thread, int item, long now) {
        return wording.isLate(thread, item, askedNanos.get(new Asked(thread.number(), item)), now);
    }

    /// Who was taken off the list hears nothing more.
    private void dropStrangers() {
        Map<Hearer, Boolean> wanted = new HashMap<>();
        for (AlertThread thread : threads.all()) {
            for (Map.Entry<Long, ChatSteps> entry : List.copyOf(thread.chats().entrySet())) {
                if (isDone(thread, entry.getValue())) {
                    continue;
                }
                Hearer hearer = new Hearer(thread.camera(), entry.getKey());
                boolean stays = wanted.computeIfAbsent(hearer, this::isWanted);
                if (!stays) {
                    lines.accept(
                            new Line.TextGivenUp(thread.number(), hearer.chat(), "not wanted"));
                }
            }
        }
    }

    private boolean isWanted(Hearer hearer) {
        boolean silent = settings.orders() && threads.isGone(hearer.chat());
        return !silent && audience.mayHear(hearer.camera(), hearer.chat());
    }

    private static boolean isDone(AlertThread thread, ChatSteps steps) {
        return steps.isDone(thread.items().size(), thread.revision());
    }

    /// Those that did not get through last time come last, and of them who has waited longest
    /// first: one that never does must not be the only one that tries.
    private List<Long> waitingChats() {
        Set<Long> chats = new LinkedHashSet<>();
        for (AlertThread thread : threads.all()) {
            thread.chats()
                    .forEach((chat, steps) -> {
                        if (!isDone(thread, steps)) {
                            chats.add(chat);
                        }
                    });
        }
        failed.retainAll(chats);
        chats.removeAll(failed);
        List<Long> order = new ArrayList<>(chats);
        order.addAll(failed);
        return order;
    }

    private void wakeAt(long at) {
        wake = wake.isEmpty() || at - wake.getAsLong() < 0 ? OptionalLong.of(at) : wake;
    }

    private static Lane lane(ItemKind kind) {
        return switch (kind) {
            case PICTURE -> Lane.PICTURES;
            case FILM -> Lane.FILMS;
            case TOO_LARGE, LET_GO, RECOVERED, AGAIN -> Lane.WORDS;
        };
    }

    LaneState state(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }

    void ended(Task task) {
        busy.remove(new Busy(task.chat(), task.lane()));
        state(task.lane()).ended();
    }

    /// Whether something of a thread is being sent.
    boolean isOnItsWay(long thread) {
        return busy.containsValue(thread);
    }

    void block(long chat, long until) {
        blockedUntil.put(chat, until);
    }

    /// Something to a chat did not get through.
    void failed(long chat) {
        answered(chat);
        failed.add(chat);
    }

    /// Something did.
    void answered(long chat) {
        failed.remove(chat);
    }

    void resume() {
        pausedUntil = OptionalLong.empty();
    }

    void pause(long until) {
        pausedUntil = OptionalLong.of(until);
    }
}
