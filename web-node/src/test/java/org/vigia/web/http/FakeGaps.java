package org.vigia.web.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.vigia.web.event.Gaps;

/// What will never come when a test says so.
final class FakeGaps implements Gaps {
    private final Map<String, List<Gap>> gaps = new ConcurrentHashMap<>();

    void add(String camera, long atMillis, boolean whole) {
        gaps.computeIfAbsent(camera, c -> new CopyOnWriteArrayList<>())
                .add(new Gap(atMillis, whole));
    }

    @Override
    public List<Gap> of(String camera, long fromMillis, long toMillis) {
        return gaps.getOrDefault(camera, List.of()).stream()
                .filter(g -> g.atMillis() >= fromMillis && g.atMillis() < toMillis)
                .toList();
    }
}
