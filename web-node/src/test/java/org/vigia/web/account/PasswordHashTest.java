package org.vigia.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    void whatNobodysPasswordsAreComparedWithCostsWhatAHashCosts() {
        PasswordHash hash = new PasswordHash(4);
        assertThat(PasswordHash.isHash(hash.nobody())).isTrue();
        assertThat(hash.nobody()).startsWith(hash.of("correct horse battery").substring(0, 7));
        hash.matchNobody("correct horse battery");
    }

    @Test
    void aPasswordThatNobodyCanHaveIsComparedAllTheSame() {
        PasswordHash hash = new PasswordHash(4);
        for (String impossible : List.of("", "short", "x".repeat(73), "a nul\0 in between")) {
            assertThat(hash.matches(impossible, hash.nobody())).isFalse();
            assertThatThrownBy(() -> hash.matches(impossible, "no hash"))
                    .as("bcrypt is asked")
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(hash.matches("", hash.of(""))).as("the stand-in opens nothing").isFalse();
    }
}
