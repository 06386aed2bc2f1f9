package org.vigia.web.account;

import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tokens with which scripts do what an account lets them (docs/design/site.md, W4). Safe for use
/// by several threads.
public final class ApiTokens {
    /// What every token begins with, so that whoever finds one knows what it is.
    public static final String PREFIX = "vgt_";

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 60;

    private final AccountJournal journal;
    private final Clock clock;

    ApiTokens(AccountJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /// What may be shown of a token.
    ///
    /// @param rights as they were wished; the account's own are the bound
    /// @param cameras null for all that the account has
    public record View(
            String id,
            String name,
            Set<Right> rights,
            @Nullable Set<String> cameras,
            long sinceMillis) {}

    /// A token that is good now.
    ///
    /// @param reach the lesser of what the token and what its account may
    public record Holder(String user, String id, String name, Reach reach, long epoch) {}

    /// What became of the wish for a token.
    public sealed interface Made {
        /// The token itself, which nobody learns again.
        record Token(View view, String token) implements Made {}

        /// There is none, for this reason.
        record Refused(String reason) implements Made {}
    }

    /// Makes a token.
    ///
    /// @param name what it is for
    /// @param rights at least one, all of them its account's
    /// @param cameras null for all that the account has
    /// @throws IOException when the journal cannot be read or written
    public Made make(String user, String name, Set<Right> rights, @Nullable Set<String> cameras)
            throws IOException {
        String label = name.strip();
        Optional<Account> account = journal.read(book -> book.find(user));
        if (label.isEmpty() || label.length() > LONGEST_NAME) {
            return new Made.Refused(
                    "the name must have 1 to %d characters".formatted(LONGEST_NAME));
        }
        if (account.isEmpty() || !account.get().role().rights().containsAll(rights)) {
            return new Made.Refused("a token may not do more than its account");
        }
        if (rights.isEmpty()) {
            return new Made.Refused("a token needs at least one right");
        }
        if (cameras != null && !cameras.stream().allMatch(account.get().reach()::sees)) {
            return new Made.Refused("a token may not see more than its account");
        }
        if (account.get().tokens().size() >= MOST) {
            return new Made.Refused("an account may have %d tokens".formatted(MOST));
        }
        String token = PREFIX + Secrets.token();
        var line =
                new AccountLine.Token(
                        user,
                        Secrets.typed(12),
                        label,
                        Secrets.hash(token),
                        rights,
                        cameras,
                        clock.millis());
        Optional<String> objection = journal.write(line);
        return objection.isPresent()
                ? new Made.Refused(objection.get())
                : new Made.Token(view(line), token);
    }

    /// An account's tokens, the oldest first.
    public List<View> of(String user) {
        return journal.read(book ->
                book.find(user).stream()
                        .flatMap(a -> a.tokens().stream())
                        .map(ApiTokens::view)
                        .toList());
    }

    /// Ends a token.
    ///
    /// @return its name; empty where the account has none of that id
    /// @throws IOException when the journal cannot be read or written
    public Optional<String> end(String user, String id) throws IOException {
        Optional<String> name =
                of(user).stream().filter(t -> t.id().equals(id)).map(View::name).findFirst();
        if (name.isPresent()) {
            Optional<String> ignored =
                    journal.write(new AccountLine.TokenEnd(user, id, clock.millis()));
        }
        return name;
    }

    /// Whose token it is; empty where it is nobody's.
    public Optional<Holder> holder(String token) {
        if (!token.startsWith(PREFIX) || token.length() > 100) {
            return Optional.empty();
        }
        String hash = Secrets.hash(token);
        return journal.read(book -> {
            for (Account account : book.all()) {
                for (AccountLine.Token line : account.tokens()) {
                    if (Secrets.equal(line.hash(), hash)) {
                        return Optional.of(
                                new Holder(
                                        account.name(),
                                        line.id(),
                                        line.name(),
                                        lesser(account.reach(), line),
                                        account.epoch()));
                    }
                }
            }
            return Optional.empty();
        });
    }

    /// Whether a token is still good for what it was good for.
    public boolean stands(Holder holder) {
        return journal.read(book ->
                book.find(holder.user())
                        .filter(a -> a.epoch() == holder.epoch())
                        .filter(a -> a.tokens().stream().anyMatch(t -> t.id().equals(holder.id())))
                        .isPresent());
    }

    private static Reach lesser(Reach account, AccountLine.Token token) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        rights.addAll(token.rights());
        rights.retainAll(account.rights());
        Set<String> cameras = token.cameras();
        if (cameras == null) {
            return new Reach(rights, account.cameras());
        }
        Set<String> common = new HashSet<>(cameras);
        common.removeIf(camera -> !account.sees(camera));
        return new Reach(rights, common);
    }

    private static View view(AccountLine.Token line) {
        return new View(line.id(), line.name(), line.rights(), line.cameras(), line.atMillis());
    }
}
