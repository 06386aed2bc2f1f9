package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.vigia.telegram.server.markup.Formatted;
import org.vigia.telegram.server.markup.Formatted.Entity;
import org.vigia.telegram.server.schema.Call;
import org.vigia.telegram.server.schema.Refusal;

/// Texts and captions of messages: parsed, measured, put into a message.
final class Words {
    private static final int TEXT = 4096;
    private static final int CAPTION = 1024;

    private Words() {}

    static Formatted text(Call call) throws Refusal {
        Formatted text = parsed(call, "text", "entities");
        if (text.text().isEmpty()) {
            throw Refusal.badRequest("message text is empty");
        }
        if (text.text().length() > TEXT) {
            throw Refusal.badRequest("message is too long");
        }
        return text;
    }

    static Formatted caption(Call call) throws Refusal {
        Formatted caption = parsed(call, "caption", "caption_entities");
        if (caption.text().length() > CAPTION) {
            throw Refusal.badRequest("message caption is too long");
        }
        return caption;
    }

    private static Formatted parsed(Call call, String field, String entities) throws Refusal {
        if (call.has("parse_mode") && call.has(entities)) {
            throw Refusal.badRequest(
                    "%s has both parse_mode and %s".formatted(call.method(), entities));
        }
        Formatted all =
                Formatted.parse(call.text(field), call.text("parse_mode"), call.node(entities));
        List<Entity> kept =
                all.entities().stream()
                        .filter(e ->
                                !e.type().equals("text_link") || Keyboard.leadsSomewhere(e.extra()))
                        .toList();
        return new Formatted(all.text(), kept);
    }

    /// @param field `text` or `caption`
    static void put(Formatted words, String field, ObjectNode message) {
        String entities = field.equals("text") ? "entities" : "caption_entities";
        message.remove(List.of(field, entities));
        if (!words.text().isEmpty()) {
            message.put(field, words.text());
        }
        if (!words.entities().isEmpty()) {
            message.set(entities, words.json());
        }
    }
}
