package org.vigia.camera.gpio;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A header in the place of Pi4J's: each line once, nothing after closing, and outputs that keep
/// their level when released, as Raspberry Pi kernels do.
final class StrictHeader implements Header {
    private final Map<Integer, Boolean> levels = new HashMap<>();
    private final Set<Integer> requested = new HashSet<>();
    private final Set<Integer> busy = new HashSet<>();
    private final LinkedBlockingQueue<Edge> edges = new LinkedBlockingQueue<>();
    private volatile @Nullable Hearer hearer;
    private boolean closed;
    private boolean waiting;
    private boolean broken;
    private volatile boolean unreadable;
    private volatile boolean deaf;
    private final AtomicInteger opened = new AtomicInteger();

    /// Another program has the line.
    void occupy(int pin) {
        busy.add(pin);
    }

    void fail() {
        broken = true;
    }

    /// Inputs cannot be read, nor had again.
    void unreadable(boolean now) {
        unreadable = now;
    }

    /// Nobody hears edges any more until the line is requested anew, as when Pi4J's thread dies.
    void deafen() {
        deaf = true;
    }

    /// How many times an input was had.
    int opened() {
        return opened.get();
    }

    private void checkReadable() throws IOException {
        if (unreadable) {
            throw new IOException("No such device");
        }
    }

    /// What a meter shows.
    synchronized boolean level(int pin) {
        return levels.getOrDefault(pin, false);
    }

    synchronized void leave(int pin, boolean high) {
        levels.put(pin, high);
    }

    /// Drives an input from outside.
    void pull(int pin, boolean high) {
        leave(pin, high);
        Hearer hearing = hearer;
        if (hearing != null && !deaf) {
            hearing.level(high);
        }
    }

    void edge(boolean rising, long nanos) {
        edges.add(new Edge(rising, nanos));
    }

    boolean closed() {
        return closed;
    }

    private synchronized void request(String part, int pin) throws IOException {
        if (closed) {
            throw new IllegalStateException("the chip is closed");
        }
        if (busy.contains(pin)) {
            throw GpioTrouble.ofLine(
                    part,
                    pin,
                    new IllegalStateException(
                            "c_gpiod_line_request_output failed: -1 (Device or resource busy)"));
        }
        if (!requested.add(pin)) {
            throw new IllegalStateException("line %d was requested twice".formatted(pin));
        }
    }

    @Override
    public Input input(String part, int pin) throws IOException {
        request(part, pin);
        opened.incrementAndGet();
        return new Input() {
            @Override
            public boolean high() throws IOException {
                checkReadable();
                return level(pin);
            }

            @Override
            public void reopen() throws IOException {
                checkReadable();
                opened.incrementAndGet();
                deaf = false;
            }

            @Override
            public void hear(@Nullable Hearer who) {
                hearer = who;
            }
        };
    }

    @Override
    public Output output(String part, int pin) throws IOException {
        request(part, pin);
        leave(pin, false);
        return high -> {
            if (closed) {
                throw new IllegalStateException("the chip is closed");
            }
            if (broken) {
                throw new IOException("Remote I/O error");
            }
            leave(pin, high);
        };
    }

    @Override
    public Edges edges(String part, int pin) throws IOException {
        request(part, pin);
        return new Edges() {
            @Override
            public Optional<Edge> await(Duration limit) throws IOException {
                return awaitEdge(limit);
            }

            @Override
            public void reopen() throws IOException {
                checkReadable();
            }
        };
    }

    private Optional<Edge> awaitEdge(Duration limit) throws IOException {
        checkReadable();
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the chip is closed");
            }
            waiting = true;
        }
        try {
            return Optional.ofNullable(edges.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            // As a native call does: it does not notice.
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            synchronized (this) {
                waiting = false;
            }
        }
    }

    @Override
    public synchronized void close() {
        if (waiting) {
            throw new IllegalStateException("closed while somebody waits for an edge: a crash");
        }
        closed = true;
        requested.clear();
    }
}
