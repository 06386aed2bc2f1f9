package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.Room.Standing;
import org.vigia.telegram.server.World.Stored;
import org.vigia.telegram.server.schema.Call;
import org.vigia.telegram.server.schema.Refusal;

/// What each method does. Called with the world's monitor held, but for `getUpdates`, which waits
/// and is the desk's own.
final class Methods {
    private static final int DOWNLOAD = 20 * 1024 * 1024;
    private static final BooleanNode TRUE = BooleanNode.TRUE;

    private final World world;
    private final Sending sending;
    private final Editing editing;
    private final Commands commands;
    private final Callbacks callbacks;

    Methods(World world, RateLimits limits) {
        this.world = world;
        this.sending = new Sending(world, limits);
        this.editing = new Editing(world);
        this.commands = new Commands(world);
        this.callbacks = new Callbacks(world);
    }

    JsonNode call(Call call) throws Refusal {
        return switch (call.method()) {
            case "getMe" -> me();
            case "logOut", "close" -> TRUE;
            case "getWebhookInfo" -> webhook();
            case "deleteWebhook" -> deleteWebhook(call);
            case "sendMessage", "sendPhoto", "sendVideo", "sendAnimation", "sendDocument" ->
                    sending.send(call);
            case "sendChatAction" -> action(call);
            case "editMessageText", "editMessageCaption", "editMessageReplyMarkup" ->
                    editing.edit(call);
            case "deleteMessage" -> BooleanNode.valueOf(editing.delete(call));
            case "answerCallbackQuery" -> callbacks.answer(call);
            case "setMyCommands" -> commands.set(call);
            case "deleteMyCommands" -> commands.delete(call);
            case "getMyCommands" -> commands.get(call);
            case "getChat" -> chat(call);
            case "getChatMember" -> member(call);
            case "leaveChat" -> leave(call);
            case "getFile" -> file(call);
            case "setMessageReaction" -> react(call);
            case "pinChatMessage" -> pin(call, true);
            case "unpinChatMessage" -> pin(call, false);
            default -> throw Refusal.of(404, "Not Found: method not found");
        };
    }

    private ObjectNode me() {
        return world.bot()
                .put("can_join_groups", true)
                .put("can_read_all_group_messages", false)
                .put("supports_inline_queries", false)
                .put("can_connect_to_business", false)
                .put("has_main_web_app", false);
    }

    private ObjectNode webhook() {
        return World.object()
                .put("url", "")
                .put("has_custom_certificate", false)
                .put("pending_update_count", world.updates().pending());
    }

    private JsonNode deleteWebhook(Call call) {
        if (call.flag("drop_pending_updates")) {
            world.updates().drop();
        }
        return TRUE;
    }

    private Room entered(Call call) throws Refusal {
        Room room = world.named(call.node("chat_id"));
        room.admit();
        return room;
    }

    private JsonNode action(Call call) throws Refusal {
        Room room = entered(call);
        world.actions().add(room.id() + " " + call.text("action"));
        return TRUE;
    }

    private JsonNode chat(Call call) throws Refusal {
        Room room = world.named(call.node("chat_id"));
        if (room.standing() == Standing.NOT_BEGUN) {
            throw Refusal.badRequest("chat not found");
        }
        if (!room.isPrivate()) {
            room.admit();
        }
        ObjectNode chat = room.json();
        chat.put("accent_color_id", 0).put("max_reaction_count", 11);
        chat.putObject("accepted_gift_types")
                .put("unlimited_gifts", false)
                .put("limited_gifts", false)
                .put("unique_gifts", false)
                .put("premium_subscription", false)
                .put("gifts_from_channels", false);
        return chat;
    }

    private JsonNode member(Call call) throws Refusal {
        Room room = entered(call);
        long user = call.number("user_id", 0);
        @Nullable ObjectNode known = user == World.BOT_ID ? world.bot() : world.users().get(user);
        if (known == null) {
            throw Refusal.badRequest("user not found");
        }
        boolean in = user == World.BOT_ID || room.members().contains(user);
        ObjectNode member = World.object();
        member.set("user", known);
        return member.put("status", in ? "member" : "left");
    }

    private JsonNode leave(Call call) throws Refusal {
        Room room = entered(call);
        if (room.isPrivate()) {
            throw Refusal.badRequest("chat member status can't be changed in private chats");
        }
        world.standing(room, Standing.LEFT, world.bot());
        return TRUE;
    }

    private JsonNode file(Call call) throws Refusal {
        @Nullable Stored stored = world.stored(call.text("file_id"));
        if (stored == null) {
            throw Refusal.badRequest("invalid file_id");
        }
        int bytes = stored.file().bytes().length;
        if (bytes > DOWNLOAD) {
            throw Refusal.badRequest("file is too big");
        }
        return World.object()
                .put("file_id", stored.fileId())
                .put("file_unique_id", stored.fileId().substring(4))
                .put("file_size", bytes)
                .put("file_path", stored.kind() + "/" + stored.fileId());
    }

    private JsonNode react(Call call) throws Refusal {
        Room room = entered(call);
        Posted message = room.message(call.number("message_id", 0), "message to react not found");
        JsonNode reactions = call.node("reaction");
        JsonNode all = reactions == null ? none() : reactions;
        message.react(
                StreamSupport.stream(all.spliterator(), false)
                        .map(r -> r.path("emoji").asText())
                        .toList());
        return TRUE;
    }

    private JsonNode pin(Call call, boolean on) throws Refusal {
        Room room = entered(call);
        if (!on && !call.has("message_id")) {
            List.copyOf(room.messages().values()).forEach(m -> m.pin(false));
            return TRUE;
        }
        String error = on ? "message to pin not found" : "Message to unpin not found";
        room.message(call.number("message_id", 0), error).pin(on);
        return TRUE;
    }

    private static ArrayNode none() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
