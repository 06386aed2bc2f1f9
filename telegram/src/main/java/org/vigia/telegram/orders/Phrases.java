package org.vigia.telegram.orders;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.vigia.telegram.text.Language;

/// What is said about orders in one language, by key.
final class Phrases {
    private static final Phrases SPANISH = new Phrases(Language.ES);
    private static final Phrases ENGLISH = new Phrases(Language.EN);
    private static final Phrases CATALAN = new Phrases(Language.CA);

    private final Properties texts = new Properties();
    private final Language language;

    private Phrases(Language language) {
        this.language = language;
        String name = language.code() + ".properties";
        try (InputStream in = Phrases.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing: " + name);
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    static Phrases in(Language language) {
        return switch (language) {
            case ES -> SPANISH;
            case EN -> ENGLISH;
            case CA -> CATALAN;
        };
    }

    /// How numbers are written.
    Locale locale() {
        return Locale.of(language.code());
    }

    /// The phrase with its gaps filled.
    ///
    /// @throws IllegalArgumentException when there is none of that key
    String say(String key, Object... parts) {
        return raw(key).formatted(parts);
    }

    /// The phrase with its gaps.
    ///
    /// @throws IllegalArgumentException when there is none of that key
    String raw(String key) {
        String phrase = texts.getProperty(key);
        if (phrase == null) {
            throw new IllegalArgumentException(language.code() + ": no phrase " + key);
        }
        return phrase;
    }

    Set<String> keys() {
        return texts.stringPropertyNames();
    }
}
