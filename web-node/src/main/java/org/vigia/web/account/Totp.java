package org.vigia.web.account;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/// Time-based codes as authenticator apps make them: six digits, a new one every 30 seconds.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>
final class Totp {
    static final long STEP_SECONDS = 30;

    // A phone's clock may be off, and typing takes its time.
    private static final int WINDOW = 1;

    private final TimeBasedOneTimePasswordGenerator generator =
            new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(STEP_SECONDS), 6);

    /// The step that `code` belongs to, where it is good at `nowMillis` and later than `after`.
    OptionalLong step(String secret, String code, long nowMillis, long after) {
        long now = Math.floorDiv(nowMillis, STEP_SECONDS * 1000);
        for (long step = now - WINDOW; step <= now + WINDOW; step++) {
            if (step > after && Secrets.equal(code, code(secret, step))) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    /// The code of one step.
    String code(String secret, long step) {
        SecretKeySpec key = new SecretKeySpec(Base32.bytes(secret), generator.getAlgorithm());
        try {
            return generator.generateOneTimePasswordString(
                    key, Instant.ofEpochSecond(step * STEP_SECONDS));
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("not a secret", e);
        }
    }
}
