package org.vigia.telegram.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;
import org.vigia.telegram.text.AlertState;
import org.vigia.telegram.text.Subject;

/// One alert and what became of it: the sum of its lines. Its `revision` goes up with all that
/// changes its text. Used by one thread.
final class AlertThread {
    private final long number;
    private final Subject subject;
    private final String camera;
    private final List<Line> lines = new ArrayList<>();
    private final Map<Long, ChatSteps> chats = new LinkedHashMap<>();
    private final Map<EventId, Boolean> events = new LinkedHashMap<>();
    private final List<Item> items = new ArrayList<>();
    private long first;
    private long last;
    private boolean unsure;
    private int count = 1;
    private int revision = 1;
    private @Nullable EventId incident;
    private @Nullable EventId firstIncident;
    private boolean running;
    private @Nullable Long over;
    private Line.@Nullable Joined lastJoined;

    AlertThread(Line.Begun begun) {
        this.number = begun.thread();
        this.subject = begun.subject();
        this.camera = begun.camera();
        this.first = begun.at();
        this.last = begun.at();
        this.unsure = !begun.sure();
        this.incident = begun.incident();
        this.firstIncident = begun.incident();
        this.running = subject.nature() != Subject.Nature.MOMENT;
        begun.chats().forEach(told -> chats.put(told.chat(), new ChatSteps(told.language())));
        lines.add(begun);
    }

    void apply(Line.OfThread line) {
        lines.add(line);
        switch (line) {
            case Line.Begun _, Line.Closed _, Line.Folded _ -> {}
            case Line.Joined joined -> join(joined);
            case Line.Opened opened -> events.putIfAbsent(opened.event(), false);
            case Line.Ended _ -> changing(() -> running = false);
            case Line.Over o -> {
                running = false;
                if (over == null || over != o.at()) {
                    over = o.at();
                    revision++;
                }
            }
            case Line.Safe safe -> changing(() -> events.replace(safe.event(), true));
            case Line.Ready r -> ready(r);
            case Line.Stored s -> items.set(s.item(), items.get(s.item()).in(s.file()));
            case Line.Replaced r -> items.set(r.item(), items.get(r.item()).as(r.kind()));
            case Line.TextTold t -> steps(t.chat()).textTold(t);
            case Line.TextGivenUp t -> steps(t.chat()).giveUp();
            case Line.EditDone e -> steps(e.chat()).editDone(e.revision());
            case Line.ItemDone i -> steps(i.chat()).itemDone(i.item());
            case Line.NoReply n -> steps(n.chat()).noReply();
            case Line.Moved m -> move(m.from(), m.to());
        }
    }

    /// One that is known is there twice: a disk has failed in between.
    private void ready(Line.Ready r) {
        if (r.item() > items.size()) {
            throw new IllegalArgumentException("an item is lacking before this one");
        }
        if (r.item() == items.size()) {
            items.add(new Item(r.item(), r.kind(), r.at(), r.incident(), r.event(), r.file()));
        }
    }

    private void join(Line.Joined joined) {
        if (joined.equals(lastJoined)) {
            // A disk that failed in between has it twice.
            return;
        }
        lastJoined = joined;
        chats.values().forEach(ChatSteps::tryAgain);
        count++;
        last = Math.max(last, joined.at());
        unsure |= !joined.sure();
        incident = joined.incident();
        running = subject.nature() != Subject.Nature.MOMENT;
        over = null;
        revision++;
    }

    /// Receipts change the text only when they make all of it safe.
    private void changing(Runnable change) {
        boolean before = isSafe();
        change.run();
        if (isSafe() != before) {
            revision++;
        }
    }

    /// Takes another in that nobody was told of.
    void absorb(AlertThread other, Line.Folded folded) {
        lines.addAll(other.lines);
        lines.add(folded);
        count += other.count;
        first = Math.min(first, other.first);
        last = Math.max(last, other.last);
        unsure |= other.unsure;
        events.putAll(other.events);
        revision++;
    }

    private void move(long from, long to) {
        ChatSteps steps = chats.remove(from);
        if (steps != null) {
            chats.putIfAbsent(to, steps);
        }
    }

    long number() {
        return number;
    }

    Subject subject() {
        return subject;
    }

    String camera() {
        return camera;
    }

    int revision() {
        return revision;
    }

    int count() {
        return count;
    }

    /// The incident that began last; null where nothing is recorded.
    @Nullable EventId incident() {
        return incident;
    }

    /// The incident that the buttons speak of and the site shows.
    @Nullable EventId firstIncident() {
        return firstIncident;
    }

    boolean isRunning() {
        return running;
    }

    boolean has(EventId event) {
        return events.containsKey(event);
    }

    List<EventId> events() {
        return List.copyOf(events.keySet());
    }

    boolean isSafe() {
        return !running && !events.isEmpty() && !events.containsValue(false);
    }

    Map<Long, ChatSteps> chats() {
        return chats;
    }

    ChatSteps steps(long chat) {
        return Objects.requireNonNull(chats.get(chat), "a chat that was not to be told");
    }

    List<Item> items() {
        return items;
    }

    List<Line> lines() {
        return lines;
    }

    /// Whether both say the same to the same chats.
    boolean isLike(AlertThread other) {
        return subject == other.subject
                && camera.equals(other.camera)
                && chats.keySet().equals(other.chats.keySet());
    }

    /// Whether no chat has been told anything.
    boolean isUntold() {
        return chats.values().stream().allMatch(ChatSteps::awaitsText);
    }

    boolean isToldEverywhere() {
        return chats.values().stream().allMatch(c -> c.isDone(items.size(), revision));
    }

    boolean isNeeded(Item item) {
        return chats.values().stream()
                .anyMatch(c -> (c.awaitsText() || c.isTold()) && !c.isTold(item.number()));
    }

    AlertState state(boolean late, String link) {
        return new AlertState(
                subject, camera, count, first, last, unsure, late, over, isSafe(), link);
    }

    long lastMillis() {
        return last;
    }
}
