package org.vigia.telegram.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a chat is spoken to in.
public enum Language {
    @JsonProperty("es")
    ES,
    @JsonProperty("en")
    EN,
    @JsonProperty("ca")
    CA;

    /// `es`, `en` or `ca`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The language of a code in any case; empty where it is none of ours.
    public static Optional<Language> coded(String code) {
        for (Language language : values()) {
            if (language.code().equalsIgnoreCase(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /// The best for a person whose app speaks the IETF language `tag`, like `ca-ES`.
    public static Language preferred(@Nullable String tag) {
        String first = tag == null ? "" : tag.split("[-_]", 2)[0];
        return coded(first).orElse(EN);
    }
}
