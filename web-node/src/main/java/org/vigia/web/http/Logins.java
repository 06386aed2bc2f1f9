package org.vigia.web.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Accounts;
import org.vigia.web.account.LoginThrottle;
import org.vigia.web.account.SecondFactors;

/// Attempts to sign in, throttled, the second factor's as the password's. Comparing a password is
/// made expensive on purpose, so no more than two are compared at a time: a flood must not take the
/// CPU from evidence.
final class Logins {
    private static final int COMPARISONS = 2;
    private static final long PATIENCE_SECONDS = 5;

    private final Accounts accounts;
    private final SecondFactors factors;
    private final Pace pace;
    private final Runnable refused;
    private final LoginThrottle throttle = new LoginThrottle();
    private final Semaphore comparisons = new Semaphore(COMPARISONS, true);

    /// @param refused told of each attempt that is
    Logins(Accounts accounts, Pace pace, Runnable refused) {
        this.refused = refused;
        this.accounts = accounts;
        this.factors = accounts.secondFactors();
        this.pace = pace;
    }

    /// Returns when the password is right, and the code where the account takes one.
    ///
    /// @param code of the second factor; empty where none was given
    /// @throws Problem 429 when it is too early for another attempt; 401 when name or password are
    ///   wrong, the code is wrong, or a code is asked for
    void check(String address, String user, String password, String code)
            throws IOException, InterruptedException {
        if (!isRight(address, user, password)) {
            failed(address, user);
            throw Problem.wrongCredentials();
        }
        if (factors.isOn(user)) {
            if (code.isEmpty()) {
                // Neither a failure nor a success, which would forgive wrong codes.
                throw Problem.secondFactor();
            }
            useCode(address, user, code);
        }
        succeeded(address, user);
    }

    /// Returns when it is the password of who is signed in already.
    ///
    /// @throws Problem 429 when it is too early for another attempt, 403 when it is wrong
    void confirm(String address, String user, String password) throws InterruptedException {
        if (!isRight(address, user, password)) {
            failed(address, user);
            throw Problem.wrongPassword();
        }
    }

    private boolean isRight(String address, String user, String password)
            throws InterruptedException {
        synchronized (throttle) {
            orWait(throttle.ask(address, user, pace.nanos()));
        }
        if (!comparisons.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw Problem.tooManyAttempts(1);
        }
        try {
            return accounts.check(user, password);
        } finally {
            comparisons.release();
        }
    }

    /// Notes that a right code came from there: what strangers guess does not hold it up.
    void proved(String address, String user) {
        synchronized (throttle) {
            throttle.proved(address, user);
        }
    }

    // Under the lock, so that guesses sent at the same moment count one after another.
    private void useCode(String address, String user, String code) throws IOException {
        synchronized (throttle) {
            orWait(throttle.askCode(address, user, pace.nanos()));
            if (!factors.use(user, code)) {
                refused.run();
                throttle.failedCode(address, user, pace.nanos());
                throw Problem.wrongCode();
            }
            throttle.proved(address, user);
        }
    }

    private void orWait(Duration wait) {
        if (!wait.isZero()) {
            refused.run();
            throw Problem.tooManyAttempts(wait.plusMillis(999).toSeconds());
        }
    }

    private void succeeded(String address, String user) {
        synchronized (throttle) {
            throttle.succeeded(address, user);
        }
    }

    private void failed(String address, String user) {
        refused.run();
        synchronized (throttle) {
            throttle.failed(address, user, pace.nanos());
        }
    }
}
