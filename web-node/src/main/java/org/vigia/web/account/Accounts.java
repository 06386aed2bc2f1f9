package org.vigia.web.account;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.durable.Journal;

/// The accounts, in a journal that only grows (docs/design/site.md, W5). Another process may add to
/// it at any time (`vigia-web user …`), which is noticed at the next question. Safe for use by
/// several threads. Questions throw [UncheckedIOException] when the journal cannot be read.
public final class Accounts {
    /// The bcrypt cost of new passwords where nothing else is said: about a quarter of a second on
    /// a PC, a second on a Pi.
    public static final int DEFAULT_COST = 12;

    /// How long a link to choose a password is good.
    public static final Duration INVITATION_LASTS = Duration.ofDays(2);

    private final AccountJournal journal;
    private final PasswordHash passwords;
    private final Clock clock;

    /// @param journal `accounts.jsonl`
    /// @param cost bcrypt's, 4 to 16; [#DEFAULT_COST] unless tests are in a hurry
    /// @throws IllegalArgumentException when the cost is out of range
    public Accounts(Journal journal, int cost, Clock clock) {
        this.journal = new AccountJournal(journal);
        this.passwords = new PasswordHash(cost);
        this.clock = clock;
    }

    /// The accounts' second factors.
    public SecondFactors secondFactors() {
        return new SecondFactors(journal, clock);
    }

    /// The accounts' tokens for scripts.
    public ApiTokens tokens() {
        return new ApiTokens(journal, clock);
    }

    /// Makes an owner's account; it is synced to the disk when this returns.
    ///
    /// @param name 1 to 32 small letters, digits, dots, underscores or hyphens
    /// @param password 10 characters or more, 72 bytes at most
    /// @throws IOException when the journal cannot be read or written
    public Enrolment add(String name, String password) throws IOException {
        return hashed(
                password, hash -> new AccountLine.Add(name, hash, clock.millis()), name, null);
    }

    /// Makes an account.
    ///
    /// @param cameras null for every one; an owner has every one
    /// @param password null where its person is to choose it, see [#invite]
    /// @throws IOException when the journal cannot be read or written
    public Enrolment open(
            String name, Role role, @Nullable Set<String> cameras, @Nullable String password)
            throws IOException {
        if (password == null) {
            return done(
                    journal.write(new AccountLine.Open(name, role, cameras, null, clock.millis())));
        }
        return hashed(
                password,
                hash -> new AccountLine.Open(name, role, cameras, hash, clock.millis()),
                name,
                cameras);
    }

    /// Gives an account another role, or other cameras.
    ///
    /// @throws IOException when the journal cannot be read or written
    public Enrolment change(String name, Role role, @Nullable Set<String> cameras)
            throws IOException {
        return done(journal.write(new AccountLine.SetRole(name, role, cameras, clock.millis())));
    }

    /// Gives an account another password.
    ///
    /// @throws IOException when the journal cannot be read or written
    public Enrolment password(String name, String password) throws IOException {
        Optional<String> objection = PasswordHash.objection(password);
        if (objection.isPresent()) {
            return new Enrolment.Refused(objection.get());
        }
        return done(
                journal.write(
                        new AccountLine.Password(name, passwords.of(password), clock.millis())));
    }

    /// Ends the sessions that an account has. Its tokens stay good.
    ///
    /// @throws IOException when the journal cannot be read or written
    public Enrolment signOut(String name) throws IOException {
        return done(journal.write(new AccountLine.SignOut(name, clock.millis())));
    }

    /// Closes an account, with its tokens; the name is free again.
    ///
    /// @throws IOException when the journal cannot be read or written
    public Enrolment close(String name) throws IOException {
        return done(journal.write(new AccountLine.Close(name, clock.millis())));
    }

    /// Opens the way for whoever brings the answer's token to choose the account's password, once
    /// and within [#INVITATION_LASTS]. An earlier invitation is worth nothing any more.
    ///
    /// @return empty where there is no such account
    /// @throws IOException when the journal cannot be read or written
    public Optional<String> invite(String name) throws IOException {
        String token = Secrets.token();
        long now = clock.millis();
        Optional<String> objection =
                journal.write(
                        new AccountLine.Invite(
                                name, Secrets.hash(token), now + INVITATION_LASTS.toMillis(), now));
        return objection.isEmpty() ? Optional.of(token) : Optional.empty();
    }

    /// Whether `token` lets somebody choose the password of that account now.
    public boolean isInvited(String name, String token) {
        AccountLine.Invite open =
                journal.read(book -> book.find(name).map(Account::invitation)).orElse(null);
        return open != null
                && Secrets.equal(open.token(), Secrets.hash(token))
                && clock.millis() < open.untilMillis();
    }

    /// Whether this is the account's password. Takes equally long when there is no such account.
    public boolean check(String name, String password) {
        String hash = journal.read(book -> book.find(name).map(Account::hash)).orElse(null);
        if (hash == null) {
            passwords.matchNobody(password);
            return false;
        }
        return passwords.matches(password, hash);
    }

    /// What an account may do now; empty where there is none.
    public Optional<Entitlement> entitlement(String name) {
        return journal.read(
                book -> book.find(name).map(a -> new Entitlement(a.reach(), a.epoch())));
    }

    /// Whether what an account may do is still the same.
    public boolean stands(String name, long epoch) {
        return journal.read(book -> book.find(name).filter(a -> a.epoch() == epoch).isPresent());
    }

    /// Every account, by name.
    public List<AccountView> all() {
        return journal.read(book -> book.all().stream().map(Account::view).toList());
    }

    /// One account.
    public Optional<AccountView> find(String name) {
        return journal.read(book -> book.find(name).map(Account::view));
    }

    /// Whether there is no account at all.
    public boolean isEmpty() {
        return journal.read(book -> book.all().isEmpty());
    }

    /// Whether there is an account of that name.
    public boolean exists(String name) {
        return find(name).isPresent();
    }

    private interface Line {
        AccountLine of(String hash);
    }

    // What is wrong with the name is said before a second goes into bcrypt.
    private Enrolment hashed(String password, Line line, String name, @Nullable Set<String> cameras)
            throws IOException {
        Role any = cameras == null ? Role.OWNER : Role.VIEWER;
        AccountLine trial = new AccountLine.Open(name, any, cameras, null, 0);
        Optional<String> objection =
                journal.read(book -> book.objection(trial))
                        .or(() -> PasswordHash.objection(password));
        if (objection.isPresent()) {
            return new Enrolment.Refused(objection.get());
        }
        return done(journal.write(line.of(passwords.of(password))));
    }

    private static Enrolment done(Optional<String> objection) {
        return objection.<Enrolment>map(Enrolment.Refused::new).orElseGet(Enrolment.Done::new);
    }
}
