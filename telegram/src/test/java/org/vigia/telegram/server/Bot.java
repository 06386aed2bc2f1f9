package org.vigia.telegram.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/// A bot in plain HTTP, for the tests of the server.
final class Bot {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "xXboundaryXx";

    /// @param json missing where the body was none
    record Reply(int status, JsonNode json, String body, HttpResponse<byte[]> response) {
        JsonNode result() {
            return json.path("result");
        }

        int messageId() {
            return result().path("message_id").asInt();
        }

        String description() {
            return json.path("description").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    private final String root;
    private final Duration patience;

    Bot(int port) {
        this(port, BotApiServer.TOKEN, Duration.ofSeconds(20));
    }

    Bot(int port, String token, Duration patience) {
        this.root = "http://127.0.0.1:%d/bot%s/".formatted(port, token);
        this.patience = patience;
    }

    Reply call(String method) throws IOException, InterruptedException {
        return send(request(method).GET());
    }

    /// With a JSON body; apostrophes stand for quotes.
    Reply json(String method, String body) throws IOException, InterruptedException {
        return raw(method, "application/json", body.replace('\'', '"'));
    }

    Reply raw(String method, String type, String body) throws IOException, InterruptedException {
        return send(
                request(method).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    Reply form(String method, Map<String, String> fields) throws IOException, InterruptedException {
        return raw(method, "application/x-www-form-urlencoded", encoded(fields));
    }

    Reply query(String method, Map<String, String> fields)
            throws IOException, InterruptedException {
        return send(request(method + "?" + encoded(fields)).GET());
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(f ->
                        f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /// @param files by the name of their part
    Reply multipart(String method, Map<String, String> fields, Map<String, byte[]> files)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (var field : fields.entrySet()) {
            write(
                    body,
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                            .formatted(BOUNDARY, field.getKey(), field.getValue()));
        }
        for (var file : files.entrySet()) {
            write(
                    body,
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s.bin\"\r\n"
                            .formatted(BOUNDARY, file.getKey(), file.getKey()));
            write(body, "Content-Type: application/octet-stream\r\n\r\n");
            body.write(file.getValue());
            write(body, "\r\n");
        }
        write(body, "--%s--\r\n".formatted(BOUNDARY));
        return send(
                request(method)
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    Reply photo(long chat, byte[] photo) throws IOException, InterruptedException {
        return multipart("sendPhoto", Map.of("chat_id", "" + chat), Map.of("photo", photo));
    }

    /// `text` to a chat.
    Reply says(long chat, String text) throws IOException, InterruptedException {
        return form("sendMessage", Map.of("chat_id", "" + chat, "text", text));
    }

    private HttpRequest.Builder request(String method) {
        return HttpRequest.newBuilder(URI.create(root + method)).timeout(patience);
    }

    private static void write(ByteArrayOutputStream to, String text) {
        to.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        String body = new String(response.body(), StandardCharsets.UTF_8);
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            json = MissingNode.getInstance();
        }
        return new Reply(response.statusCode(), json, body, response);
    }
}
