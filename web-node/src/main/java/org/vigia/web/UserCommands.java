package org.vigia.web;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vigia.web.account.AccountView;
import org.vigia.web.account.Accounts;
import org.vigia.web.account.Enrolment;
import org.vigia.web.account.Role;
import org.vigia.web.account.Secrets;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditDetail;
import org.vigia.web.audit.AuditLog;

/// `vigia-web user …`: everything about accounts can be done on the console too, so that no lost
/// password and no lost phone shuts an owner out. A running web-node notices at once.
final class UserCommands {
    private static final int PASSWORD_LENGTH = 16;
    private static final String CAMERAS = "--cameras";
    private static final String ROLE = "--role";

    private final Accounts accounts;
    private final AuditLog audit;
    private final PrintStream out;

    UserCommands(Accounts accounts, AuditLog audit, PrintStream out) {
        this.accounts = accounts;
        this.audit = audit;
        this.out = out;
    }

    static boolean knows(List<String> words) {
        if (words.size() < 2 || !words.getFirst().equals("user")) {
            return false;
        }
        if (words.size() == 2) {
            return words.get(1).equals("list");
        }
        int more = words.size() - 3;
        return switch (words.get(1)) {
            case "password", "close", "second-factor-off", "sign-out" -> more == 0;
            case "add" -> more == 0 || isOptions(words.subList(3, words.size()), ROLE, CAMERAS);
            case "role" ->
                    more == 1 || (more == 3 && isOptions(words.subList(4, words.size()), CAMERAS));
            default -> false;
        };
    }

    private static boolean isOptions(List<String> words, String... known) {
        for (int i = 0; i < words.size(); i += 2) {
            if (!List.of(known).contains(words.get(i)) || i + 1 == words.size()) {
                return false;
            }
        }
        return true;
    }

    void run(List<String> words) throws IOException {
        String name = words.size() > 2 ? words.get(2) : "";
        switch (words.get(1)) {
            case "list" -> accounts.all().forEach(account -> out.println(line(account)));
            case "add" -> add(name, words.subList(3, words.size()));
            case "password" -> password(name);
            case "role" -> role(name, words.get(3), words.subList(4, words.size()));
            case "close" -> {
                orThrow(accounts.close(name));
                told(name, AuditDetail.CLOSED.code(), "the account " + name + " is closed");
            }
            case "sign-out" -> {
                orThrow(accounts.signOut(name));
                told(name, AuditDetail.EVERYWHERE.code(), name + " has to sign in again");
            }
            default -> secondFactorOff(name);
        }
    }

    private void add(String name, List<String> options) throws IOException {
        String password = Secrets.typed(PASSWORD_LENGTH);
        Role role = role(option(options, ROLE, "owner"));
        orThrow(accounts.open(name, role, cameras(options), password));
        note(name, AuditDetail.MADE.of(role, cameras(options)));
        out.println("user: " + name);
        out.println("password: " + password);
    }

    private void password(String name) throws IOException {
        String password = Secrets.typed(PASSWORD_LENGTH);
        orThrow(accounts.password(name, password));
        note(name, AuditDetail.PASSWORD.code());
        out.println("user: " + name);
        out.println("password: " + password);
        if (accounts.find(name).filter(AccountView::secondFactor).isPresent()) {
            out.println("# signing in still takes the second factor; where that is lost too:");
            out.println("# vigia-web user second-factor-off " + name);
        }
    }

    private void role(String name, String word, List<String> options) throws IOException {
        Role role = role(word);
        orThrow(accounts.change(name, role, cameras(options)));
        told(
                name,
                AuditDetail.ROLE.of(role, cameras(options)),
                "%s is now %s"
                        .formatted(name, accounts.find(name).map(UserCommands::line).orElse(word)));
    }

    private void secondFactorOff(String name) throws IOException {
        if (!accounts.secondFactors().end(name)) {
            throw new IllegalArgumentException(
                    "no account called %s has a second factor".formatted(name));
        }
        told(name, AuditDetail.FACTOR_OFF.code(), "the password alone signs " + name + " in again");
    }

    private void told(String name, String detail, String words) {
        note(name, detail);
        out.println("# " + words + "; sessions it had are over");
    }

    private void note(String name, String detail) {
        audit.note(AuditAction.ACCOUNT, "", "console", name, detail);
    }

    private static String line(AccountView account) {
        Set<String> cameras = account.cameras();
        return "%s %s %s%s%s since %s"
                .formatted(
                        account.name(),
                        word(account.role()),
                        cameras == null ? "all" : String.join(",", new TreeSet<>(cameras)),
                        account.secondFactor() ? " second-factor" : "",
                        account.password() ? "" : " no-password-yet",
                        Instant.ofEpochMilli(account.sinceMillis()));
    }

    private static Role role(String word) {
        return switch (word) {
            case "owner" -> Role.OWNER;
            case "guard" -> Role.GUARD;
            case "viewer" -> Role.VIEWER;
            default ->
                    throw new IllegalArgumentException(
                            "the role must be owner, guard or viewer, was " + word);
        };
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Set<String> cameras(List<String> options) {
        String names = option(options, CAMERAS, "");
        return names.isEmpty() ? null : new TreeSet<>(List.of(names.split(",", -1)));
    }

    private static String option(List<String> options, String name, String otherwise) {
        int at = options.indexOf(name);
        return at < 0 ? otherwise : options.get(at + 1);
    }

    private static void orThrow(Enrolment outcome) {
        switch (outcome) {
            case Enrolment.Refused(String reason) -> throw new IllegalArgumentException(reason);
            case Enrolment.Done() -> {}
        }
    }
}
