package org.vigia.shared.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Records to JSON and back, strictly: an unknown, missing or repeated field, a wrong type or
/// anything behind the document is an error, since everything read here was written by Vigía or by
/// somebody who pretends to be. Nesting, string and document sizes are bounded.
public final class Json {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    /// The document for `value`, UTF-8, on one line.
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
    }

    /// The document for `value` as text on one line.
    public static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /// Reads a record.
    ///
    /// @throws IOException when `document` is no such record; the message says where it goes wrong
    public static <T> T read(byte[] document, Class<T> type) throws IOException {
        if (document.length > MAX_BYTES) {
            throw new IOException("a document of %d bytes is too long".formatted(document.length));
        }
        try {
            T value = MAPPER.readValue(document, type);
            if (value == null) {
                throw new IOException("not a " + type.getSimpleName() + ": null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "not a %s: %s".formatted(type.getSimpleName(), e.getOriginalMessage()), e);
        }
    }

    /// Reads a record from text.
    ///
    /// @throws IOException as [#read(byte[], Class)]
    public static <T> T read(String document, Class<T> type) throws IOException {
        return read(document.getBytes(StandardCharsets.UTF_8), type);
    }

    private static JsonMapper mapper() {
        var factory =
                com.fasterxml.jackson.core.JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(16)
                                        .maxStringLength(MAX_BYTES)
                                        .build())
                        .enable(
                                com.fasterxml.jackson.core.StreamReadFeature
                                        .STRICT_DUPLICATE_DETECTION)
                        .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(com.fasterxml.jackson.databind.MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(
                                JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
                .build();
    }
}
