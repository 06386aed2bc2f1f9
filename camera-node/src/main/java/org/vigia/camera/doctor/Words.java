package org.vigia.camera.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The doctor's texts in one language, from `doctor_*.properties`. Immutable.
public final class Words {
    /// The languages there are; the first is the one for everybody else.
    static final List<String> LANGUAGES = List.of("en", "es", "ca");

    private final Locale locale;
    private final Properties texts = new Properties();

    private Words(String language) {
        locale = Locale.of(language);
        String name = "doctor_%s.properties".formatted(language);
        try (InputStream in = Words.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /// In the language of a terminal.
    ///
    /// @param lang as in the environment variable `LANG`, e.g. `ca_ES.UTF-8`
    public static Words in(@Nullable String lang) {
        String code = lang == null ? "" : lang.replaceFirst("[_.@].*", "");
        return new Words(LANGUAGES.contains(code) ? code : LANGUAGES.getFirst());
    }

    /// The language.
    public Locale locale() {
        return locale;
    }

    /// One text, with its places filled.
    ///
    /// @throws IllegalArgumentException when there is no such text
    public String say(String key, Object... details) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no text " + key);
        }
        Object[] plain = new Object[details.length];
        for (int i = 0; i < details.length; i++) {
            // As it is: no digits grouped.
            plain[i] = String.valueOf(details[i]);
        }
        return new MessageFormat(text, locale).format(plain);
    }

    Outcome ok(String key, Object... details) {
        return new Outcome.Ok(say(key, details));
    }

    /// A failure whose text stands under `key`, and what mends it under `key` + `.mend`.
    Outcome fail(String key, Object... details) {
        return new Outcome.Fail(say(key, details), say(key + ".mend", details));
    }

    Properties texts() {
        return texts;
    }
}
