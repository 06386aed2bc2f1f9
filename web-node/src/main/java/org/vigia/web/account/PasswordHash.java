package org.vigia.web.account;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mindrot.jbcrypt.BCrypt;

/// bcrypt with the limits it has: it looks at no more than 72 bytes and ends at a zero byte.
final class PasswordHash {
    private static final int MIN_CHARACTERS = 10;
    private static final int MAX_BYTES = 72;
    private static final int MIN_COST = 4;
    private static final int MAX_COST = 16;
    private static final int HASH_CHARACTERS = 31;

    private final int cost;
    private final String nobody;

    PasswordHash(int cost) {
        if (cost < MIN_COST || cost > MAX_COST) {
            throw new IllegalArgumentException(
                    "cost: must be between %d and %d, was %d".formatted(MIN_COST, MAX_COST, cost));
        }
        this.cost = cost;
        // A real hash would cost each start what a sign-in costs; comparing takes as long all the
        // same.
        this.nobody = BCrypt.gensalt(cost) + ".".repeat(HASH_CHARACTERS);
    }

    /// What passwords of names that nobody has are compared with: in a hash's form, and no
    /// password's.
    String nobody() {
        return nobody;
    }

    /// What is wrong with `password`; empty where it will do.
    static Optional<String> objection(String password) {
        if (password.codePointCount(0, password.length()) < MIN_CHARACTERS) {
            return Optional.of(
                    "the password is too short: at least %d characters".formatted(MIN_CHARACTERS));
        }
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            return Optional.of(
                    "the password is too long: at most %d bytes in UTF-8, this one has %d"
                            .formatted(MAX_BYTES, bytes));
        }
        if (password.indexOf('\0') >= 0) {
            return Optional.of("the password holds a character that bcrypt cannot take (NUL)");
        }
        return Optional.empty();
    }

    String of(String password) {
        return BCrypt.hashpw(password, BCrypt.gensalt(cost));
    }

    /// Takes as long for a password that nobody can have as for any other, as [#matchNobody] does:
    /// else the time would tell whether there is such an account.
    boolean matches(String password, String hash) {
        boolean possible = objection(password).isEmpty();
        return BCrypt.checkpw(possible ? password : "", hash) && possible;
    }

    /// Takes as long as a comparison with somebody's hash would.
    void matchNobody(String password) {
        boolean ignored = BCrypt.checkpw(objection(password).isEmpty() ? password : "", nobody);
    }

    static boolean isHash(String text) {
        return text.matches("\\$2[aby]?\\$[0-9]{2}\\$[./A-Za-z0-9]{53}");
    }
}
