package org.vigia.web.retention;

import java.time.Duration;

/// When events go.
///
/// @param age how long they are kept; zero for ever
/// @param protect how long none goes only to make room for others
public record RetentionRules(Duration age, Duration protect) {
    /// A month (the limit of article 22.3 of Spain's LOPDGDD); a week.
    public static final RetentionRules DEFAULT =
            new RetentionRules(Duration.ofDays(30), Duration.ofDays(7));

    /// @throws IllegalArgumentException when a time is negative
    public RetentionRules {
        if (age.isNegative() || protect.isNegative()) {
            throw new IllegalArgumentException("a negative time");
        }
    }
}
