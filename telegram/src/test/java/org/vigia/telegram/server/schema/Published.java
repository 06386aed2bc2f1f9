package org.vigia.telegram.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.schema.FieldType.Field;

/// Methods, objects and their fields as Telegram documents them; from `bot-api.json`, which was
/// transcribed from `https://core.telegram.org/bots/api` and holds only what Vigía uses, and its
/// neighbours.
public final class Published {
    private final String version;
    private final Map<String, String> methodNames = new LinkedHashMap<>();
    private final Map<String, Map<String, Field>> methods = new LinkedHashMap<>();
    private final Map<String, Map<String, Field>> types = new LinkedHashMap<>();
    private final Map<String, String> retired = new LinkedHashMap<>();

    private Published(JsonNode document) {
        version = document.path("version").asText();
        for (var method : document.path("methods").properties()) {
            methodNames.put(method.getKey().toLowerCase(Locale.ROOT), method.getKey());
            methods.put(method.getKey(), fields(method.getValue(), document.path("fields")));
        }
        for (var type : document.path("types").properties()) {
            types.put(type.getKey(), fields(type.getValue(), document.path("fields")));
        }
        for (var old : document.path("retired").properties()) {
            retired.put(old.getKey(), old.getValue().asText());
        }
    }

    /// Reads the list.
    public static Published load() {
        try (InputStream in = Published.class.getResourceAsStream("bot-api.json")) {
            return new Published(new ObjectMapper().readTree(Objects.requireNonNull(in)));
        } catch (IOException e) {
            throw new UncheckedIOException("bot-api.json", e);
        }
    }

    /// Of which version the list is, e.g. `Bot API 10.2`.
    public String version() {
        return version;
    }

    /// The method as it is written in the documentation; Telegram minds no case.
    public @Nullable String method(String called) {
        return methodNames.get(called.toLowerCase(Locale.ROOT));
    }

    /// All methods.
    public Set<String> methods() {
        return methods.keySet();
    }

    /// What a method or an object may have; empty for an object that is not looked into.
    public Set<String> fieldsOf(String methodOrType) {
        return of(methodOrType).keySet();
    }

    /// Fields that were documented once, which Telegram still takes, and what has replaced them.
    public Map<String, String> retired() {
        return Map.copyOf(retired);
    }

    Map<String, Field> of(String methodOrType) {
        Map<String, Field> method = methods.get(methodOrType);
        return method == null ? types.getOrDefault(methodOrType, Map.of()) : method;
    }

    private static Map<String, Field> fields(JsonNode from, JsonNode groups) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (JsonNode group : from.path("+")) {
            groups.path(group.asText())
                    .properties()
                    .forEach(f -> fields.put(f.getKey(), Field.parse(f.getValue().asText())));
        }
        from.properties().stream()
                .filter(f -> !f.getKey().equals("+"))
                .forEach(f -> fields.put(f.getKey(), Field.parse(f.getValue().asText())));
        return fields;
    }
}
