package org.vigia.telegram.server.wire;

import java.io.InputStream;
import java.util.Map;

/// The head of a request, and its body to be read.
///
/// @param path without the query, not decoded
/// @param query what follows the question mark, or nothing
/// @param headers by lower-case name
/// @param length of the body in bytes, -1 when it comes in chunks
/// @param body ends where the body ends
public record HttpRequest(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        long length,
        InputStream body) {
    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    /// A header, or the empty string.
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
