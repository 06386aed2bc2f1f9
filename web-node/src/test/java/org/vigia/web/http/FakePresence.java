package org.vigia.web.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.vigia.web.camera.Presence;

/// Cameras that were away when a test says so.
final class FakePresence implements Presence {
    private final Map<String, List<Offline>> away = new ConcurrentHashMap<>();

    void away(String camera, long fromMillis, long toMillis, boolean node) {
        away.computeIfAbsent(camera, c -> new CopyOnWriteArrayList<>())
                .add(new Offline(fromMillis, toMillis, node));
    }

    @Override
    public List<Offline> offline(String camera, long fromMillis, long toMillis) {
        return away.getOrDefault(camera, List.of()).stream()
                .filter(o -> o.toMillis() > fromMillis && o.fromMillis() < toMillis)
                .map(o ->
                        new Offline(
                                Math.max(o.fromMillis(), fromMillis),
                                Math.min(o.toMillis(), toMillis),
                                o.node()))
                .toList();
    }
}
