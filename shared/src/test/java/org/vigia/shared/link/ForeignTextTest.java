package org.vigia.shared.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {
    @Test
    void whatCouldForgeALineOrSteerATerminalIsTakenOut() {
        assertThat(ForeignText.line("bye\r\n2026 ERROR x\u001b[2J\u202ey\u0085z\u2028"))
                .isEqualTo("bye??2026 ERROR x?[2J?y?z?");
        assertThat(ForeignText.line("adiós, cámara")).isEqualTo("adiós, cámara");
        assertThat(ForeignText.line(null)).isEqualTo("(nothing)");
    }

    @Test
    void whatIsLongIsCut() {
        assertThat(ForeignText.line("x".repeat(10_000)))
                .isEqualTo("x".repeat(ForeignText.MOST) + "…");
    }
}
