package org.vigia.web.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Accounts;
import org.vigia.web.account.LoginThrottle;

/// Attempts to sign in, throttled. Comparing a password is made expensive on purpose, so no more
/// than two are compared at a time: a flood must not take the CPU from evidence.
final class Logins {
    private static final int COMPARISONS = 2;
    private static final long PATIENCE_SECONDS = 5;

    private final Accounts accounts;
    private final Pace pace;
    private final LoginThrottle throttle = new LoginThrottle();
    private final Semaphore comparisons = new Semaphore(COMPARISONS, true);

    Logins(Accounts accounts, Pace pace) {
        this.accounts = accounts;
        this.pace = pace;
    }

    /// Returns when the password is right.
    ///
    /// @throws Problem 429 when it is too early for another attempt, 401 when name or password are
    ///   wrong
    void check(String address, String user, String password) throws InterruptedException {
        synchronized (throttle) {
            Duration wait = throttle.ask(address, user, pace.nanos());
            if (!wait.isZero()) {
                throw Problem.tooManyAttempts(wait.plusMillis(999).toSeconds());
            }
        }
        if (!comparisons.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw Problem.tooManyAttempts(1);
        }
        boolean right;
        try {
            right = accounts.check(user, password);
        } finally {
            comparisons.release();
        }
        synchronized (throttle) {
            if (right) {
                throttle.succeeded(address, user);
            } else {
                throttle.failed(address, user, pace.nanos());
            }
        }
        if (!right) {
            throw Problem.wrongCredentials();
        }
    }
}
