package org.vigia.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    void whatNobodysPasswordsAreComparedWithCostsWhatAHashCosts() {
        PasswordHash hash = new PasswordHash(4);
        assertThat(PasswordHash.isHash(hash.nobody())).isTrue();
        assertThat(hash.nobody()).startsWith(hash.of("correct horse battery").substring(0, 7));
        hash.matchNobody("correct horse battery");
    }
}
