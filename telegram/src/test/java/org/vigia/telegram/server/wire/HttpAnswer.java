package org.vigia.telegram.server.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a request is answered with.
public record HttpAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /// A JSON document.
    public static HttpAnswer json(int status, byte[] document) {
        return new HttpAnswer(status, "application/json", document, Map.of());
    }

    /// A page of a proxy that stands before the server.
    public static HttpAnswer html(int status, String page) {
        return new HttpAnswer(status, "text/html", page.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /// The same with a header more.
    public HttpAnswer with(String header, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, contentType, body, more);
    }

    /// The same with only the first bytes of the body, as if that were all of it.
    public HttpAnswer cutAfter(int bytes) {
        return new HttpAnswer(
                status,
                contentType,
                java.util.Arrays.copyOf(body, Math.min(bytes, body.length)),
                headers);
    }
}
