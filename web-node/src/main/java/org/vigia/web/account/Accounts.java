package org.vigia.web.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.json.Json;

/// The accounts, in a journal that only grows: one JSON object a line,
/// `{"action":"add","user":…,"hash":…,"atMillis":…}`. Another process may add to it at any time
/// (`vigia-web user add`): what is new is read when the file has grown. Safe for use by several
/// threads.
public final class Accounts {
    /// The bcrypt cost of new passwords where nothing else is said: about a quarter of a second on
    /// a PC, a second on a Pi.
    public static final int DEFAULT_COST = 12;

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?");

    private final Journal journal;
    private final PasswordHash passwords;
    private final Clock clock;
    private Map<String, String> hashes = Map.of();
    private long readBytes = -1;

    /// @param journal `accounts.jsonl`
    /// @param cost bcrypt's, 4 to 16; [#DEFAULT_COST] unless tests are in a hurry
    /// @throws IllegalArgumentException when the cost is out of range
    public Accounts(Journal journal, int cost, Clock clock) {
        this.journal = journal;
        this.passwords = new PasswordHash(cost);
        this.clock = clock;
    }

    /// Makes an account; it is synced to the disk when this returns.
    ///
    /// @param name 1 to 32 small letters, digits, dots, underscores or hyphens
    /// @param password 10 characters or more, 72 bytes at most
    /// @throws IOException when the journal cannot be read or written
    public synchronized Enrolment add(String name, String password) throws IOException {
        refresh();
        if (!NAME.matcher(name).matches()) {
            return new Enrolment.Refused(
                    "the name must be 1 to 32 small letters, digits, dots, underscores or hyphens,"
                            + " with a letter or digit at both ends");
        }
        if (hashes.containsKey(name)) {
            return new Enrolment.Refused("there is an account called " + name + " already");
        }
        Optional<String> objection = PasswordHash.objection(password);
        if (objection.isPresent()) {
            return new Enrolment.Refused(objection.get());
        }
        journal.append(
                Json.text(
                        new AccountLine(
                                AccountLine.ADD, name, passwords.of(password), clock.millis())));
        return new Enrolment.Done();
    }

    /// Whether this is the account's password. Takes equally long when there is no such account.
    ///
    /// @throws UncheckedIOException when the journal cannot be read
    public boolean check(String name, String password) {
        String hash = hashOf(name);
        if (hash == null) {
            passwords.matchNobody(password);
            return false;
        }
        return passwords.matches(password, hash);
    }

    /// How far an account's say goes.
    public Reach reach(String name) {
        return Reach.everything();
    }

    /// Whether nobody could sign in.
    ///
    /// @throws UncheckedIOException when the journal cannot be read
    public synchronized boolean isEmpty() {
        refreshUnchecked();
        return hashes.isEmpty();
    }

    /// Whether there is an account of that name.
    ///
    /// @throws UncheckedIOException when the journal cannot be read
    public boolean exists(String name) {
        return hashOf(name) != null;
    }

    private synchronized @Nullable String hashOf(String name) {
        refreshUnchecked();
        return hashes.get(name);
    }

    private void refreshUnchecked() {
        try {
            refresh();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + journal, e);
        }
    }

    private void refresh() throws IOException {
        long size = journal.size();
        if (size == readBytes) {
            return;
        }
        List<String> lines = journal.lines();
        Map<String, String> fresh = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            read(lines.get(i), i + 1, fresh);
        }
        hashes = Map.copyOf(fresh);
        readBytes = size;
    }

    private void read(String line, int number, Map<String, String> into) {
        try {
            AccountLine entry = Json.read(line, AccountLine.class);
            if (!entry.action().equals(AccountLine.ADD) || !PasswordHash.isHash(entry.hash())) {
                throw new IOException("not an action known here: " + entry.action());
            }
            into.putIfAbsent(entry.user(), entry.hash());
        } catch (IOException e) {
            LOG.warn("{}: line {} is passed over: {}", journal, number, e.getMessage());
        }
    }
}
