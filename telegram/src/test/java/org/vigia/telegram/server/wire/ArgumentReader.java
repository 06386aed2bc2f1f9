package org.vigia.telegram.server.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Reads the three kinds of bodies that Telegram takes, and the query of an address.
public final class ArgumentReader {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private ArgumentReader() {}

    /// Reads them.
    ///
    /// @throws BadBodyException when the body is none of the kinds or breaks its own form
    public static Arguments read(HttpRequest request, byte[] body) throws IOException {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        Map<String, Upload> files = new LinkedHashMap<>();
        form(request.query(), values);
        if (body.length == 0) {
            return new Arguments(values, files, false);
        }
        String type = request.header("content-type");
        String kind = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        switch (kind) {
            case "application/json" -> json(body, values);
            case "application/x-www-form-urlencoded" ->
                    form(new String(body, StandardCharsets.UTF_8), values);
            case "multipart/form-data" -> Multipart.read(type, body, values, files);
            default ->
                    throw new BadBodyException(
                            400, "Bad Request: unsupported content type \"%s\"".formatted(kind));
        }
        return new Arguments(values, files, kind.equals("application/json"));
    }

    private static void json(byte[] body, Map<String, JsonNode> values) throws IOException {
        JsonNode document;
        try {
            document = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new BadBodyException(
                    400, "Bad Request: can't parse JSON object: " + e.getOriginalMessage());
        }
        if (!document.isObject()) {
            throw new BadBodyException(400, "Bad Request: can't parse JSON object");
        }
        document.properties().forEach(f -> values.put(f.getKey(), f.getValue()));
    }

    private static void form(String text, Map<String, JsonNode> values) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new BadBodyException(400, "Bad Request: no field: " + pair);
            }
            String name = decoded(pair.substring(0, equals));
            put(name, decoded(pair.substring(equals + 1)), values);
        }
    }

    static void put(String name, String value, Map<String, JsonNode> values) throws IOException {
        if (values.put(name, TextNode.valueOf(value)) != null) {
            throw new BadBodyException(
                    400, "Bad Request: field \"%s\" is there twice".formatted(name));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
