package org.vigia.web.account;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/// Codes from an authenticator app, asked for besides the password where an account's person wants
/// it so; and recovery codes for who has lost the app. Each code is good once, also over a restart.
/// Safe for use by several threads.
public final class SecondFactors {
    private static final int SECRET_BYTES = 20;
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_CHARACTERS = 10;

    private final AccountJournal journal;
    private final Clock clock;
    private final Totp totp = new Totp();

    SecondFactors(AccountJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /// A fresh secret in base 32, for [#uri] and [#begin].
    public static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base32.text(bytes);
    }

    /// What an authenticator app reads from a QR code.
    ///
    /// @see <a href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">Key URI
    ///   format</a>
    public static String uri(String user, String site, String secret) {
        String label = URLEncoder.encode("Vigía", StandardCharsets.UTF_8);
        String where = URLEncoder.encode(site, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/%s:%s%%20%s?secret=%s&issuer=%s"
                .formatted(label, user, where, secret, label);
    }

    /// Whether signing in to the account takes a code.
    public boolean isOn(String user) {
        return journal.read(book -> book.find(user).map(Account::second)).isPresent();
    }

    /// From now on signing in takes a code of `secret`'s.
    ///
    /// @param code proves that the app has taken the secret; it counts as used
    /// @return the recovery codes, which are shown once; empty where the code is wrong
    /// @throws IOException when the journal cannot be read or written
    public Optional<List<String>> begin(String user, String secret, String code)
            throws IOException {
        OptionalLong step = totp.step(secret, code.strip(), clock.millis(), 0);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            codes.add(Secrets.typed(RECOVERY_CHARACTERS));
        }
        List<String> hashes = codes.stream().map(Secrets::hash).toList();
        Optional<String> objection =
                journal.write(new AccountLine.Second(user, secret, hashes, clock.millis()));
        if (objection.isPresent()) {
            return Optional.empty();
        }
        journal.write(new AccountLine.Code(user, step.getAsLong(), clock.millis()));
        return Optional.of(codes);
    }

    /// Signing in takes the password alone again.
    ///
    /// @return false where it did before, or there is no such account
    /// @throws IOException when the journal cannot be read or written
    public boolean end(String user) throws IOException {
        AtomicBoolean was = new AtomicBoolean();
        Optional<String> objection =
                journal.write(book -> {
                    was.set(book.find(user).map(Account::second).isPresent());
                    return was.get()
                            ? Optional.of(new AccountLine.SecondOff(user, clock.millis()))
                            : Optional.empty();
                });
        return was.get() && objection.isEmpty();
    }

    /// Whether `code` is good now; if so it is never again.
    ///
    /// @param code the app's six digits or a recovery code
    /// @throws IOException when the journal cannot be read or written
    public boolean use(String user, String code) throws IOException {
        String bare = code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        AtomicBoolean good = new AtomicBoolean();
        Optional<String> objection =
                journal.write(book -> {
                    Optional<AccountLine> use = book.find(user).flatMap(a -> use(a, bare));
                    good.set(use.isPresent());
                    return use;
                });
        return good.get() && objection.isEmpty();
    }

    private Optional<AccountLine> use(Account account, String code) {
        Account.SecondFactor factor = account.second();
        if (factor == null) {
            return Optional.empty();
        }
        long now = clock.millis();
        if (code.length() == RECOVERY_CHARACTERS) {
            String hash = Secrets.hash(code);
            return factor.recovery().contains(hash)
                    ? Optional.of(new AccountLine.Recovery(account.name(), hash, now))
                    : Optional.empty();
        }
        OptionalLong step = totp.step(factor.secret(), code, now, factor.step());
        return step.isEmpty()
                ? Optional.empty()
                : Optional.of(new AccountLine.Code(account.name(), step.getAsLong(), now));
    }
}
