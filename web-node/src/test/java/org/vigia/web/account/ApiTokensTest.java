package org.vigia.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.durable.Journal;

class ApiTokensTest {
    @TempDir Path directory;

    @BeforeEach
    void open() throws IOException {
        accounts().add("ana", "a good password");
        accounts().open("bea", Role.GUARD, Set.of("door", "yard"), "a good password");
    }

    private Accounts accounts() {
        return new Accounts(new Journal(directory.resolve("accounts.jsonl")), 4, new TestClock());
    }

    private String make(Set<Right> rights, Set<String> cameras) throws IOException {
        return switch (accounts().tokens().make("bea", "backup", rights, cameras)) {
            case ApiTokens.Made.Token(_, String token) -> token;
            case ApiTokens.Made.Refused(String reason) -> reason;
        };
    }

    private Reach reach(String token) {
        return accounts().tokens().holder(token).orElseThrow().reach();
    }

    @Test
    void aTokenMayWhatItSaysAndNeverMoreThanItsAccount() throws IOException {
        String token = make(Set.of(Right.LOOK, Right.CONTROL), Set.of("door"));
        assertThat(token).matches("vgt_[A-Za-z0-9_-]{43}");
        assertThat(Files.readString(directory.resolve("accounts.jsonl"))).doesNotContain(token);
        assertThat(reach(token))
                .isEqualTo(new Reach(Set.of(Right.LOOK, Right.CONTROL), Set.of("door")));
        assertThat(make(Set.of(Right.DELETE), null))
                .isEqualTo("a token may not do more than its account");
        assertThat(make(Set.of(Right.LOOK), Set.of("cellar")))
                .isEqualTo("a token may not see more than its account");
        assertThat(make(Set.of(), null)).isEqualTo("a token needs at least one right");
        accounts().change("bea", Role.VIEWER, Set.of("yard"));
        assertThat(reach(token)).isEqualTo(new Reach(Set.of(Right.LOOK), Set.of()));
    }

    @Test
    void aTokenEndsWhenItIsEndedAndWithItsAccount() throws IOException {
        String token = make(Set.of(Right.LOOK), null);
        String another = make(Set.of(Right.LOOK), null);
        ApiTokens.Holder holder = accounts().tokens().holder(token).orElseThrow();
        assertThat(holder.reach().cameras()).containsExactlyInAnyOrder("door", "yard");
        assertThat(accounts().tokens().stands(holder)).isTrue();
        assertThat(accounts().tokens().end("ana", holder.id())).as("somebody else's").isEmpty();
        assertThat(accounts().tokens().end("bea", holder.id())).contains("backup");
        assertThat(accounts().tokens().stands(holder)).isFalse();
        assertThat(accounts().tokens().holder(token)).isEmpty();
        assertThat(accounts().tokens().of("bea")).hasSize(1);
        accounts().close("bea");
        accounts().add("bea", "a good password");
        assertThat(accounts().tokens().holder(another)).isEmpty();
    }

    @Test
    void whatIsNoTokenIsNobodys() {
        for (String text : new String[] {"", "vgt_", "vgt_x", "vgt_" + "x".repeat(200)}) {
            assertThat(accounts().tokens().holder(text)).isEmpty();
        }
    }
}
