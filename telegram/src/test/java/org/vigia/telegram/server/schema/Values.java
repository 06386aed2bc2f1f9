package org.vigia.telegram.server.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.vigia.telegram.server.schema.FieldType.Field;

/// Values and their published types.
final class Values {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern USERNAME = Pattern.compile("@[A-Za-z][A-Za-z0-9_]{3,31}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Published published;

    Values(Published published) {
        this.published = published;
    }

    /// @param loose whether the value came as text of a form, where everything is text
    JsonNode checked(String name, JsonNode raw, Field field, boolean loose) throws Refusal {
        JsonNode value = typed(name, raw, field.type(), loose);
        long size =
                switch (value) {
                    case LongNode number -> number.asLong();
                    case ArrayNode list -> list.size();
                    default -> value.isTextual() ? value.asText().length() : field.from();
                };
        if (size < field.from() || size > field.to()) {
            throw Refusal.badRequest(
                    "field \"%s\" must be within %d and %d, was %d"
                            .formatted(name, field.from(), field.to(), size));
        }
        return value;
    }

    private JsonNode typed(String name, JsonNode raw, FieldType type, boolean loose)
            throws Refusal {
        return switch (type) {
            case FieldType.IntegerType _ -> integer(name, raw);
            case FieldType.StringType _ -> requireThat(raw.isTextual(), raw, name, "a String");
            case FieldType.UsernameType _ ->
                    requireThat(
                            raw.isTextual() && USERNAME.matcher(raw.asText()).matches(),
                            raw,
                            name,
                            "a username with @");
            case FieldType.BooleanType _ -> bool(name, raw, loose);
            case FieldType.FileType _ -> throw wrong(name, "a file");
            case FieldType.WordType(var words) ->
                    requireThat(
                            raw.isTextual() && words.contains(raw.asText()),
                            raw,
                            name,
                            "one of " + words.stream().sorted().toList());
            case FieldType.ListType(var of) -> list(name, parsed(name, raw, loose), of);
            case FieldType.ObjectType(var of) -> object(name, parsed(name, raw, loose), of);
            case FieldType.Either(var types) -> either(name, raw, types, loose);
        };
    }

    private JsonNode either(String name, JsonNode raw, List<FieldType> types, boolean loose)
            throws Refusal {
        Refusal nearest = wrong(name, "of a published type");
        for (FieldType type : types) {
            try {
                return typed(name, raw, type, loose);
            } catch (Refusal e) {
                if (!(type instanceof FieldType.ObjectType(var of)) || resembles(raw, of, loose)) {
                    nearest = e;
                }
            }
        }
        throw nearest;
    }

    /// Of several objects the one is meant whose first field is there.
    private boolean resembles(JsonNode raw, String type, boolean loose) throws Refusal {
        String first = published.fieldsOf(type).iterator().next();
        return parsed(type, raw, loose).has(first);
    }

    private static JsonNode integer(String name, JsonNode raw) throws Refusal {
        boolean whole = raw.isIntegralNumber() && raw.canConvertToLong();
        if (!whole && !(raw.isTextual() && NUMBER.matcher(raw.asText()).matches())) {
            throw wrong(name, "an Integer");
        }
        return LongNode.valueOf(Long.parseLong(raw.asText()));
    }

    private static JsonNode bool(String name, JsonNode raw, boolean loose) throws Refusal {
        if (raw.isBoolean()) {
            return raw;
        }
        boolean yes = raw.asText().equalsIgnoreCase("true");
        if (!loose || !(yes || raw.asText().equalsIgnoreCase("false"))) {
            throw wrong(name, "a Boolean");
        }
        return BooleanNode.valueOf(yes);
    }

    private JsonNode list(String name, JsonNode raw, FieldType of) throws Refusal {
        requireThat(raw.isArray(), raw, name, "an Array");
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : raw) {
            list.add(typed(name, item, of, false));
        }
        return list;
    }

    private JsonNode object(String name, JsonNode raw, String type) throws Refusal {
        requireThat(raw.isObject(), raw, name, "an object " + type);
        if (type.equals("Object")) {
            return raw;
        }
        Map<String, Field> fields = published.of(type);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (var property : raw.properties()) {
            Field field = fields.get(property.getKey());
            if (field == null) {
                throw Refusal.badRequest(
                        "%s knows no field \"%s\" of %s"
                                .formatted(published.version(), property.getKey(), type));
            }
            String path = type + "." + property.getKey();
            object.set(property.getKey(), checked(path, property.getValue(), field, false));
        }
        for (var field : fields.entrySet()) {
            if (field.getValue().required() && !object.has(field.getKey())) {
                throw Refusal.badRequest(
                        "can't parse %s: can't find field \"%s\"".formatted(type, field.getKey()));
            }
        }
        return object;
    }

    /// Objects and lists may come as JSON within text, as Telegram takes them too.
    private static JsonNode parsed(String name, JsonNode raw, boolean loose) throws Refusal {
        if (!loose || !raw.isTextual()) {
            return raw;
        }
        try {
            return JSON.readTree(raw.asText());
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest(
                    "can't parse %s JSON object".formatted(name.replace('_', ' ')));
        }
    }

    private static JsonNode requireThat(boolean so, JsonNode raw, String name, String what)
            throws Refusal {
        if (!so) {
            throw wrong(name, what);
        }
        return raw;
    }

    private static Refusal wrong(String name, String what) {
        return Refusal.badRequest("field \"%s\" must be %s".formatted(name, what));
    }
}
