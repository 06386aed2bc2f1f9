package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LanguagesTest {
    private static final Path SITE = Path.of("src/main/resources/site");

    private final Languages languages = new Languages();

    @Test
    void everyLanguageHasTheSameKeysWithTheSamePlacesForValues() {
        Map<String, String> english = languages.texts("en");
        for (String code : Languages.CODES) {
            Map<String, String> texts = languages.texts(code);
            assertThat(texts.keySet()).as(code).isEqualTo(english.keySet());
            texts.forEach((key, text) -> {
                assertThat(text).as(code + " " + key).isNotBlank();
                assertThat(text.contains("{0}"))
                        .as(code + " " + key)
                        .isEqualTo(english.getOrDefault(key, "").contains("{0}"));
            });
        }
    }

    @Test
    void everyTextThatTemplatesAndScriptsAskForExistsAndEachIsUsed() throws IOException {
        TreeSet<String> asked = new TreeSet<>();
        collect(SITE.resolve("templates"), "frame\\.t\\.([a-z_0-9]+)", "", asked);
        collect(SITE.resolve("assets"), "\\bt\\('([a-z_0-9]+)'", "js_", asked);
        TreeSet<String> mentioned = new TreeSet<>(asked);
        collect(SITE.resolve("assets"), "'([a-z]+(?:_[a-z]+)*)'", "js_", mentioned);
        List<String> families =
                List.of(
                        "js_kind_",
                        "js_mark_",
                        "js_stage_",
                        "js_link_",
                        "js_live_",
                        "js_alarm_",
                        "js_sound_",
                        "js_alerts_",
                        "alerts_",
                        "js_count_",
                        "js_role_",
                        "js_right_",
                        "js_did_",
                        "js_what_",
                        "js_h_",
                        "js_gap_",
                        "error_");
        for (String key : languages.texts("en").keySet()) {
            assertThat(mentioned.contains(key) || families.stream().anyMatch(key::startsWith))
                    .as(key + " is used")
                    .isTrue();
        }
        assertThat(languages.texts("en").keySet()).containsAll(asked);
    }

    private static void collect(Path directory, String pattern, String prefix, Set<String> into)
            throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".png")).toList()) {
                Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
                while (matcher.find()) {
                    into.add(prefix + matcher.group(1));
                }
            }
        }
    }

    @Test
    void theBrowsersPreferenceDecides() {
        assertThat(Languages.preferred("ca-ES,ca;q=0.9,es;q=0.8")).isEqualTo("ca");
        assertThat(Languages.preferred("fr,es-MX;q=0.5,en;q=0.1")).isEqualTo("es");
        assertThat(Languages.preferred("zh")).isEqualTo("en");
        assertThat(Languages.preferred("%%%;q=x")).isEqualTo("en");
        assertThat(Languages.preferred(null)).isEqualTo("en");
    }

    @Test
    void everyAssetIsListed() throws IOException {
        try (var files = Files.list(SITE.resolve("assets"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Assets.NAMES);
        }
    }
}
