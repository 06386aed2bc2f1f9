package org.vigia.telegram.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.vigia.shared.time.Pace;

/// The invitations that are open. An invitation's ten minutes are counted by the monotonic clock
/// from when this process first heard of it, since the wall clock may be set meanwhile. Not safe
/// for several threads.
final class Invitations {
    /// How long an invitation is good for.
    static final Duration LASTS = Duration.ofMinutes(10);

    private static final int WRONG_IN_A_ROW = 5;

    private final Pace pace;
    private final Map<String, Open> open = new HashMap<>();
    private int wrong;

    private record Open(Role role, long endsNanos) {}

    Invitations(Pace pace) {
        this.pace = pace;
    }

    /// @param age how long ago that was by the wall clock
    void invited(String code, Role role, Duration age) {
        // From a later time than now: the wall clock was set back, so nobody knows how old it is.
        if (!age.isNegative() && age.compareTo(LASTS) < 0) {
            open.put(code, new Open(role, pace.nanos() + LASTS.minus(age).toNanos()));
            wrong = 0;
        }
    }

    /// The role that this code's hash gives, if it is open.
    Optional<Role> role(String code) {
        open.values().removeIf(i -> pace.nanos() - i.endsNanos() >= 0);
        return Optional.ofNullable(open.get(code)).map(Open::role);
    }

    void used(String code) {
        open.remove(code);
        wrong = 0;
    }

    /// A wrong code was tried.
    ///
    /// @return whether that was one too many, and something is open that must end
    boolean wrong() {
        wrong++;
        return wrong >= WRONG_IN_A_ROW && !open.isEmpty();
    }

    void end() {
        open.clear();
        wrong = 0;
    }
}
