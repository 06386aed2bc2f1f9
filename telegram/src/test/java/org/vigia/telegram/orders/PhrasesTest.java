package org.vigia.telegram.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.AlarmMode;
import org.vigia.telegram.bot.Bot;
import org.vigia.telegram.text.Language;

class PhrasesTest {
    private static final Pattern GAP = Pattern.compile("%[sd]");

    @ParameterizedTest
    @EnumSource
    void eachLanguageHasEveryPhraseWithTheSameGaps(Language language) {
        Phrases english = Phrases.in(Language.EN);
        Phrases own = Phrases.in(language);
        assertThat(new TreeSet<>(own.keys())).isEqualTo(new TreeSet<>(english.keys()));
        for (String key : own.keys()) {
            Object[] parts =
                    GAP.matcher(english.raw(key))
                            .results()
                            .map(m -> m.group().equals("%d") ? (Object) 7 : "x")
                            .toArray();
            assertThat(GAP.matcher(own.raw(key)).results().map(m -> m.group()))
                    .as(key)
                    .containsExactlyElementsOf(
                            GAP.matcher(english.raw(key)).results().map(m -> m.group()).toList());
            assertThat(own.say(key, parts)).as(key).isNotBlank();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverCanHappenHasItsPhrase(Language language) {
        Phrases in = Phrases.in(language);
        for (AlarmMode mode : AlarmMode.values()) {
            assertThat(in.keys()).contains("state." + small(mode), "log.alarm." + small(mode));
        }
        for (NotDoneException.Why why : NotDoneException.Why.values()) {
            assertThat(in.keys()).contains("why." + small(why));
        }
        for (Happening.Part part : Happening.Part.values()) {
            assertThat(in.keys()).contains("log.fault." + small(part), "log.mended." + small(part));
        }
        for (Remark remark : Remark.values()) {
            assertThat(in.keys())
                    .contains("remark." + small(remark), "log.remark." + small(remark));
        }
        for (EventKind kind : EventKind.values()) {
            boolean never =
                    kind.isPiBsOwn()
                            || kind == EventKind.PHOTO
                            || kind == EventKind.FILM
                            || kind == EventKind.DURESS
                            || kind == EventKind.SELF_TEST;
            assertThat(in.keys().contains("log.incident." + small(kind))).isEqualTo(!never);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMenuIsWhatTelegramTakes(Language language) {
        assertThat(OrderWording.menu(language))
                .hasSize(Verb.values().length)
                .allSatisfy(c -> assertThat(c.name()).matches("[a-z]{1,32}"))
                .extracting(Bot.Command::description)
                .allSatisfy(d -> assertThat(d).hasSizeBetween(3, 100));
    }

    @Test
    void timesAreRoundedUpToMinutes() {
        assertThat(OrderWording.length(Duration.ofSeconds(1))).isEqualTo("1 min");
        assertThat(OrderWording.length(Duration.ofHours(1))).isEqualTo("1 h");
        assertThat(OrderWording.length(Duration.ofMinutes(61))).isEqualTo("1 h 1 min");
    }

    @Test
    void aDecimalIsWrittenAsTheChatsLanguageHasIt() {
        assertThat(OrderWording.size(Phrases.in(Language.EN), 79_460_000_000L))
                .isEqualTo("79.5 GB");
        assertThat(OrderWording.size(Phrases.in(Language.ES), 79_460_000_000L))
                .isEqualTo("79,5 GB");
        assertThat(OrderWording.size(Phrases.in(Language.CA), 79_460_000_000L))
                .isEqualTo("79,5 GB");
    }

    private static String small(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
