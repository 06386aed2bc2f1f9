package org.vigia.telegram.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// The words of alerts in one language.
public final class AlertWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Map<Language, AlertWords> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ALL.put(language, new AlertWords(language));
        }
    }

    private final Properties texts = new Properties();

    private AlertWords(Language language) {
        String name = "alerts_" + language.code() + ".properties";
        try (var in =
                new InputStreamReader(
                        Objects.requireNonNull(AlertWords.class.getResourceAsStream(name), name),
                        StandardCharsets.UTF_8)) {
            texts.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /// Those of a language.
    public static AlertWords in(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    /// The whole text of an alert as it stands.
    ///
    /// @param now the wall clock, for telling today from other days
    public String text(AlertState state, ZoneId zone, Instant now) {
        StringBuilder text = new StringBuilder();
        String what = get("subject." + state.subject().key(), state.camera());
        String from = time(state.first(), zone, now, state.late());
        String to = time(state.last(), zone, now, state.late());
        text.append(
                state.count() == 1
                        ? get("once", what, from)
                        : get("often", what, from, to, Integer.toString(state.count())));
        if (state.over() != null) {
            line(text, get("over", time(state.over(), zone, now, state.late())));
        }
        if (state.late()) {
            line(text, get("late"));
        }
        if (state.unsure()) {
            line(text, get("unsure"));
        }
        if (state.safe()) {
            line(text, state.link().isEmpty() ? get("safe") : get("safe-link", state.link()));
        }
        return text.toString();
    }

    /// What stands below a picture or film: when it was.
    public String caption(long at, boolean late, ZoneId zone, Instant now) {
        String time = time(at, zone, now, late);
        return late ? time + '\n' + get("late") : time;
    }

    /// What is said when a fault is over.
    ///
    /// @param subject one that lasts until it is over
    public String over(Subject subject, String camera) {
        return get("recovered." + subject.key(), camera);
    }

    /// What is said where something happens again and there is no picture of it.
    public String again(Subject subject, String camera) {
        return get("again", get("subject." + subject.key(), camera));
    }

    /// What is said instead of a film that is too large for Telegram.
    public String tooLarge(String link) {
        return link.isEmpty() ? get("too-large") : get("too-large-link", link);
    }

    /// What is said instead of a film that was let go for want of room.
    public String letGo(String link) {
        return link.isEmpty() ? get("let-go") : get("let-go-link", link);
    }

    /// A button's label.
    ///
    /// @param key `disarm`, `siren-on`, `siren-off`, `photo`, `false` or `keep`
    public String button(String key) {
        return get("button." + key);
    }

    private static void line(StringBuilder text, String line) {
        text.append('\n').append(line);
    }

    private static String time(long millis, ZoneId zone, Instant now, boolean late) {
        LocalDateTime at = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone);
        boolean today = at.toLocalDate().equals(LocalDateTime.ofInstant(now, zone).toLocalDate());
        return (today && !late ? TIME : DAY).format(at);
    }

    private String get(String key, String... values) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no words for " + key);
        }
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", values[i]);
        }
        return text;
    }
}
