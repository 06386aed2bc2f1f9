package org.vigia.telegram.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.vigia.telegram.text.AlertState;
import org.vigia.telegram.text.AlertWords;
import org.vigia.telegram.text.Language;
import org.vigia.telegram.text.Subject;

class WordsTest {
    @Test
    void everySubjectHasItsWordsInEveryLanguageWithNothingLeftOpen() {
        Instant now = Instant.parse("2026-03-01T20:00:00Z");
        for (Language language : Language.values()) {
            AlertWords words = AlertWords.in(language);
            for (Subject subject : Subject.values()) {
                AlertState state =
                        new AlertState(
                                subject, "yard", 3, 0, 1, true, true, 2L, true, "http://b/x");
                assertThat(words.text(state, ZoneOffset.UTC, now))
                        .as("%s, %s", language, subject)
                        .contains("yard", "http://b/x")
                        .doesNotContain("{", "}");
                if (subject.nature() == Subject.Nature.FAULT) {
                    assertThat(words.over(subject, "yard")).contains("yard").doesNotContain("{");
                }
                assertThat(words.again(subject, "yard")).contains("yard").doesNotContain("{");
            }
            for (String button :
                    new String[] {"disarm", "siren-on", "siren-off", "photo", "false", "keep"}) {
                assertThat(words.button(button)).isNotBlank();
            }
            assertThat(words.tooLarge("http://b")).contains("http://b");
            assertThat(words.letGo("http://b")).contains("http://b");
            assertThat(words.tooLarge("") + words.letGo("")).doesNotContain("{");
        }
    }
}
