package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.vigia.shared.crypto.Sha256;
import org.vigia.telegram.server.Shown.Attachment;
import org.vigia.telegram.server.Shown.Button;
import org.vigia.telegram.server.wire.Upload;

/// A message in a chat: the JSON that Telegram shows a bot of it, and what a bot is not shown.
/// Guarded by the world's lock.
final class Posted {
    private static final List<String> KINDS = List.of("photo", "video", "animation", "document");

    private final ObjectNode json;
    private final boolean silent;
    private final List<Upload> files;
    private final List<String> earlier = new ArrayList<>();
    private List<String> reactions = List.of();
    private List<Attachment> attached = List.of();
    private boolean pinned;

    Posted(ObjectNode json, boolean silent, List<Upload> files) {
        this.json = json;
        this.silent = silent;
        this.files = List.copyOf(files);
    }

    ObjectNode json() {
        return json;
    }

    int id() {
        return json.path("message_id").asInt();
    }

    Instant date() {
        return Instant.ofEpochSecond(json.path("date").asLong());
    }

    boolean byBot() {
        return json.path("from").path("is_bot").asBoolean();
    }

    /// `text`, the kind of its file, or `service`.
    String kind() {
        if (json.has("text")) {
            return "text";
        }
        // An animation is told of as a document as well.
        return KINDS.stream().filter(json::has).findFirst().orElse("service");
    }

    String words() {
        return json.path(kind().equals("text") ? "text" : "caption").asText();
    }

    void edited(Instant now) {
        json.put("edit_date", now.getEpochSecond());
    }

    void remember(String words) {
        earlier.add(words);
    }

    void react(List<String> with) {
        reactions = List.copyOf(with);
    }

    void pin(boolean on) {
        pinned = on;
    }

    List<Upload> files() {
        return files;
    }

    /// Hashed once, and not while a request waits.
    private List<Attachment> attachments() {
        if (attached.isEmpty()) {
            attached =
                    files.stream()
                            .map(f ->
                                    new Attachment(
                                            f.name(), f.bytes().length, Sha256.of(f.bytes())))
                            .toList();
        }
        return attached;
    }

    Shown shown() {
        List<String> format = new ArrayList<>();
        JsonNode entities = json.path(kind().equals("text") ? "entities" : "caption_entities");
        for (JsonNode e : entities) {
            String link = e.path("url").asText(e.path("language").asText(""));
            format.add(
                    "%s@%d+%d%s"
                            .formatted(
                                    e.path("type").asText(),
                                    e.path("offset").asInt(),
                                    e.path("length").asInt(),
                                    link.isEmpty() ? "" : "=" + link));
        }
        List<List<Button>> rows = new ArrayList<>();
        for (JsonNode row : json.path("reply_markup").path("inline_keyboard")) {
            List<Button> buttons = new ArrayList<>();
            for (JsonNode b : row) {
                buttons.add(
                        new Button(
                                b.path("text").asText(),
                                b.path("callback_data").asText(),
                                b.path("url").asText()));
            }
            rows.add(buttons);
        }
        return new Shown(
                json.path("chat").path("id").asLong(),
                id(),
                json.path("from").path("id").asLong(),
                byBot(),
                date(),
                kind(),
                words(),
                format,
                json.path("reply_to_message").path("message_id").asInt(),
                rows,
                earlier,
                attachments(),
                silent,
                pinned,
                reactions);
    }
}
