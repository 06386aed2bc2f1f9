package org.vigia.web.account;

import java.time.Clock;

/// What a phone shows.
public final class AuthenticatorApp {
    private AuthenticatorApp() {}

    /// The code that it shows so many steps of 30 seconds from now.
    public static String code(String secret, int steps) {
        long now = Clock.systemUTC().millis() / 1000 / Totp.STEP_SECONDS;
        return new Totp().code(secret, now + steps);
    }
}
