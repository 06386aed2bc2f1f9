package org.vigia.telegram.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.vigia.shared.event.EventId;
import org.vigia.telegram.text.Subject;

/// What the outbox decides: news in, lines of the journal and requests out. Reads no clock of its
/// own, waits for nothing and touches no disk. Used by one thread.
final class Dispatch {
    private final Threads threads;
    private final Audience audience;
    private final Clock clock;
    private final Consumer<Line> journal;
    private final Sending sending;
    private final Incidents incidents;
    private final Upkeep upkeep;
    private final Consequences consequences;

    /// @param threads what an earlier process has left
    /// @param journal takes each line after it counts here
    Dispatch(
            Threads threads,
            Audience audience,
            OutboxSettings settings,
            Stock stock,
            Clock clock,
            Consumer<Line> journal) {
        this.threads = threads;
        this.audience = audience;
        this.journal = journal;
        this.sending = new Sending(threads, audience, settings, stock, clock, this::record);
        this.incidents = new Incidents(threads, audience, settings, stock, sending, this::record);
        this.upkeep = new Upkeep(threads, settings, stock, sending, incidents, this::record);
        this.consequences =
                new Consequences(threads, sending, upkeep, audience, clock, this::record);
        this.clock = clock;
    }

    /// Ends what an earlier process has left running: nothing will be heard of it any more. Whom it
    /// was to leave alone is left alone.
    void resume(long now) {
        incidents.resume(now);
        for (Line.Blocked blocked : threads.blocked()) {
            long millis = Math.clamp(blocked.until() - clock.millis(), 0, blocked.millis());
            sending.block(blocked.chat(), now + Duration.ofMillis(millis).toNanos());
        }
    }

    void take(News news, long now) {
        switch (news) {
            case News.Told(Alert alert) -> {
                incidents.tell(alert, now);
                upkeep.foldOldest();
                upkeep.makeRoom();
            }
            case News.OfEvent of -> {
                incidents.heard(of, now);
                upkeep.makeRoom();
            }
            case News.Ended(EventId incident) -> incidents.ended(incident, now);
            case News.Safe(EventId event) -> incidents.safe(event);
            case News.Over(Subject subject, String camera, long at) ->
                    incidents.over(subject, camera, at, now);
            case News.Back(long chat) -> {
                if (threads.isGone(chat)) {
                    record(new Line.Back(chat));
                }
            }
            case News.Moved(long from, long to) -> consequences.moved(from, to);
            case News.Kept(long thread, int item, String file, long bytes) ->
                    upkeep.kept(thread, item, file, bytes);
            case News.Lacking() -> {}
            case News.Checked(boolean wrongToken) -> {
                if (wrongToken) {
                    consequences.wrongToken(now);
                }
            }
            case News.Answered answered ->
                    consequences.take(answered.task(), answered.outcome(), now);
        }
    }

    /// The requests to be made now.
    List<Task> due(long now) {
        incidents.letGo(now);
        upkeep.tidy(now);
        return sending.due(now);
    }

    /// When there may be more without any news.
    OptionalLong wake() {
        OptionalLong send = sending.wake();
        OptionalLong letGo = incidents.wake();
        if (send.isEmpty() || letGo.isEmpty()) {
            return send.isEmpty() ? letGo : send;
        }
        boolean sooner = letGo.getAsLong() - send.getAsLong() < 0;
        return sooner ? letGo : send;
    }

    /// How many alerts somebody is still to be told something of.
    int waiting() {
        return (int) threads.all().stream().filter(t -> !t.isToldEverywhere()).count();
    }

    boolean isTokenWrong() {
        return consequences.isTokenWrong();
    }

    boolean isUnreachable() {
        return consequences.isUnreachable();
    }

    boolean hasGoneChats() {
        return threads.gone().stream().anyMatch(audience::knows);
    }

    private void record(Line line) {
        threads.apply(line);
        journal.accept(line);
    }
}
