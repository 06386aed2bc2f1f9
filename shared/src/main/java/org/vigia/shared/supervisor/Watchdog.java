package org.vigia.shared.supervisor;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.Beat;
import org.vigia.shared.time.Pace;

/// Tells systemd that this node is alive for as long as its vital parts answer. Once one does not,
/// it falls silent: systemd then kills the process and starts it afresh.
public final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Systemd systemd;
    private final Vital vital;
    private final Pace pace;
    private @Nullable Beat beat;

    /// What a node is there for.
    public interface Vital {
        /// Which of the parts do not answer within `limit`, in words; empty when all do. Asked by
        /// the watchdog's thread alone.
        ///
        /// @throws InterruptedException when the watchdog is being closed
        String silent(Duration limit) throws InterruptedException;
    }

    /// @param systemd whom to tell
    /// @param vital what is asked, three times in systemd's limit
    public Watchdog(Systemd systemd, Vital vital, Pace pace) {
        this.systemd = systemd;
        this.vital = vital;
        this.pace = pace;
    }

    /// Says that the node has started, and from then on that it is alive.
    ///
    /// @throws IOException when systemd cannot be told
    public void start() throws IOException {
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
            String silent = vital.silent(round);
            if (silent.isEmpty()) {
                systemd.alive();
            } else {
                LOG.error("no answer from {}; systemd is going to end this process", silent);
            }
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    /// Tells systemd that the node is ending.
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
