package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.markup.Formatted;
import org.vigia.telegram.server.schema.Call;
import org.vigia.telegram.server.schema.Refusal;

/// The methods that change or remove a message.
final class Editing {
    private static final Duration DELETABLE = Duration.ofDays(2);
    private static final String NOT_MODIFIED =
            "message is not modified: specified new message content and reply markup are exactly"
                    + " the same as a current content and reply markup of the message";

    private final World world;

    Editing(World world) {
        this.world = world;
    }

    JsonNode edit(Call call) throws Refusal {
        if (call.has("inline_message_id") || call.has("business_connection_id")) {
            throw Refusal.badRequest(
                    "inline and business messages are not modelled by this server");
        }
        if (call.has("rich_message")) {
            throw Refusal.badRequest("rich messages are not modelled by this server");
        }
        if (!call.has("message_id")) {
            throw Refusal.badRequest("message identifier is not specified");
        }
        if (!call.has("chat_id")) {
            throw Refusal.badRequest("chat_id is empty");
        }
        Room room = world.named(call.node("chat_id"));
        @Nullable Formatted words =
                switch (call.method()) {
                    case "editMessageText" -> Words.text(call);
                    case "editMessageCaption" -> Words.caption(call);
                    default -> null;
                };
        Keyboard.check(call);
        room.admit();
        Posted message = room.message(call.number("message_id", 0), "message to edit not found");
        if (!message.byBot()) {
            throw Refusal.badRequest("message can't be edited");
        }
        ObjectNode after = message.json().deepCopy();
        if (words != null) {
            boolean text = call.method().equals("editMessageText");
            if (text != message.kind().equals("text")) {
                throw Refusal.badRequest(
                        "there is no %s in the message to edit"
                                .formatted(text ? "text" : "caption"));
            }
            Words.put(words, text ? "text" : "caption", after);
        }
        // What is not given again is taken away.
        after.remove("reply_markup");
        JsonNode markup = call.node("reply_markup");
        if (markup != null && !markup.path("inline_keyboard").isEmpty()) {
            after.set("reply_markup", markup);
        }
        if (after.equals(message.json())) {
            throw Refusal.badRequest(NOT_MODIFIED);
        }
        if (words != null && !words.text().equals(message.words())) {
            message.remember(message.words());
        }
        message.json().removeAll();
        message.json().setAll(after);
        message.edited(world.clock().instant());
        return message.json().deepCopy();
    }

    boolean delete(Call call) throws Refusal {
        Room room = world.named(call.node("chat_id"));
        room.admit();
        Posted message = room.message(call.number("message_id", 0), "message to delete not found");
        boolean old = message.date().plus(DELETABLE).isBefore(world.clock().instant());
        if (old || (!message.byBot() && !room.isPrivate())) {
            throw Refusal.badRequest("message can't be deleted for everyone");
        }
        room.delete(message.id());
        return true;
    }
}
