package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.World.Stored;
import org.vigia.telegram.server.markup.Formatted;
import org.vigia.telegram.server.schema.Call;
import org.vigia.telegram.server.schema.Refusal;

/// The methods that put a message into a chat.
final class Sending {
    private static final Map<String, String> KINDS =
            Map.of(
                    "sendPhoto", "photo",
                    "sendVideo", "video",
                    "sendAnimation", "animation",
                    "sendDocument", "document");

    private final World world;
    private final RateLimits limits;

    Sending(World world, RateLimits limits) {
        this.world = world;
        this.limits = limits;
    }

    JsonNode send(Call call) throws Refusal {
        notModelled(call);
        Room room = world.named(call.node("chat_id"));
        @Nullable String kind = KINDS.get(call.method());
        Formatted words = kind == null ? Words.text(call) : Words.caption(call);
        Keyboard.check(call);
        room.admit();
        @Nullable Posted original = original(call, room);
        limits.send(room.id(), !room.isPrivate());
        @Nullable Stored file = kind == null ? null : Media.of(kind, call, world);

        ObjectNode json = world.draft(room, world.bot());
        if (original != null) {
            json.set("reply_to_message", shallow(original));
        }
        if (kind == null || file == null) {
            Words.put(words, "text", json);
        } else {
            Media.put(kind, file, call, json);
            Words.put(words, "caption", json);
        }
        JsonNode markup = call.node("reply_markup");
        if (markup != null && markup.has("inline_keyboard")) {
            json.set("reply_markup", markup);
        }
        world.post(
                room,
                new Posted(
                        json,
                        call.flag("disable_notification"),
                        file == null ? List.of() : List.of(file.file())));
        return json.deepCopy();
    }

    private static @Nullable Posted original(Call call, Room room) throws Refusal {
        JsonNode reply = call.node("reply_parameters");
        if (reply == null) {
            return null;
        }
        if (reply.has("chat_id") && reply.path("chat_id").asLong() != room.id()) {
            throw Refusal.badRequest("replies to other chats are not modelled by this server");
        }
        if (!reply.has("message_id")) {
            throw Refusal.badRequest("message to be replied is not specified");
        }
        Posted found = room.messages().get(reply.path("message_id").asInt());
        if (found == null && !reply.path("allow_sending_without_reply").asBoolean()) {
            throw Refusal.badRequest("message to be replied not found");
        }
        return found;
    }

    /// A replied message is told of without what it replies to itself.
    static ObjectNode shallow(Posted original) {
        ObjectNode json = original.json().deepCopy();
        json.remove("reply_to_message");
        return json;
    }

    private static void notModelled(Call call) throws Refusal {
        for (String field :
                List.of(
                        "business_connection_id",
                        "receiver_user_id",
                        "callback_query_id",
                        "direct_messages_topic_id",
                        "message_thread_id",
                        "suggested_post_parameters",
                        "message_effect_id")) {
            if (call.has(field)) {
                throw Refusal.badRequest(
                        "field \"%s\" is published, but not modelled by this server"
                                .formatted(field));
            }
        }
    }
}
