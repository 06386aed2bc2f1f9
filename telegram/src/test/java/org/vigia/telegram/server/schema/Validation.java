package org.vigia.telegram.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.schema.FieldType.Field;
import org.vigia.telegram.server.wire.Arguments;
import org.vigia.telegram.server.wire.Upload;

/// Holds requests to what is published. Stricter than Telegram, which overlooks unknown fields and
/// bends types: a test shall find what an update of Telegram would break.
public final class Validation {
    private static final Map<String, String> MISSING =
            Map.of(
                    "chat_id", "chat_id is empty",
                    "text", "message text is empty",
                    "message_id", "message identifier is not specified",
                    "file_id", "file_id not specified",
                    "photo", "there is no photo in the request",
                    "video", "there is no video in the request",
                    "animation", "there is no animation in the request",
                    "document", "there is no document in the request",
                    "action", "wrong parameter action in request");
    private static final String ATTACHED = "attach://";

    private final Published published;
    private final Values values;

    /// @param published what is
    public Validation(Published published) {
        this.published = published;
        this.values = new Values(published);
    }

    /// Checks one request.
    ///
    /// @param method as the documentation writes it
    /// @throws Refusal as Telegram refuses, or in words of our own for what it would overlook
    public Call check(String method, Arguments arguments) throws Refusal {
        Map<String, Field> fields = published.of(method);
        Map<String, JsonNode> checked = new LinkedHashMap<>();
        Map<String, Upload> files = new LinkedHashMap<>();
        Set<String> unused = new HashSet<>(arguments.files().keySet());
        for (var argument : arguments.values().entrySet()) {
            String name = argument.getKey();
            JsonNode raw = argument.getValue();
            // Documented for answers to webhooks; telegrambots says it in every JSON body.
            if (name.equals("method") && raw.asText().equalsIgnoreCase(method)) {
                continue;
            }
            Field field = fields.get(name);
            if (field == null) {
                throw unknown(name, method);
            }
            if (raw.isTextual() && raw.asText().isEmpty()) {
                continue;
            }
            if (takesFiles(field) && raw.asText().startsWith(ATTACHED)) {
                String part = raw.asText().substring(ATTACHED.length());
                files.put(name, attached(part, name, arguments));
                unused.remove(part);
            } else {
                checked.put(name, values.checked(name, raw, field, !arguments.typed()));
            }
        }
        for (var file : arguments.files().entrySet()) {
            Field field = fields.get(file.getKey());
            if (field != null && takesFiles(field) && !files.containsKey(file.getKey())) {
                files.put(file.getKey(), file.getValue());
                unused.remove(file.getKey());
            }
        }
        if (!unused.isEmpty()) {
            throw Refusal.badRequest(
                    "file \"%s\" belongs to no field of %s"
                            .formatted(unused.iterator().next(), method));
        }
        requireAll(fields, checked, files);
        return new Call(method, checked, files);
    }

    private static void requireAll(
            Map<String, Field> fields, Map<String, JsonNode> checked, Map<String, Upload> files)
            throws Refusal {
        for (var field : fields.entrySet()) {
            String name = field.getKey();
            if (field.getValue().required()
                    && !checked.containsKey(name)
                    && !files.containsKey(name)) {
                @Nullable String known = MISSING.get(name);
                throw Refusal.badRequest(
                        known != null ? known : "parameter \"%s\" is required".formatted(name));
            }
        }
    }

    private Refusal unknown(String field, String method) {
        @Nullable String successor = published.retired().get(field);
        return Refusal.badRequest(
                successor != null
                        ? "field \"%s\" of %s is retired, use \"%s\""
                                .formatted(field, method, successor)
                        : "%s knows no field \"%s\" of %s"
                                .formatted(published.version(), field, method));
    }

    private static boolean takesFiles(Field field) {
        return switch (field.type()) {
            case FieldType.FileType _ -> true;
            case FieldType.Either(var types) ->
                    types.stream().anyMatch(FieldType.FileType.class::isInstance);
            case FieldType.IntegerType _,
                    FieldType.StringType _,
                    FieldType.UsernameType _,
                    FieldType.BooleanType _,
                    FieldType.WordType _,
                    FieldType.ListType _,
                    FieldType.ObjectType _ ->
                    false;
        };
    }

    private static Upload attached(String part, String field, Arguments arguments) throws Refusal {
        Upload file = arguments.files().get(part);
        if (file == null) {
            throw Refusal.badRequest(
                    "field \"%s\" is attached as \"%s\", which is not there"
                            .formatted(field, part));
        }
        return file;
    }
}
