package org.vigia.camera.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/// The texts of `diagnosis_*.properties`.
final class Texts {
    private static final List<String> LANGUAGES = List.of("en", "es", "ca");

    private Texts() {}

    /// @param details an empty one stands for a program that could not be found
    static String of(Locale locale, String key, List<String> details) {
        Properties texts = read(locale);
        Object[] places =
                details.stream()
                        .map(d -> d.isEmpty() ? texts.getProperty("somebody") : d)
                        .toArray();
        return new MessageFormat(texts.getProperty(key), locale).format(places);
    }

    private static Properties read(Locale locale) {
        String language = locale.getLanguage();
        String name =
                "diagnosis_%s.properties".formatted(LANGUAGES.contains(language) ? language : "en");
        Properties texts = new Properties();
        try (InputStream in = Texts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
        return texts;
    }
}
