package org.vigia.telegram.server.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request that Telegram answers with `"ok": false`.
public final class Refusal extends Exception {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final int code;
    private final String description;
    private final @Nullable String parameter;
    private final long value;

    private Refusal(int code, String description, @Nullable String parameter, long value) {
        super(description);
        this.code = code;
        this.description = description;
        this.parameter = parameter;
        this.value = value;
    }

    /// A refusal in words of its own, e.g. 409 and `Conflict: …`.
    public static Refusal of(int code, String description) {
        return new Refusal(code, description, null, 0);
    }

    /// 400, `Bad Request: …`.
    public static Refusal badRequest(String what) {
        return of(400, "Bad Request: " + what);
    }

    /// 403, `Forbidden: …`.
    public static Refusal forbidden(String what) {
        return of(403, "Forbidden: " + what);
    }

    /// 429 with the seconds after which to come again.
    public static Refusal tooMany(int retryAfter) {
        return new Refusal(
                429,
                String.format(Locale.ROOT, "Too Many Requests: retry after %d", retryAfter),
                "retry_after",
                retryAfter);
    }

    /// 400 for a group that has become a supergroup, with its new id.
    public static Refusal migrated(long supergroup) {
        return new Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                "migrate_to_chat_id",
                supergroup);
    }

    /// The HTTP status, which is also `error_code`.
    public int code() {
        return code;
    }

    /// Seconds to wait, or 0.
    public int retryAfter() {
        return code == 429 ? (int) value : 0;
    }

    /// The answer's document.
    public ObjectNode document() {
        ObjectNode document = JSON.objectNode();
        document.put("ok", false).put("error_code", code).put("description", description);
        if (parameter != null) {
            document.putObject("parameters").put(parameter, value);
        }
        return document;
    }
}
