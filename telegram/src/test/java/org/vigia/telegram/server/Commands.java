package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Pattern;
import org.vigia.telegram.server.schema.Call;
import org.vigia.telegram.server.schema.Refusal;

/// The bot's menu, by scope and language.
final class Commands {
    private static final Pattern COMMAND = Pattern.compile("[a-z0-9_]{1,32}");
    private static final Pattern LANGUAGE = Pattern.compile("([a-z]{2})?");

    private final World world;

    Commands(World world) {
        this.world = world;
    }

    JsonNode set(Call call) throws Refusal {
        String key = key(call);
        JsonNode commands = call.node("commands");
        if (commands == null || commands.isEmpty()) {
            world.commands().remove(key);
            return BooleanNode.TRUE;
        }
        for (JsonNode command : commands) {
            if (!COMMAND.matcher(command.path("command").asText()).matches()) {
                throw Refusal.badRequest("BOT_COMMAND_INVALID");
            }
            if (command.path("description").asText().isBlank()) {
                throw Refusal.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
            }
        }
        world.commands().put(key, commands);
        return BooleanNode.TRUE;
    }

    JsonNode delete(Call call) throws Refusal {
        world.commands().remove(key(call));
        return BooleanNode.TRUE;
    }

    JsonNode get(Call call) throws Refusal {
        return world.commands().getOrDefault(key(call), JsonNodeFactory.instance.arrayNode());
    }

    private String key(Call call) throws Refusal {
        String language = call.text("language_code");
        if (!LANGUAGE.matcher(language).matches()) {
            throw Refusal.badRequest("invalid language code specified");
        }
        JsonNode scope = call.node("scope");
        if (scope == null) {
            return key("default", "", language);
        }
        String type = scope.path("type").asText();
        String chat = scope.path("chat_id").asText();
        boolean ofChat = type.startsWith("chat");
        if (ofChat != scope.has("chat_id") || type.equals("chat_member") != scope.has("user_id")) {
            throw Refusal.badRequest(
                    "can't parse BotCommandScope: wrong fields for type \"%s\"".formatted(type));
        }
        if (ofChat) {
            Room room = world.named(scope.path("chat_id"));
            if (room.isPrivate() && !type.equals("chat")) {
                throw Refusal.badRequest("there are no administrators in the private chat");
            }
        }
        return key(type, chat + scope.path("user_id").asText(), language);
    }

    static String key(String scope, String chat, String language) {
        return String.join("/", scope, chat, language);
    }
}
