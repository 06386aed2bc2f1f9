package org.vigia.shared.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JournalLinesTest {
    private final ByteArrayOutputStream journal = new ByteArrayOutputStream();
    private final PrintStream err =
            new PrintStream(new JournalLines(journal), true, StandardCharsets.UTF_8);

    private String written() {
        return journal.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachLineHasItsLevelInFront() {
        err.println("ERROR Delivery - lost");
        err.println("WARN Delivery - later");
        err.println("INFO Delivery - Pi #B → señal");
        err.println("DEBUG Delivery - one");
        assertThat(written())
                .isEqualTo(
                        """
                        <3>ERROR Delivery - lost
                        <4>WARN Delivery - later
                        <6>INFO Delivery - Pi #B → señal
                        <7>DEBUG Delivery - one
                        """);
    }

    @Test
    void aStackTraceHasTheLevelOfItsLine() {
        err.println("ERROR Beat - fell over");
        new IllegalStateException("of this").printStackTrace(err);
        assertThat(written().lines().toList())
                .hasSizeGreaterThan(2)
                .allMatch(l -> l.startsWith("<3>"))
                .anyMatch(l -> l.startsWith("<3>\tat "));
    }

    @Test
    void wordsBeforeAnyLogLineAreOfNote() {
        err.println("camera.yml: name: must be there");
        assertThat(written()).isEqualTo("<5>camera.yml: name: must be there\n");
    }

    @Test
    void aLineWaitsForItsEnd() {
        err.print("WARN Link");
        assertThat(written()).isEmpty();
        err.println(" - gone");
        assertThat(written()).isEqualTo("<4>WARN Link - gone\n");
    }
}
