package org.vigia.web.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.web.event.DayCount;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.EventFilter;
import org.vigia.web.event.EventQuery;
import org.vigia.web.event.HistoryPlace;
import org.vigia.web.event.Mark;
import org.vigia.web.event.SeenArrivals;
import org.vigia.web.event.Span;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// A catalogue in memory whose files are real.
public final class FakeCatalogue implements EventCatalogue {
    /// Whose days it counts.
    public static final ZoneId ZONE = ZoneId.of("Europe/Madrid");

    private final Path directory;
    private final List<StoredEvent> events = new ArrayList<>();
    private final Map<EventId, Map<EvidenceKind, Path>> files = new HashMap<>();
    private final List<Consumer<StoredEvent>> observers = new CopyOnWriteArrayList<>();

    /// @param directory for the files
    public FakeCatalogue(Path directory) {
        this.directory = directory;
    }

    /// An id that a test can count on.
    public static EventId id(int number) {
        return new EventId("01900000-0000-7000-8000-%012x".formatted(number));
    }

    /// Announces event `number`, without any file yet.
    public StoredEvent announce(int number, String camera, EventKind kind, long startedMillis) {
        EventId id = id(number);
        return put(
                new StoredEvent(
                        id,
                        id,
                        camera,
                        kind,
                        StoredEvent.Stage.ANNOUNCED,
                        startedMillis,
                        true,
                        startedMillis + 800,
                        number,
                        0,
                        0,
                        null,
                        null,
                        null,
                        0,
                        Set.of(),
                        null));
    }

    /// Adds the camera's picture.
    public StoredEvent addSnapshot(EventId id, byte[] jpeg) {
        StoredEvent e = find(id).orElseThrow();
        EvidenceName name = store(id, EvidenceKind.SNAPSHOT, jpeg);
        return put(
                copy(
                        e,
                        StoredEvent.Stage.ARRIVING,
                        e.timeCertain(),
                        e.clipMillis(),
                        name,
                        e.clip()));
    }

    /// Adds clip and manifest: the event is whole.
    public StoredEvent complete(EventId id, byte @Nullable [] mp4, long clipMillis) {
        StoredEvent e = find(id).orElseThrow();
        EvidenceName clip = mp4 == null ? null : store(id, EvidenceKind.CLIP, mp4);
        store(
                id,
                EvidenceKind.MANIFEST,
                ("{ \"event\":\"" + id + "\" }\n").getBytes(StandardCharsets.UTF_8));
        return put(
                copy(
                        e,
                        StoredEvent.Stage.WHOLE,
                        e.timeCertain(),
                        mp4 == null ? 0 : clipMillis,
                        e.snapshot(),
                        clip));
    }

    StoredEvent doubtTime(EventId id) {
        StoredEvent e = find(id).orElseThrow();
        return put(copy(e, e.stage(), false, e.clipMillis(), e.snapshot(), e.clip()));
    }

    /// Gives an event a start in the year 292278994, as only a thief does.
    StoredEvent forgeTime(EventId id) {
        StoredEvent e = find(id).orElseThrow();
        return put(
                new StoredEvent(
                        e.id(),
                        e.incident(),
                        e.camera(),
                        e.kind(),
                        e.stage(),
                        Long.MAX_VALUE,
                        true,
                        e.arrivedMillis(),
                        e.arrival(),
                        e.clipMillis(),
                        e.preRollMillis(),
                        e.snapshot(),
                        e.clip(),
                        e.streamed(),
                        e.streamedMillis(),
                        e.marks(),
                        e.note()));
    }

    /// Gives an event a streamed film and marks.
    public StoredEvent mark(
            EventId id, byte @Nullable [] film, long filmMillis, Standing... marks) {
        StoredEvent e = find(id).orElseThrow();
        return put(
                new StoredEvent(
                        e.id(),
                        e.incident(),
                        e.camera(),
                        e.kind(),
                        e.stage(),
                        e.startedMillis(),
                        e.timeCertain(),
                        e.arrivedMillis(),
                        e.arrival(),
                        e.clipMillis(),
                        e.preRollMillis(),
                        e.snapshot(),
                        e.clip(),
                        film == null ? null : store(id, EvidenceKind.STREAMED, film),
                        film == null ? 0 : filmMillis,
                        Set.of(marks),
                        "a note"));
    }

    /// Does to an event what a mark says.
    void apply(EventId id, Mark mark, @Nullable String text) {
        StoredEvent e = find(id).orElseThrow();
        Set<Standing> marks = EnumSet.noneOf(Standing.class);
        marks.addAll(e.marks());
        switch (mark) {
            case BINNED -> marks.add(Standing.BINNED);
            case RESTORED -> marks.remove(Standing.BINNED);
            case KEPT -> marks.add(Standing.KEPT);
            case RELEASED -> marks.remove(Standing.KEPT);
            case CONFIRMED -> marks.remove(Standing.UNCONFIRMED);
            default -> {}
        }
        put(
                new StoredEvent(
                        e.id(),
                        e.incident(),
                        e.camera(),
                        e.kind(),
                        e.stage(),
                        e.startedMillis(),
                        e.timeCertain(),
                        e.arrivedMillis(),
                        e.arrival(),
                        e.clipMillis(),
                        e.preRollMillis(),
                        e.snapshot(),
                        e.clip(),
                        e.streamed(),
                        e.streamedMillis(),
                        marks,
                        mark == Mark.NOTE ? text : e.note()));
    }

    private static StoredEvent copy(
            StoredEvent e,
            StoredEvent.Stage stage,
            boolean timeCertain,
            long clipMillis,
            @Nullable EvidenceName snapshot,
            @Nullable EvidenceName clip) {
        return new StoredEvent(
                e.id(),
                e.incident(),
                e.camera(),
                e.kind(),
                stage,
                e.startedMillis(),
                timeCertain,
                e.arrivedMillis(),
                e.arrival(),
                clipMillis,
                clipMillis == 0 ? 0 : Math.min(5000, clipMillis / 2),
                snapshot,
                clip,
                e.streamed(),
                e.streamedMillis(),
                e.marks(),
                e.note());
    }

    private EvidenceName store(EventId id, EvidenceKind kind, byte[] content) {
        EvidenceName name = new EvidenceName(id, kind, Sha256.of(content));
        try {
            Path file = Files.write(directory.resolve(name.text()), content);
            synchronized (this) {
                files.computeIfAbsent(id, i -> new EnumMap<>(EvidenceKind.class)).put(kind, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    private StoredEvent put(StoredEvent event) {
        synchronized (this) {
            events.removeIf(e -> e.id().equals(event.id()));
            events.add(event);
        }
        observers.forEach(o -> o.accept(event));
        return event;
    }

    int observers() {
        return observers.size();
    }

    @Override
    public synchronized List<StoredEvent> find(EventQuery query) {
        HistoryPlace before = query.before();
        return events.stream()
                .filter(query.filter()::matches)
                .filter(e -> before == null || HistoryPlace.of(e).compareTo(before) > 0)
                .sorted(Comparator.comparing(HistoryPlace::of))
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized List<StoredEvent> arrived(String camera, long before, int most) {
        return events.stream()
                .filter(e -> e.camera().equals(camera) && e.arrival() < before)
                .sorted(Comparator.comparingLong(StoredEvent::arrival).reversed())
                .limit(most)
                .toList();
    }

    @Override
    public synchronized long newestArrival() {
        return events.stream().mapToLong(StoredEvent::arrival).max().orElse(0);
    }

    @Override
    public synchronized List<DayCount> days(
            @Nullable Set<String> cameras, LocalDate from, LocalDate to, SeenArrivals seen) {
        Map<LocalDate, DayCount> days = new TreeMap<>();
        for (StoredEvent e : events.stream().filter(listed(cameras, null)::matches).toList()) {
            LocalDate day = Instant.ofEpochMilli(e.shownMillis()).atZone(ZONE).toLocalDate();
            if (!day.isBefore(from) && day.isBefore(to)) {
                days.merge(
                        day,
                        new DayCount(day, 1, seen.has(e.arrival()) ? 0 : 1),
                        (a, b) ->
                                new DayCount(
                                        day, a.events() + b.events(), a.unseen() + b.unseen()));
            }
        }
        return List.copyOf(days.values());
    }

    @Override
    public synchronized int unseen(@Nullable Set<String> cameras, SeenArrivals seen, int most) {
        return (int) events.stream().filter(listed(cameras, seen)::matches).limit(most).count();
    }

    @Override
    public synchronized List<Span> spans(
            @Nullable Set<String> cameras, long fromMillis, long toMillis, int most) {
        return events.stream()
                .filter(listed(cameras, null)::matches)
                .filter(e -> e.shownMillis() < toMillis)
                .map(Span::of)
                .filter(s -> s.toMillis() > fromMillis || s.fromMillis() >= fromMillis)
                .sorted(Comparator.comparingLong(Span::fromMillis).reversed())
                .limit(most)
                .toList();
    }

    private static EventFilter listed(
            @Nullable Set<String> cameras, @Nullable SeenArrivals unseenBy) {
        return new EventFilter(cameras, Set.of(), null, null, EventFilter.Shelf.LISTED, unseenBy);
    }

    @Override
    public synchronized Optional<StoredEvent> find(EventId id) {
        return events.stream().filter(e -> e.id().equals(id)).findFirst();
    }

    @Override
    public synchronized Optional<Path> file(EventId id, EvidenceKind kind) {
        return Optional.ofNullable(files.getOrDefault(id, Map.of()).get(kind));
    }

    @Override
    public Subscription subscribe(Consumer<StoredEvent> observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }
}
