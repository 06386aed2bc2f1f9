package org.vigia.telegram.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PairingLinkTest {
    private final PairingLink link = new PairingLink("vigia_bot", "a-B_9");

    @Test
    void theLinkOpensTheBotWithTheCode() {
        assertThat(link.url()).isEqualTo("https://t.me/vigia_bot?start=a-B_9");
        assertThat(link.toString()).doesNotContain("a-B_9");
    }

    @Test
    void terminalAndSvgShowTheSameModules() {
        List<String> lines =
                link.forTerminal()
                        .lines()
                        .map(l -> l.replace("\u001b[30;107m", "").replace("\u001b[0m", ""))
                        .toList();
        long dark =
                String.join("", lines)
                        .chars()
                        .map(c -> c == '█' ? 2 : c == '▀' || c == '▄' ? 1 : 0)
                        .sum();
        assertThat(Pattern.compile("h1v1h-1z").matcher(link.svg()).results().count())
                .isEqualTo(dark)
                .isGreaterThan(200);
        assertThat(lines.getFirst()).as("the margin").isBlank();
        assertThat(lines).allSatisfy(l -> assertThat(l).startsWith("    ").endsWith("    "));
    }

    @Test
    void whatNoLinkCanHoldIsRefused() {
        assertThatThrownBy(() -> new PairingLink("vigia bot", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a bot's user name");
        assertThatThrownBy(() -> new PairingLink("vigia_bot", "a&b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a code that a deep link can hold");
    }
}
