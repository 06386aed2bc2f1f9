package org.vigia.camera;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.Beat;
import org.vigia.shared.supervisor.Systemd;
import org.vigia.shared.time.Pace;

/// Tells systemd that this node is alive for as long as its vital parts answer. Once one does not,
/// it falls silent: systemd then kills the process, and the unit switches the outputs off.
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Systemd systemd;
    private final Vital vital;
    private final Pace pace;
    private @Nullable Beat beat;

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
                    beat = new Beat("watchdog", round, pace, () -> look(round));
                    beat.start();
                });
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
        Beat running = beat;
        if (running != null) {
            running.close();
        }
        try {
            systemd.stopping();
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
        }
    }
}
