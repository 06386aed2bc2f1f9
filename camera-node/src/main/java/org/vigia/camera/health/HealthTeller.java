package org.vigia.camera.health;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.time.Pace;

/// Tells how this camera is: once a minute, and soon when asked. On a thread of its own, which a
/// disk may keep waiting.
public final class HealthTeller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthTeller.class);
    private static final Duration EACH = Duration.ofMinutes(1);
    // However often it is asked.
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Supplier<CameraHealth> report;
    private final Consumer<CameraHealth> tell;
    private final Pace pace;
    private boolean wanted;
    private @Nullable Thread thread;

    /// @param report how it is
    /// @param tell who hears it; returns at once
    /// @param pace for the rest in between
    public HealthTeller(Supplier<CameraHealth> report, Consumer<CameraHealth> tell, Pace pace) {
        this.report = report;
        this.tell = tell;
        this.pace = pace;
    }

    /// Begins to tell.
    public synchronized void start() {
        thread = NamedThreads.start("health", this::run);
    }

    /// Tells soon. Returns at once.
    public synchronized void hurry() {
        wanted = true;
        notifyAll();
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null && !NamedThreads.stop(running, CLOSE_PATIENCE)) {
            LOG.warn("the health report did not end within {}", CLOSE_PATIENCE);
        }
    }

    private void run() {
        try {
            while (true) {
                try {
                    tell.accept(report.get());
                } catch (RuntimeException e) {
                    LOG.error("how this camera is cannot be told: a bug", e);
                }
                pace.sleep(REST);
                await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // One wait is enough: to be told once more for nothing does no harm.
    private synchronized void await() throws InterruptedException {
        for (int waits = 0; !wanted && waits < 1; waits++) {
            wait(EACH.toMillis());
        }
        wanted = false;
    }
}
