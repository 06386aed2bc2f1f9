package org.vigia.camera;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.supervisor.Systemd;
import org.vigia.shared.time.Pace;

/// Tells systemd that this node is alive for as long as its vital parts answer. Once one does not,
/// it falls silent: systemd then kills the process, and the unit switches the outputs off.
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final Systemd systemd;
    private final Vital vital;
    private final Pace pace;
    private @Nullable Thread thread;

    /// What the house depends on.
    interface Vital {
        /// Whether all of it answers within `limit`.
        boolean answers(Duration limit) throws InterruptedException;
    }

    Watchdog(Systemd systemd, Vital vital, Pace pace) {
        this.systemd = systemd;
        this.vital = vital;
        this.pace = pace;
    }

    /// Says that the node has started, and from then on that it is alive.
    ///
    /// @throws IOException when systemd cannot be told
    void start() throws IOException {
        systemd.ready();
        systemd.watchdog()
                .ifPresent(limit -> {
                    Duration round = limit.dividedBy(3);
                    thread = NamedThreads.start("watchdog", () -> watch(round));
                });
    }

    private void watch(Duration round) {
        try {
            while (true) {
                look(round);
                pace.sleep(round);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Duration round) throws InterruptedException {
        try {
            if (vital.answers(round)) {
                systemd.alive();
            } else {
                LOG.error("alarm or siren does not answer; systemd is going to end this process");
            }
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    @Override
    public void close() {
        Thread running = thread;
        if (running != null && !NamedThreads.stop(running, CLOSE_PATIENCE)) {
            LOG.warn("the watchdog did not end within {}", CLOSE_PATIENCE);
        }
        try {
            systemd.stopping();
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
        }
    }
}
