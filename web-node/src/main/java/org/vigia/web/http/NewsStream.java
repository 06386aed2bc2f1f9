package org.vigia.web.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.json.Json;

/// What one listener has not been told yet, latest form only: an event or camera that changes twice
/// before it is sent is sent once. So the memory is bounded by the number of things, and by
/// [#CAPACITY] beyond which the listener is told to ask anew.
final class NewsStream {
    private static final int CAPACITY = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Object> pending = new LinkedHashMap<>();
    private boolean overflowed;
    private boolean closed;

    void offer(EventJson event) {
        put("event " + event.id(), event);
    }

    void offer(CameraJson camera) {
        put("camera " + camera.id(), camera);
    }

    void offer(HealthJson health) {
        put("health " + health.camera(), health);
    }

    private void put(String key, Object value) {
        lock.lock();
        try {
            pending.remove(key);
            if (pending.size() >= CAPACITY) {
                pending.clear();
                overflowed = true;
            }
            pending.put(key, value);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Ends [#pump]; idempotent, from any thread.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Writes server-sent events until closed, or until `alive`, asked at each beat, says no.
    ///
    /// @throws IOException when the listener has gone
    void pump(OutputStream out, long beatSeconds, BooleanSupplier alive)
            throws IOException, InterruptedException {
        out.write(": vigia\nretry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        while (true) {
            String text = next(beatSeconds);
            if (text == null || !alive.getAsBoolean()) {
                return;
            }
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private @Nullable String next(long beatSeconds) throws InterruptedException {
        Map<String, Object> batch = new LinkedHashMap<>();
        boolean reload;
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.SECONDS.toNanos(beatSeconds);
            while (pending.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                return null;
            }
            batch.putAll(pending);
            reload = overflowed;
            pending.clear();
            overflowed = false;
        } finally {
            lock.unlock();
        }
        StringBuilder text = new StringBuilder(reload ? "event: reload\ndata: {}\n\n" : "");
        for (Map.Entry<String, Object> item : batch.entrySet()) {
            String kind = item.getKey().substring(0, item.getKey().indexOf(' '));
            text.append("event: ").append(kind).append('\n');
            text.append("data: ").append(Json.text(item.getValue())).append("\n\n");
        }
        return text.isEmpty() ? ": beat\n\n" : text.toString();
    }
}
