package org.vigia.web.audit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vigia.shared.time.Pace;

/// Notes in the log what happens often, seldom enough: looking at one film takes dozens of
/// requests, and a stranger who guesses must not push out what others did. Safe for use by several
/// threads.
public final class AuditTrail {
    private static final Duration SAME = Duration.ofMinutes(10);
    private static final int REMEMBERED = 4096;
    private static final int REFUSALS = 20;
    private static final Duration REFUSALS_PACE = Duration.ofMinutes(10);

    private final AuditLog log;
    private final Pace pace;
    private final Map<String, Long> noted =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private double refusals = REFUSALS;
    private long refusalsNanos;
    private int unnoted;

    /// @param log where it goes
    public AuditTrail(AuditLog log, Pace pace) {
        this.log = log;
        this.pace = pace;
        this.refusalsNanos = pace.nanos();
    }

    /// The log itself.
    public AuditLog log() {
        return log;
    }

    /// Notes what somebody did.
    public void note(AuditAction action, String who, String from, String subject, String detail) {
        log.note(action, who, from, subject, detail);
    }

    /// Notes that somebody looked, unless that was noted within the last ten minutes.
    public void looked(AuditAction action, String who, String from, String subject) {
        String key = "%s\n%s\n%s\n%s".formatted(action, who, from, subject);
        long now = pace.nanos();
        synchronized (this) {
            Long last = noted.get(key);
            if (last != null && now - last < SAME.toNanos()) {
                return;
            }
            noted.put(key, now);
        }
        log.note(action, who, from, subject, "");
    }

    /// Notes that somebody was not let in: twenty at a time and then one every ten minutes, with
    /// how many were left out.
    public void refused(String who, String from, String why) {
        int left;
        synchronized (this) {
            long now = pace.nanos();
            double earned = (double) (now - refusalsNanos) / REFUSALS_PACE.toNanos();
            refusals = Math.min(REFUSALS, refusals + earned);
            refusalsNanos = now;
            if (refusals < 1) {
                unnoted++;
                return;
            }
            refusals -= 1;
            left = unnoted;
            unnoted = 0;
        }
        log.note(AuditAction.REFUSED, who, from, "", left == 0 ? why : why + " (+" + left + ")");
    }
}
