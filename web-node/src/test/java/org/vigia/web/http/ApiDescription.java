package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Holds answers against docs/openapi.yaml: path, method, status, media type and the body's schema,
/// as far as the description uses JSON Schema.
final class ApiDescription {
    static final ApiDescription INSTANCE = new ApiDescription();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<?, ?> root;

    private ApiDescription() {
        Path file = Path.of(System.getProperty("vigia.root", ".."), "docs", "openapi.yaml");
        try {
            root =
                    (Map<?, ?>)
                            new Load(LoadSettings.builder().build())
                                    .loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether path and method of a route are described; and whether with or without a session.
    Optional<Boolean> openness(String method, String path) {
        if (!(map(root, "paths").get(path) instanceof Map<?, ?> item)) {
            return Optional.empty();
        }
        boolean socket = method.equals("WS");
        String key = socket || method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        if (!(item.get(key) instanceof Map<?, ?> operation)) {
            return Optional.empty();
        }
        // What is a WebSocket as well as a plain GET has the answers of both.
        Map<?, ?> answers = map(operation, "responses");
        boolean described =
                answers.containsKey("101") ? socket || answers.containsKey("200") : !socket;
        return described
                ? Optional.of(List.of().equals(operation.get("security")))
                : Optional.empty();
    }

    List<String> paths() {
        return map(root, "paths").keySet().stream().map(Object::toString).toList();
    }

    void check(HttpResponse<String> response) {
        String path = response.uri().getPath();
        String method = response.request().method();
        Optional<Map<?, ?>> operation = operation(method, path);
        boolean unreadable = response.body().equals("HTTP 400\n");
        if (operation.isEmpty() || unreadable) {
            if (path.startsWith("/api/")) {
                assertThat(response.statusCode()).as(method + " " + path).isIn(400, 404, 405);
            }
            return;
        }
        String what = method + " " + path + " " + response.statusCode();
        Map<?, ?> described =
                resolve(
                        map(
                                map(operation.get(), "responses"),
                                Integer.toString(response.statusCode()),
                                what));
        if (response.body().isEmpty() || !described.containsKey("content")) {
            return;
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        String bare = type.contains(";") ? type.substring(0, type.indexOf(';')) : type;
        Map<?, ?> media = map(map(described, "content"), bare, what);
        if (media.get("schema") instanceof Map<?, ?> schema) {
            checkText(what, response.body(), schema);
        }
    }

    /// Checks a JSON text against one of the named schemas.
    void checkSchema(String name, String json) {
        checkText(name, json, map(map(map(root, "components"), "schemas"), name));
    }

    private void checkText(String what, String json, Map<?, ?> schema) {
        try {
            String problem = mismatch("$", JSON.readValue(json, Object.class), schema);
            assertThat(problem).as(what + ": " + json).isNull();
        } catch (IOException e) {
            throw new AssertionError(what + ": not JSON: " + json, e);
        }
    }

    private Optional<Map<?, ?>> operation(String method, String path) {
        for (String template : paths()) {
            if (path.matches(template.replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+"))) {
                String key = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
                Object found = map(map(root, "paths"), template).get(key);
                return found instanceof Map<?, ?> operation
                        ? Optional.of(operation)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private @Nullable String mismatch(String at, @Nullable Object value, Map<?, ?> unresolved) {
        Map<?, ?> schema = resolve(unresolved);
        if (schema.get("oneOf") instanceof List<?> choices) {
            boolean any =
                    choices.stream().anyMatch(c -> mismatch(at, value, (Map<?, ?>) c) == null);
            return any ? null : at + " is none of the choices";
        }
        Object type = schema.get("type");
        List<?> types = type instanceof List<?> several ? several : List.of(type);
        if (!types.contains(typeOf(value))) {
            return at + " is a " + typeOf(value) + ", not one of " + types;
        }
        if (schema.get("enum") instanceof List<?> words && !words.contains(value)) {
            return at + " is " + value + ", not one of " + words;
        }
        if (schema.get("pattern") instanceof String pattern
                && value instanceof String text
                && !text.matches(pattern)) {
            return at + " is " + value + ", not like " + pattern;
        }
        if (value instanceof List<?> list && schema.get("items") instanceof Map<?, ?> items) {
            for (int i = 0; i < list.size(); i++) {
                String problem = mismatch(at + "[" + i + "]", list.get(i), items);
                if (problem != null) {
                    return problem;
                }
            }
        }
        return value instanceof Map<?, ?> object ? objectMismatch(at, object, schema) : null;
    }

    private @Nullable String objectMismatch(String at, Map<?, ?> object, Map<?, ?> schema) {
        if (schema.get("required") instanceof List<?> required) {
            for (Object name : required) {
                if (!object.containsKey(name)) {
                    return at + " lacks " + name;
                }
            }
        }
        Map<?, ?> properties = map(schema, "properties");
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            if (!(properties.get(entry.getKey()) instanceof Map<?, ?> property)) {
                return at + " has an undescribed " + entry.getKey();
            }
            String problem = mismatch(at + "." + entry.getKey(), entry.getValue(), property);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static String typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String s -> "string";
            case Boolean b -> "boolean";
            case Integer i -> "integer";
            case Long l -> "integer";
            case Double d -> "number";
            case List<?> l -> "array";
            case Map<?, ?> m -> "object";
            default -> value.getClass().getSimpleName();
        };
    }

    private Map<?, ?> resolve(Map<?, ?> node) {
        if (!(node.get("$ref") instanceof String reference)) {
            return node;
        }
        Map<?, ?> found = root;
        for (String step : reference.substring(2).split("/", -1)) {
            found = map(found, step);
        }
        return found;
    }

    private static Map<?, ?> map(Map<?, ?> parent, String key) {
        return map(parent, key, "docs/openapi.yaml");
    }

    private static Map<?, ?> map(Map<?, ?> parent, String key, String what) {
        if (parent.get(key) instanceof Map<?, ?> found) {
            return found;
        }
        throw new AssertionError(what + ": no " + key + " is described");
    }
}
