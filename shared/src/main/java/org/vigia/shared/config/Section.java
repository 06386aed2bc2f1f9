package org.vigia.shared.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One level of keys in a [ConfigFile]. Each method asks for one key, checks what it finds and,
/// where that will not do, notes a problem and returns a stand-in, so that reading goes on.
public final class Section {
    private static final int MAX_TEXT = 10_000;

    private final ConfigFile file;
    private final String path;
    private final Map<?, ?> content;
    private final Map<String, @Nullable Section> asked = new LinkedHashMap<>();

    Section(ConfigFile file, String path, Map<?, ?> content) {
        this.file = file;
        this.path = path;
        // A key such as 1 is a number to YAML and a name to us.
        Map<String, Object> named = new LinkedHashMap<>();
        content.forEach((key, value) -> named.put(String.valueOf(key), value));
        this.content = named;
    }

    /// The section under `key`; an empty one where it is missing.
    public Section section(String key) {
        Object value = content.get(key);
        Map<?, ?> inner = Map.of();
        if (value instanceof Map<?, ?> map) {
            inner = map;
        } else if (value != null) {
            file.problem(name(key), "must hold keys of its own, was " + shown(value));
        }
        Section section = new Section(file, name(key), inner);
        asked.put(key, section);
        return section;
    }

    /// Whether `key` is there with a value.
    public boolean has(String key) {
        return content.get(key) != null;
    }

    /// A text that must be there.
    public String requiredText(String key) {
        return value(key, null, "a text", Section::textOf).orElse("");
    }

    /// A text.
    public String text(String key, String fallback) {
        return value(key, fallback, "a text", Section::textOf).orElse(fallback);
    }

    /// A text that passes a test.
    ///
    /// @param allowed what passes, in words that follow "must be"
    public String text(
            String key,
            @Nullable String fallback,
            String allowed,
            java.util.function.Predicate<String> test) {
        return value(key, fallback, allowed, v -> textOf(v).filter(test))
                .orElse(fallback == null ? "" : fallback);
    }

    /// A text that no log shows.
    public Secret secret(String key) {
        asked.put(key, null);
        Object value = content.get(key);
        Secret secret = new Secret(value == null ? "" : String.valueOf(value));
        file.inForce(name(key), secret.toString());
        return secret;
    }

    /// A whole number from `min` to `max`.
    public int integer(String key, int fallback, int min, int max) {
        return value(
                        key,
                        fallback,
                        "a whole number between %d and %d".formatted(min, max),
                        v ->
                                v instanceof Integer i && i >= min && i <= max
                                        ? Optional.of(i)
                                        : Optional.empty())
                .orElse(fallback);
    }

    /// `true` or `false`.
    public boolean flag(String key, boolean fallback) {
        return value(
                        key,
                        fallback,
                        "true or false",
                        v -> v instanceof Boolean b ? Optional.of(b) : Optional.empty())
                .orElse(fallback);
    }

    /// A length of time such as `200ms`, `5s`, `3m`, `1h`, `7d`, from `min` to `max`.
    public Duration duration(String key, Duration fallback, Duration min, Duration max) {
        return value(
                        key,
                        fallback,
                        "a time between %s and %s such as %s"
                                .formatted(
                                        Durations.text(min),
                                        Durations.text(max),
                                        Durations.text(fallback)),
                        v ->
                                Durations.parse(String.valueOf(v))
                                        .filter(d -> d.compareTo(min) >= 0)
                                        .filter(d -> d.compareTo(max) <= 0))
                .orElse(fallback);
    }

    /// An amount of data in bytes, written such as `64KiB`, `512MiB`, `8GiB` or `0`, from `min` to
    /// `max`.
    public long bytes(String key, long fallback, long min, long max) {
        ByteSize usual = new ByteSize(fallback);
        return value(
                        key,
                        usual,
                        "an amount between %s and %s such as %s"
                                .formatted(new ByteSize(min), new ByteSize(max), usual),
                        v ->
                                ByteSize.parse(String.valueOf(v))
                                        .filter(size -> size.bytes() >= min)
                                        .filter(size -> size.bytes() <= max))
                .orElse(usual)
                .bytes();
    }

    /// One of the constants of `type`, written in lower case with hyphens.
    public <E extends Enum<E>> E choice(String key, E fallback, Class<E> type) {
        Map<String, E> words =
                Stream.of(type.getEnumConstants())
                        .collect(
                                Collectors.toMap(
                                        Section::word,
                                        Function.identity(),
                                        (a, b) -> a,
                                        LinkedHashMap::new));
        return value(
                        key,
                        fallback,
                        "one of " + String.join(", ", words.keySet()),
                        v -> Optional.ofNullable(words.get(String.valueOf(v))))
                .orElse(fallback);
    }

    /// A file or folder; a relative one is relative to the configuration's folder.
    public Path path(String key, String fallback) {
        return file.resolve(text(key, fallback));
    }

    /// A file or folder that must be named.
    public Path requiredPath(String key) {
        return file.resolve(requiredText(key));
    }

    /// A host and port; must be there where `fallback` is null.
    public HostPort hostPort(String key, @Nullable HostPort fallback) {
        return value(
                        key,
                        fallback,
                        "a host and port such as pi-b.local:8022",
                        v -> {
                            try {
                                return Optional.of(HostPort.parse(String.valueOf(v)));
                            } catch (IllegalArgumentException e) {
                                return Optional.empty();
                            }
                        })
                .orElse(fallback == null ? new HostPort("localhost", 0) : fallback);
    }

    /// A list of texts.
    public List<String> texts(String key) {
        return value(
                        key,
                        List.<String>of(),
                        "a list of texts",
                        v -> {
                            if (!(v instanceof List<?> list)) {
                                return Optional.empty();
                            }
                            List<String> texts = new ArrayList<>();
                            list.forEach(e -> texts.add(String.valueOf(e)));
                            return Optional.of(List.copyOf(texts));
                        })
                .orElse(List.of());
    }

    /// The keys that are there, for sections whose keys the owner chooses.
    public List<String> keys() {
        return content.keySet().stream().map(String::valueOf).toList();
    }

    /// Says that `key` may stand here, without reading it: unknown keys are then compared with it.
    public void expect(String key) {
        asked.putIfAbsent(key, null);
    }

    /// Notes a problem that only the reader of several keys can see.
    ///
    /// @param text what must be, and what was found
    public void problem(String key, String text) {
        file.problem(name(key), text);
    }

    void reportUnknown() {
        for (String key : keys()) {
            if (!asked.containsKey(key)) {
                file.problem(
                        name(key), "is not a key here" + Spelling.suggest(key, asked.keySet()));
            }
        }
        for (Section section : asked.values()) {
            if (section != null) {
                section.reportUnknown();
            }
        }
    }

    private <T> Optional<T> value(
            String key,
            @Nullable T fallback,
            String allowed,
            Function<Object, Optional<T>> reader) {
        asked.put(key, null);
        Object value = content.get(key);
        if (value == null) {
            if (fallback == null) {
                file.problem(name(key), "is missing; must be " + allowed);
            } else {
                file.inForce(name(key), plain(fallback));
            }
            return Optional.ofNullable(fallback);
        }
        Optional<T> read = reader.apply(value);
        if (read.isEmpty()) {
            file.problem(name(key), "must be %s, was %s".formatted(allowed, shown(value)));
        } else {
            file.inForce(name(key), plain(read.get()));
        }
        return read;
    }

    private static Optional<String> textOf(Object value) {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            return Optional.empty();
        }
        String text = String.valueOf(value);
        return text.isBlank() || text.length() > MAX_TEXT ? Optional.empty() : Optional.of(text);
    }

    private static String plain(Object value) {
        return value instanceof Duration duration ? Durations.text(duration) : value.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
