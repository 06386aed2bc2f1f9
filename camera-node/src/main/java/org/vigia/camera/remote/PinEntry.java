package org.vigia.camera.remote;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.config.Secret;

/// A PIN being entered, as a value. Times are monotonic nanoseconds.
///
/// @param digits so far; an entry that got too long is kept too long, so that it is wrong
/// @param lastAt when the last digit came
/// @param failures wrong PINs in sequence
/// @param lockedUntil means something only with [#MAX_FAILURES] failures
record PinEntry(String digits, long lastAt, int failures, long lockedUntil) {
    static final int MAX_FAILURES = 5;
    static final Duration LOCKED = Duration.ofMinutes(1);
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TOO_LONG = 9;

    enum Verdict {
        RIGHT,
        /// Right, and entered by somebody who is forced to.
        DURESS,
        WRONG,
        /// Wrong, and from now on nothing is right for a minute.
        LOCKED_OUT,
        /// Not even looked at.
        STILL_LOCKED
    }

    record Checked(PinEntry entry, Verdict verdict) {}

    static PinEntry none() {
        return new PinEntry("", 0, 0, 0);
    }

    /// After a restart, with the wrong PINs of before. A lock-out begins anew: when it began is not
    /// known, for want of a clock.
    static PinEntry remembering(int failures, long now) {
        return new PinEntry("", 0, failures, now + LOCKED.toNanos());
    }

    boolean empty(long now) {
        return digits.isEmpty() || now - lastAt > PATIENCE.toNanos();
    }

    PinEntry digit(String digit, long now) {
        String before = empty(now) ? "" : digits;
        return new PinEntry(
                before.length() >= TOO_LONG ? before : before + digit, now, failures, lockedUntil);
    }

    PinEntry cleared() {
        return new PinEntry("", 0, failures, lockedUntil);
    }

    /// Compares what was entered, and forgets it.
    ///
    /// @param duress null for none
    Checked check(Secret pin, @Nullable Secret duress, long now) {
        boolean full = failures >= MAX_FAILURES;
        if (full && now - lockedUntil < 0) {
            return new Checked(cleared(), Verdict.STILL_LOCKED);
        }
        String entered = empty(now) ? "" : digits;
        if (same(entered, pin)) {
            return new Checked(none(), Verdict.RIGHT);
        }
        if (duress != null && same(entered, duress)) {
            return new Checked(none(), Verdict.DURESS);
        }
        // After a lock-out each further wrong PIN locks again at once.
        int wrong = Math.min(MAX_FAILURES, failures + 1);
        boolean lock = wrong == MAX_FAILURES;
        return new Checked(
                new PinEntry("", 0, wrong, lock ? now + LOCKED.toNanos() : 0),
                lock ? Verdict.LOCKED_OUT : Verdict.WRONG);
    }

    private static boolean same(String entered, Secret pin) {
        return MessageDigest.isEqual(bytes(entered), bytes(pin.value()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "PinEntry[%d digits, %d failures]".formatted(digits.length(), failures);
    }
}
