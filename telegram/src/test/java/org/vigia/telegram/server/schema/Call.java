package org.vigia.telegram.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.wire.Upload;

/// A request that keeps to what is published: values have their published types, whatever form they
/// came in, and fields that were empty are not there.
///
/// @param method as the documentation writes it
/// @param files by the field they are for
public record Call(String method, Map<String, JsonNode> values, Map<String, Upload> files) {
    public Call {
        values = Map.copyOf(values);
        files = Map.copyOf(files);
    }

    /// A text, or nothing.
    public String text(String field) {
        JsonNode value = values.get(field);
        return value == null ? "" : value.asText();
    }

    /// A number, or `otherwise`.
    public long number(String field, long otherwise) {
        JsonNode value = values.get(field);
        return value == null ? otherwise : value.asLong();
    }

    /// Whether it is there and true.
    public boolean flag(String field) {
        JsonNode value = values.get(field);
        return value != null && value.asBoolean();
    }

    /// Whether it is there.
    public boolean has(String field) {
        return values.containsKey(field);
    }

    /// An object or a list, or null.
    public @Nullable JsonNode node(String field) {
        return values.get(field);
    }
}
