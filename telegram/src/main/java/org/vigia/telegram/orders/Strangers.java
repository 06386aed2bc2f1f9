package org.vigia.telegram.orders;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.time.Pace;

/// Those who are not on the list: they get no answer, and the log a line an hour at most.
final class Strangers {
    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final Pace pace;
    private boolean said;
    private long saidNanos;
    private int unsaid;

    Strangers(Pace pace) {
        this.pace = pace;
    }

    synchronized void came() {
        unsaid++;
        if (!said || pace.nanos() - saidNanos >= HOUR) {
            LOG.warn("telegram: {} from people who are not on the list, not answered", unsaid);
            said = true;
            saidNanos = pace.nanos();
            unsaid = 0;
        }
    }
}
