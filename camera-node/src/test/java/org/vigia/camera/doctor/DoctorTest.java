package org.vigia.camera.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int examine(boolean coloured, Check... checks) throws InterruptedException {
        PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Doctor(List.of(checks), Words.in("en_GB.UTF-8"), lines, coloured).examine();
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void printsALineForEachCheckAndEndsWithOneWhereSomethingFails() throws Exception {
        assertThat(examine(false, w -> w.ok("ffmpeg"))).isZero();
        assertThat(examine(false, w -> w.fail("ffmpeg.none"), w -> w.ok("clock"))).isEqualTo(1);
        assertThat(lines())
                .containsExactly(
                        "ok   ffmpeg: with libx264",
                        "FAIL ffmpeg is not installed; mend it with: sudo apt install ffmpeg",
                        "ok   clock: synchronised");
    }

    @Test
    void coloursAreForTerminalsAndForeignWordsCannotBringAny() throws Exception {
        Check nasty = _ -> new Outcome.Fail("a\u001b[2Jb\nc", "d\r\ne");
        assertThat(examine(true, nasty)).isEqualTo(1);
        assertThat(lines()).containsExactly("\u001b[31mFAIL\u001b[0m a [2Jb c; mend it with: d e");
    }

    @Test
    void speaksTheTerminalsLanguage() {
        assertThat(Words.in("ca_ES.UTF-8").say("mend")).isEqualTo("s'arregla amb:");
        assertThat(Words.in("es").say("mend")).isEqualTo("se arregla con:");
        for (String other : Arrays.asList(null, "", "C.UTF-8", "C", "fr_FR", "../x")) {
            assertThat(Words.in(other).say("mend")).isEqualTo("mend it with:");
        }
    }

    @Test
    void everyTextIsThereInEveryLanguageWithTheSamePlaces() {
        var english = Words.in("en").texts();
        for (String language : Words.LANGUAGES) {
            var texts = Words.in(language).texts();
            assertThat(texts.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
            for (String key : english.stringPropertyNames()) {
                assertThat(places(texts.getProperty(key)))
                        .as("%s in %s", key, language)
                        .isEqualTo(places(english.getProperty(key)));
                assertThat(texts.getProperty(key))
                        .as("%s in %s", key, language)
                        .doesNotContainPattern("(^|[^'])'([^']|$)");
            }
        }
    }

    private static Set<Character> places(String text) {
        Set<Character> places = new TreeSet<>();
        for (int i = text.indexOf('{'); i >= 0; i = text.indexOf('{', i + 1)) {
            places.add(text.charAt(i + 1));
        }
        return places;
    }
}
