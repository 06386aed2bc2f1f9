package org.vigia.web.presence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.json.Json;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;
import org.vigia.web.camera.Presence;

/// When cameras' links stood: `presence/links.jsonl`, written once a minute at most, and
/// `presence/beat`, which tells afterwards when this node itself was off. A link that comes back
/// within seconds was not away. Kept for a year. See docs/design/site.md. Safe for use by several
/// threads.
public final class PresenceLog implements Presence, AutoCloseable {
    static final Duration BEAT = Duration.ofMinutes(1);
    static final Duration BLINK = Duration.ofSeconds(10);
    static final Duration KEEP = Duration.ofDays(366);

    private static final Logger LOG = LoggerFactory.getLogger(PresenceLog.class);
    private static final Duration JUMP = Duration.ofSeconds(5);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    // A camera's, between two beats: whoever comes and goes more often was away in between.
    private static final int MOST_CHANGES = 6;

    private final Path directory;
    private final Clock clock;
    private final Pace pace;
    private final Journal journal;
    private final Beat beat;
    private final Map<String, List<Change>> pending = new LinkedHashMap<>();
    private final Map<String, Boolean> online = new LinkedHashMap<>();
    private final Attendance known = new Attendance();
    private long apartMillis;
    private @Nullable Thread thread;

    private record Change(long nanos, boolean up) {}

    /// @param directory for its files alone; made at start
    public PresenceLog(Path directory, Clock clock, Pace pace) {
        this.directory = directory;
        this.clock = clock;
        this.pace = pace;
        this.journal = new Journal(directory.resolve("links.jsonl"));
        this.beat = new Beat(directory.resolve("beat"));
    }

    /// Takes up what is there, and begins to beat.
    ///
    /// @throws IOException when the directory cannot be read or written
    public void start() throws IOException {
        open();
        thread = NamedThreads.start("presence", this::run);
    }

    synchronized void open() throws IOException {
        DurableFiles.createDirectories(directory);
        long now = clock.millis();
        apartMillis = apart();
        List<PresenceLine> lines = tidy(read(), now);
        lines.forEach(known::apply);
        write(List.of(new PresenceLine(now, PresenceLine.What.STARTED, null, beat.last())));
        beat.restart(now);
    }

    private List<PresenceLine> read() throws IOException {
        List<PresenceLine> lines = new ArrayList<>();
        for (String text : journal.lines()) {
            try {
                lines.add(Json.read(text, PresenceLine.class));
            } catch (IOException e) {
                LOG.warn("{}: a line is passed over: {}", journal, e.getMessage());
            }
        }
        return lines;
    }

    /// Without what is older than a year, once that is most of it. What was last said of each
    /// camera before stays, as the state from which the rest goes on.
    private List<PresenceLine> tidy(List<PresenceLine> lines, long now) throws IOException {
        long bound = now - KEEP.toMillis();
        int old = 0;
        while (old < lines.size() && lines.get(old).at() < bound) {
            old++;
        }
        if (old == 0 || old < lines.size() / 2) {
            return lines;
        }
        Map<String, PresenceLine> states = new LinkedHashMap<>();
        for (PresenceLine line : lines.subList(0, old)) {
            String camera = line.camera();
            if (camera != null) {
                states.put(camera, line);
            }
        }
        List<PresenceLine> kept = new ArrayList<>();
        // So that a camera that was away then still is: it must have been there before.
        for (PresenceLine state : states.values()) {
            kept.add(new PresenceLine(state.at(), PresenceLine.What.UP, state.camera(), 0));
            if (state.what() == PresenceLine.What.DOWN) {
                kept.add(state);
            }
        }
        kept.addAll(lines.subList(old, lines.size()));
        StringBuilder text = new StringBuilder();
        kept.forEach(line -> text.append(Json.text(line)).append('\n'));
        DurableFiles.replace(
                directory.resolve("links.jsonl"), text.toString().getBytes(StandardCharsets.UTF_8));
        return kept;
    }

    /// A camera's link stands, or does not. Returns at once; what repeats changes nothing.
    public synchronized void seen(String camera, boolean up) {
        if (online.getOrDefault(camera, false) == up) {
            return;
        }
        online.put(camera, up);
        List<Change> changes = pending.computeIfAbsent(camera, c -> new ArrayList<>());
        long now = pace.nanos();
        if (up
                && !changes.isEmpty()
                && !changes.getLast().up()
                && now - changes.getLast().nanos() < BLINK.toNanos()) {
            changes.removeLast();
            return;
        }
        if (changes.size() >= MOST_CHANGES) {
            // All in one: it was away from the first time on.
            int down = changes.getFirst().up() ? 1 : 0;
            changes.subList(down + 1, changes.size()).clear();
        }
        if (changes.isEmpty() || changes.getLast().up() != up) {
            changes.add(new Change(now, up));
        }
    }

    private void run() {
        try {
            while (true) {
                pace.sleep(BEAT);
                beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Writes what has happened, and that this node lives.
    synchronized void beat() {
        try {
            List<PresenceLine> lines = new ArrayList<>();
            pending.keySet().forEach(camera -> lines.addAll(pending(camera)));
            long apart = apart();
            long jump = apart - apartMillis;
            if (Math.abs(jump) > JUMP.toMillis()) {
                lines.addFirst(
                        new PresenceLine(clock.millis(), PresenceLine.What.CLOCK, null, jump));
                apartMillis = apart;
            }
            write(lines);
            pending.clear();
            if (Math.abs(jump) > JUMP.toMillis()) {
                beat.restart(clock.millis());
            } else {
                beat.write(clock.millis());
            }
        } catch (IOException e) {
            LOG.warn("presence: not written, tried again in {}", BEAT, e);
        }
    }

    /// What is not written yet, by the clock as it is now: it may have jumped since.
    private List<PresenceLine> pending(String camera) {
        long millis = clock.millis();
        long nanos = pace.nanos();
        return pending.getOrDefault(camera, List.of()).stream()
                .map(change ->
                        new PresenceLine(
                                millis - Duration.ofNanos(nanos - change.nanos()).toMillis(),
                                change.up() ? PresenceLine.What.UP : PresenceLine.What.DOWN,
                                camera,
                                0))
                .toList();
    }

    private void write(List<PresenceLine> lines) throws IOException {
        if (!lines.isEmpty()) {
            journal.appendAll(lines.stream().map(Json::text).toList());
            lines.forEach(known::apply);
        }
    }

    @Override
    public synchronized List<Offline> offline(String camera, long fromMillis, long toMillis) {
        List<Offline> offline =
                new ArrayList<>(known.offline(camera, fromMillis, toMillis, clock.millis()));
        // What has not been written yet shortens or lengthens the last stretch.
        for (PresenceLine line : pending(camera)) {
            refine(offline, line, fromMillis, Math.min(toMillis, clock.millis()));
        }
        return List.copyOf(offline);
    }

    private static void refine(List<Offline> offline, PresenceLine line, long from, long to) {
        if (line.what() == PresenceLine.What.DOWN) {
            long since = Math.max(from, line.at());
            if (since < to) {
                offline.add(new Offline(since, to, false));
            }
        } else if (!offline.isEmpty() && offline.getLast().toMillis() > line.at()) {
            Offline last = offline.removeLast();
            if (last.fromMillis() < line.at()) {
                offline.add(new Offline(last.fromMillis(), line.at(), last.node()));
            }
        }
    }

    private long apart() {
        return clock.millis() - Duration.ofNanos(pace.nanos()).toMillis();
    }

    /// Writes what has happened so far.
    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            if (!NamedThreads.stop(running, CLOSE_PATIENCE)) {
                LOG.warn("presence: the thread has not ended");
            }
            beat();
        }
    }
}
