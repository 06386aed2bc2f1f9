package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.durable.Journal;
import org.vigia.web.account.AccountView;
import org.vigia.web.account.Accounts;
import org.vigia.web.account.Reach;
import org.vigia.web.account.Role;
import org.vigia.web.audit.AuditLog;

/// The console beside a running node, which has the same files open.
class UserCommandsTest {
    @TempDir Path directory;

    private String run(String... words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> command = List.of(words);
        assertThat(UserCommands.knows(command)).as(command.toString()).isTrue();
        new UserCommands(
                        accounts(),
                        new AuditLog(directory.resolve("audit"), Clock.systemUTC()),
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(command);
        return out.toString(StandardCharsets.UTF_8);
    }

    private Accounts accounts() {
        return new Accounts(new Journal(directory.resolve("accounts.jsonl")), 4, Clock.systemUTC());
    }

    private static String password(String output) {
        return output.substring(output.indexOf("password: ") + 10, output.lastIndexOf('\n'));
    }

    @Test
    void everythingAboutAccountsCanBeDoneOnTheConsole() throws IOException {
        Accounts running = accounts();
        String made = run("user", "add", "ana");
        assertThat(made).matches("user: ana\npassword: [a-z2-9]{16}\n");
        assertThat(running.check("ana", password(made))).isTrue();
        assertThat(running.find("ana").map(AccountView::role)).contains(Role.OWNER);

        run("user", "add", "bea", "--role", "viewer", "--cameras", "door,yard");
        AccountView bea = running.find("bea").orElseThrow();
        assertThat(bea.role()).isEqualTo(Role.VIEWER);
        assertThat(bea.cameras()).isEqualTo(Set.of("door", "yard"));
        assertThat(run("user", "list").lines())
                .satisfiesExactly(
                        ana -> assertThat(ana).startsWith("ana owner all since "),
                        line -> assertThat(line).startsWith("bea viewer door,yard since "));

        assertThat(run("user", "role", "bea", "guard")).contains("bea is now bea guard all");
        String renewed = run("user", "password", "ana");
        assertThat(running.check("ana", password(made))).isFalse();
        assertThat(running.check("ana", password(renewed))).isTrue();
        long before = running.entitlement("bea").orElseThrow().epoch();
        assertThat(run("user", "sign-out", "bea"))
                .isEqualTo("# bea has to sign in again; sessions it had are over\n");
        assertThat(running.stands("bea", before)).isFalse();
        assertThat(running.entitlement("bea").orElseThrow().reach())
                .isEqualTo(new Reach(Role.GUARD.rights(), null));
        run("user", "close", "bea");
        assertThat(running.exists("bea")).isFalse();

        var noted = new AuditLog(directory.resolve("audit"), Clock.systemUTC()).read(null, 10);
        assertThat(noted.entries())
                .extracting(p -> p.entry().from() + " " + p.entry().detail())
                .containsExactly(
                        "console closed",
                        "console everywhere",
                        "console password",
                        "console role: guard",
                        "console made: viewer door,yard",
                        "console made: owner");
    }

    @Test
    void whatMustNotBeIsRefusedInWords() throws IOException {
        run("user", "add", "ana");
        refused("ana is the last owner: make another one first", "user", "close", "ana");
        refused("there is an account called ana already", "user", "add", "ana");
        refused("there is no account called eva", "user", "password", "eva");
        refused("the role must be owner, guard or viewer, was king", "user", "role", "ana", "king");
        refused("no account called ana has a second factor", "user", "second-factor-off", "ana");
        refused("an owner has every camera", "user", "add", "eva", "--cameras", "door");
    }

    private void refused(String message, String... words) {
        assertThatThrownBy(() -> run(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void otherWordsAreNotKnown() {
        for (List<String> words :
                List.of(
                        List.of("user"),
                        List.of("user", "add"),
                        List.of("user", "add", "ana", "--king", "x"),
                        List.of("user", "add", "ana", "--role"),
                        List.of("user", "role", "ana"),
                        List.of("user", "list", "ana"),
                        List.of("user", "delete", "ana"),
                        List.of("camera", "list"))) {
            assertThat(UserCommands.knows(words)).as(words.toString()).isFalse();
        }
    }
}
