package org.vigia.web.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the lines of the journal add up to: a function of the lines alone. A line that must not be
/// is refused here whoever wrote it, so that what two processes write at once still leaves an
/// owner.
final class AccountBook {
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?");
    private static final Pattern CAMERA = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");
    private static final int MOST_CAMERAS = 200;

    private final Map<String, Account> accounts = new TreeMap<>();

    Optional<Account> find(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    List<Account> all() {
        return List.copyOf(accounts.values());
    }

    /// Takes a line in.
    ///
    /// @param number its place in the journal
    /// @return why not, in words for whoever wished it; empty where it was taken in
    Optional<String> apply(AccountLine line, long number) {
        Optional<String> objection = objection(line);
        if (objection.isEmpty()) {
            take(line, number);
        }
        return objection;
    }

    /// What is wrong with a line; empty where it may be.
    Optional<String> objection(AccountLine line) {
        return switch (line) {
            case AccountLine.Add add -> fresh(add.user()).or(() -> badHash(add.hash()));
            case AccountLine.Open open ->
                    fresh(open.user())
                            .or(() -> badHash(open.hash()))
                            .or(() -> badCameras(open.role(), open.cameras()));
            case AccountLine.SetRole set ->
                    known(set.user())
                            .or(() -> badCameras(set.role(), set.cameras()))
                            .or(() ->
                                    set.role() == Role.OWNER
                                            ? Optional.empty()
                                            : lastOwner(set.user()));
            case AccountLine.Password set -> known(set.user()).or(() -> badHash(set.hash()));
            case AccountLine.Close close -> known(close.user()).or(() -> lastOwner(close.user()));
            case AccountLine.Invite _,
                    AccountLine.Second _,
                    AccountLine.SecondOff _,
                    AccountLine.Code _,
                    AccountLine.Recovery _,
                    AccountLine.Token _,
                    AccountLine.TokenEnd _,
                    AccountLine.SignOut _ ->
                    known(line.user());
        };
    }

    private void take(AccountLine line, long number) {
        String user = line.user();
        switch (line) {
            case AccountLine.Add(_, String hash, long at) ->
                    accounts.put(user, fresh(user, Role.OWNER, null, hash, at, number));
            case AccountLine.Open(_, Role role, Set<String> cameras, String hash, long at) ->
                    accounts.put(user, fresh(user, role, cameras, hash, at, number));
            case AccountLine.SetRole(_, Role role, Set<String> cameras, _) ->
                    accounts.computeIfPresent(user, (_, a) -> a.with(role, cameras, number));
            case AccountLine.Password(_, String hash, _) ->
                    accounts.computeIfPresent(user, (_, a) -> a.withPassword(hash, number));
            case AccountLine.Invite invite ->
                    accounts.computeIfPresent(user, (_, a) -> a.with(invite));
            case AccountLine.Second(_, String secret, List<String> recovery, _) ->
                    accounts.computeIfPresent(
                            user,
                            (_, a) ->
                                    a.withSecond(
                                            new Account.SecondFactor(secret, recovery, 0), number));
            case AccountLine.SecondOff _ ->
                    accounts.computeIfPresent(user, (_, a) -> a.withSecond(null, number));
            case AccountLine.Code(_, long step, _) ->
                    accounts.computeIfPresent(user, (_, a) -> used(a, step, ""));
            case AccountLine.Recovery(_, String code, _) ->
                    accounts.computeIfPresent(user, (_, a) -> used(a, 0, code));
            case AccountLine.Token token ->
                    accounts.computeIfPresent(user, (_, a) -> with(a, token));
            case AccountLine.TokenEnd(_, String id, _) ->
                    accounts.computeIfPresent(user, (_, a) -> without(a, id));
            case AccountLine.SignOut _ ->
                    accounts.computeIfPresent(
                            user, (_, a) -> a.with(a.role(), a.cameras(), number));
            case AccountLine.Close _ -> accounts.remove(user);
        }
    }

    private static Account fresh(
            String user,
            Role role,
            @Nullable Set<String> cameras,
            @Nullable String hash,
            long at,
            long number) {
        return new Account(user, role, cameras, hash, null, null, List.of(), at, number);
    }

    // Does not end sessions: nobody's rights have changed.
    private static Account used(Account account, long step, String recovery) {
        Account.SecondFactor old = account.second();
        if (old == null) {
            return account;
        }
        List<String> left = old.recovery().stream().filter(c -> !c.equals(recovery)).toList();
        long last = Math.max(step, old.step());
        return account.withSecond(
                new Account.SecondFactor(old.secret(), left, last), account.epoch());
    }

    private static Account with(Account account, AccountLine.Token token) {
        List<AccountLine.Token> all = new ArrayList<>(account.tokens());
        all.add(token);
        return account.withTokens(all);
    }

    private static Account without(Account account, String id) {
        return account.withTokens(
                account.tokens().stream().filter(t -> !t.id().equals(id)).toList());
    }

    private Optional<String> fresh(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of(
                    "the name must be 1 to 32 small letters, digits, dots, underscores or hyphens,"
                            + " with a letter or digit at both ends");
        }
        return accounts.containsKey(name)
                ? Optional.of("there is an account called " + name + " already")
                : Optional.empty();
    }

    private Optional<String> known(String name) {
        return accounts.containsKey(name)
                ? Optional.empty()
                : Optional.of("there is no account called " + name);
    }

    private static Optional<String> badHash(@Nullable String hash) {
        return hash == null || PasswordHash.isHash(hash)
                ? Optional.empty()
                : Optional.of("not a bcrypt hash");
    }

    private static Optional<String> badCameras(Role role, @Nullable Set<String> cameras) {
        if (cameras == null) {
            return Optional.empty();
        }
        if (role == Role.OWNER) {
            return Optional.of("an owner has every camera");
        }
        if (cameras.isEmpty() || cameras.size() > MOST_CAMERAS) {
            return Optional.of("name 1 to %d cameras, or all".formatted(MOST_CAMERAS));
        }
        return cameras.stream()
                .filter(name -> !CAMERA.matcher(name).matches())
                .findFirst()
                .map(name -> "not a camera's name: " + name);
    }

    private Optional<String> lastOwner(String name) {
        boolean another =
                accounts.values().stream()
                        .anyMatch(a -> a.isOwnerWhoCanSignIn() && !a.name().equals(name));
        Account account = accounts.get(name);
        return another || account == null || account.role() != Role.OWNER
                ? Optional.empty()
                : Optional.of(name + " is the last owner: make another one first");
    }
}
