package org.vigia.web.metrics;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.vigia.shared.event.EventKind;
import org.vigia.web.event.StoredEvent;

/// What is counted from the node's start on, for want of anybody who knows it otherwise. Its
/// methods return at once. Safe for use by several threads.
public final class Tally {
    private final Map<Happening, LongAdder> events = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> received = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> sent = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> refused = new ConcurrentSkipListMap<>();
    private final LongAdder refusedLogins = new LongAdder();
    private final AtomicLong newest = new AtomicLong();

    /// Something that cameras tell of again and again.
    record Happening(String camera, EventKind kind) {}

    /// Counts no event that arrived up to here.
    ///
    /// @param arrival a place in the order of arrival
    public void countEventsAfter(long arrival) {
        newest.set(arrival);
    }

    /// An event is new or has come further.
    public void stored(StoredEvent event) {
        long before = newest.getAndAccumulate(event.arrival(), Math::max);
        if (event.arrival() > before) {
            one(events, new Happening(event.camera(), event.kind())).increment();
        }
    }

    /// A camera's room is short, as [org.vigia.web.store.RoomWatcher] says it.
    public void isShort(String camera, Optional<String> why) {
        if (why.isPresent()) {
            one(refused, camera).increment();
        }
    }

    /// Somebody has tried to sign in and was refused.
    public void loginRefused() {
        refusedLogins.increment();
    }

    /// What comes from a camera over its link, counted as it is read.
    public InputStream receiving(String camera, InputStream in) {
        LongAdder bytes = one(received, camera);
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                bytes.add(b < 0 ? 0 : 1);
                return b;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int n = super.read(to, offset, length);
                bytes.add(Math.max(0, n));
                return n;
            }
        };
    }

    /// What goes to a camera over its link, counted as it is written.
    public OutputStream sending(String camera, OutputStream out) {
        LongAdder bytes = one(sent, camera);
        return new FilterOutputStream(out) {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
                bytes.increment();
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                out.write(from, offset, length);
                bytes.add(length);
            }
        };
    }

    long refusedLogins() {
        return refusedLogins.sum();
    }

    void eachEvent(BiConsumer<Happening, Long> to) {
        events.forEach((happening, count) -> to.accept(happening, count.sum()));
    }

    long received(String camera) {
        return sum(received, camera);
    }

    long sent(String camera) {
        return sum(sent, camera);
    }

    long refused(String camera) {
        return sum(refused, camera);
    }

    private static long sum(Map<String, LongAdder> counts, String camera) {
        LongAdder count = counts.get(camera);
        return count == null ? 0 : count.sum();
    }

    private static <K> LongAdder one(Map<K, LongAdder> counts, K key) {
        return counts.computeIfAbsent(key, k -> new LongAdder());
    }
}
