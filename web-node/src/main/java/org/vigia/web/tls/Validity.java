package org.vigia.web.tls;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// From when to when certificates hold, on a machine whose clock may be wrong: a Raspberry Pi has
/// no battery, and before the network has told it the time it lives in 1970 or on the day it was
/// last switched off.
///
/// - The CA's begins on a day that lies behind every right clock, so that it holds whatever the
///   clock said when it was made, and it is never made anew for the clock's sake.
/// - A leaf begins a day before the time it is made at, taken as no earlier than what is known to
///   have been: that day, and the day before which the leaf until now began.
/// - A leaf from a wrong clock is replaced as soon as the clock says a time outside of it. A clock
///   that says a time before any possible one is not believed and changes nothing.
///
/// @param from the first instant
/// @param to the last
record Validity(Instant from, Instant to) {
    /// Before this nothing of this can have happened: the year in which it was written.
    static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    /// After this a clock is as wrong as before the earliest.
    static final Instant LATEST = Instant.parse("2076-01-01T00:00:00Z");

    /// Browsers and phones take no more than 398 days.
    static final Duration LEAF = Duration.ofDays(397);

    /// How long before its end a leaf is replaced.
    static final Duration RENEWAL = Duration.ofDays(30);

    private static final Duration AUTHORITY = Duration.ofDays(3653);
    private static final Duration MARGIN = Duration.ofDays(1);

    /// A CA's, made when the clock says `now`.
    static Validity ofAuthority(Instant now) {
        Instant made = isBelievable(now) ? now : EARLIEST;
        return new Validity(EARLIEST, made.plus(AUTHORITY));
    }

    /// A leaf's, made when the clock says `now`.
    ///
    /// @param old that of the leaf until now, which tells what time it has been at least
    /// @param authority the CA's, which holds no shorter
    static Validity ofLeaf(Instant now, @Nullable Validity old, Validity authority) {
        Instant last = old == null ? EARLIEST : old.from().plus(MARGIN);
        Instant known = isBelievable(last) ? last : EARLIEST;
        Instant made = isBelievable(now) ? now : known;
        Instant from = latest(made.minus(MARGIN), authority.from());
        Instant to = from.plus(LEAF);
        return new Validity(from, to.isAfter(authority.to()) ? authority.to() : to);
    }

    /// Whether a leaf that holds this long must be replaced when the clock says `now`.
    boolean isDue(Instant now) {
        return isBelievable(now) && (now.isBefore(from) || now.isAfter(to.minus(RENEWAL)));
    }

    /// Whether a clock can be right that says `now`.
    static boolean isBelievable(Instant now) {
        return !now.isBefore(EARLIEST) && now.isBefore(LATEST);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
