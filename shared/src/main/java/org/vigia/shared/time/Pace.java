package org.vigia.shared.time;

import java.time.Duration;

/// The passing of time, apart from what a calendar calls it. Everything that measures or waits
/// takes one as a constructor parameter; wall-clock labels come from a [java.time.Clock] instead.
///
/// A Raspberry Pi has no real-time clock, so its wall clock may jump either way; this one does not.
/// Implementations are safe for use by several threads.
public interface Pace {
    /// Monotonic nanoseconds from an arbitrary origin; only differences mean anything.
    long nanos();

    /// Waits for at least `duration`; returns at once where it is zero or negative.
    ///
    /// @throws InterruptedException when the thread is interrupted, which is how shutdown ends a
    ///   wait
    void sleep(Duration duration) throws InterruptedException;

    /// The machine's own.
    static Pace system() {
        return SystemPace.INSTANCE;
    }
}
