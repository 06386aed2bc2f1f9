package org.vigia.web.presence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vigia.web.camera.Presence;

/// What the journal's lines add up to: the stretches in which each camera, and the node itself, was
/// away. Not safe for several threads.
final class Attendance {
    /// Of a camera, or of the node; the oldest go first.
    static final int MOST = 20_000;

    private final Map<String, List<Away>> cameras = new HashMap<>();
    private final Map<String, Long> downSince = new HashMap<>();
    private final Set<String> up = new HashSet<>();
    private final List<Away> node = new ArrayList<>();

    // What of this run may have to be moved when the clock turns out to have been wrong.
    private long runSince;
    private final Map<String, Integer> ofRun = new HashMap<>();

    private record Away(long from, long to) {}

    void apply(PresenceLine line) {
        String camera = line.camera() == null ? "" : line.camera();
        switch (line.what()) {
            case UP -> up(camera, line.at());
            case DOWN -> {
                if (up.remove(camera)) {
                    downSince.put(camera, line.at());
                }
            }
            case STARTED -> started(line.at(), line.millis());
            case CLOCK -> jumped(line.millis());
        }
    }

    private void up(String camera, long at) {
        Long since = downSince.remove(camera);
        if (since != null) {
            add(cameras.computeIfAbsent(camera, c -> new ArrayList<>()), since, at);
            ofRun.merge(camera, 1, Integer::sum);
        }
        up.add(camera);
    }

    private void started(long at, long lastBeat) {
        if (lastBeat > 0) {
            add(node, lastBeat, at);
        }
        for (String camera : up) {
            downSince.put(camera, lastBeat > 0 ? lastBeat : at);
        }
        up.clear();
        runSince = at;
        ofRun.clear();
    }

    /// What this run has said was said by a clock that was wrong; what the former run said stays.
    private void jumped(long by) {
        long start = runSince;
        ofRun.forEach((camera, count) -> {
            List<Away> all = cameras.getOrDefault(camera, List.of());
            for (int i = Math.max(0, all.size() - count); i < all.size(); i++) {
                Away away = all.get(i);
                all.set(i, moved(away, start, by));
            }
        });
        downSince.replaceAll((camera, since) -> since >= start ? since + by : since);
        if (!node.isEmpty() && node.getLast().to() == start) {
            node.set(node.size() - 1, moved(node.getLast(), start, by));
        }
        runSince = start + by;
    }

    private static Away moved(Away away, long start, long by) {
        long from = away.from() >= start ? away.from() + by : away.from();
        return new Away(from, Math.max(from, away.to() + by));
    }

    private static void add(List<Away> all, long from, long to) {
        if (all.size() >= MOST) {
            all.subList(0, MOST / 10).clear();
        }
        all.add(new Away(from, Math.max(from, to)));
    }

    /// What is known of a camera within a stretch of time.
    List<Presence.Offline> offline(String camera, long from, long to, long now) {
        List<Away> down = new ArrayList<>(cameras.getOrDefault(camera, List.of()));
        Long since = downSince.get(camera);
        if (since != null) {
            down.add(new Away(since, Math.max(since, now)));
        }
        List<Presence.Offline> offline = new ArrayList<>();
        for (Away away : down) {
            cut(away, Math.max(from, 0), Math.min(to, now), offline);
        }
        return offline;
    }

    /// Cuts a camera's absence where the node itself was off, of which nobody knows more.
    private void cut(Away away, long from, long to, List<Presence.Offline> into) {
        long at = Math.max(away.from(), from);
        long end = Math.min(away.to(), to);
        for (Away off : node) {
            if (off.to() <= at || off.from() >= end) {
                continue;
            }
            add(into, at, off.from(), false);
            add(into, Math.max(at, off.from()), Math.min(end, off.to()), true);
            at = Math.max(at, off.to());
        }
        add(into, at, end, false);
    }

    private static void add(List<Presence.Offline> into, long from, long to, boolean node) {
        if (from < to) {
            into.add(new Presence.Offline(from, to, node));
        }
    }
}
