package org.vigia.telegram.outbox;

import java.time.Duration;
import java.time.ZoneId;

/// How alerts are told.
///
/// @param burst within which time after the last the same again is the same alert
/// @param keepBytes how much room pictures and films may take that wait
/// @param zone whose times are said
/// @param site the site's address, as people reach it; empty where there is none to be linked to
/// @param orders whether orders are taken: there are buttons under an alert, and it is heard when a
///   chat that had gone writes again
/// @param waiting how many alerts may wait before the oldest of motion are folded
public record OutboxSettings(
        Duration burst, long keepBytes, ZoneId zone, String site, boolean orders, int waiting) {
    /// How many alerts may wait, as a rule.
    public static final int WAITING = 2_000;

    /// @throws IllegalArgumentException when one of them makes no sense
    public OutboxSettings {
        if (burst.isNegative() || keepBytes < 0 || waiting < 1 || site.endsWith("/")) {
            throw new IllegalArgumentException("not settings of an outbox");
        }
    }
}
