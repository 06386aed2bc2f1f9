package org.vigia.web.retention;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Which of a camera's events go. A pure function: what is here and what time it is give what goes
/// and why.
final class RetentionPlan {
    private final RetentionRules rules;
    private final long nowMillis;

    /// An event that goes.
    ///
    /// @param why in words
    record Departure(Candidate candidate, boolean aged, String why) {}

    RetentionPlan(RetentionRules rules, long nowMillis) {
        this.rules = rules;
        this.nowMillis = nowMillis;
    }

    /// What goes of `candidates`, in their order.
    ///
    /// @param candidates of one camera, the first to arrive first
    /// @param excess how many bytes have to go
    /// @param mostAged how many may go for their age
    List<Departure> of(List<Candidate> candidates, long excess, int mostAged) {
        List<Departure> departures = new ArrayList<>();
        long left = excess;
        int aged = 0;
        for (Candidate candidate : candidates) {
            if (aged < mostAged && isAged(candidate)) {
                aged++;
                departures.add(
                        new Departure(
                                candidate,
                                true,
                                "older than %d days".formatted(rules.age().toDays())));
                left -= candidate.bytes();
            } else if (left > 0
                    && candidate.bytes() > 0
                    && candidate.makesRoom()
                    && mayMakeRoom(candidate)) {
                departures.add(new Departure(candidate, false, "to make room"));
                left -= candidate.bytes();
            }
        }
        return departures;
    }

    /// Whether none that arrived after `last` can have to go.
    boolean endsWith(Candidate last, long excess, int mostAged) {
        return (mostAged <= 0 || !isAged(last)) && (excess <= 0 || !mayMakeRoom(last));
    }

    boolean isAged(Candidate candidate) {
        return rules.age().isPositive() && isOlder(candidate, rules.age());
    }

    private boolean mayMakeRoom(Candidate candidate) {
        return isOlder(candidate, rules.protect());
    }

    private boolean isOlder(Candidate candidate, Duration age) {
        return nowMillis - candidate.arrivedMillis() > age.toMillis();
    }
}
