package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.vigia.telegram.server.schema.Call;
import org.vigia.telegram.server.schema.Refusal;

/// What Telegram asks of buttons beyond the types of their fields.
final class Keyboard {
    private static final int DATA = 64;
    private static final int BUTTONS = 100;
    private static final List<String> PURPOSES =
            List.of(
                    "url",
                    "callback_data",
                    "web_app",
                    "login_url",
                    "switch_inline_query",
                    "switch_inline_query_current_chat",
                    "switch_inline_query_chosen_chat",
                    "copy_text",
                    "callback_game",
                    "pay");

    private Keyboard() {}

    static void check(Call call) throws Refusal {
        JsonNode markup = call.node("reply_markup");
        if (markup == null) {
            return;
        }
        int count = 0;
        for (JsonNode row : markup.path("inline_keyboard")) {
            for (JsonNode button : row) {
                check(button);
                count++;
            }
        }
        if (count > BUTTONS) {
            throw Refusal.badRequest("reply markup is too long");
        }
    }

    private static void check(JsonNode button) throws Refusal {
        long purposes = PURPOSES.stream().filter(button::has).count();
        if (purposes == 0) {
            throw Refusal.badRequest(
                    "can't parse inline keyboard button: Text buttons are unallowed in the inline"
                            + " keyboard");
        }
        if (purposes > 1) {
            throw Refusal.badRequest(
                    "inline keyboard button \"%s\" must have exactly one purpose, has %d"
                            .formatted(button.path("text").asText(), purposes));
        }
        String data = button.path("callback_data").asText();
        int bytes = data.getBytes(StandardCharsets.UTF_8).length;
        if (button.has("callback_data") && (bytes < 1 || bytes > DATA)) {
            throw Refusal.badRequest("BUTTON_DATA_INVALID");
        }
        String url = button.path("url").asText();
        if (button.has("url") && !leadsSomewhere(url)) {
            throw Refusal.badRequest(
                    "inline keyboard button URL '%s' is invalid: Wrong HTTP URL".formatted(url));
        }
    }

    /// Telegram takes `http`, `https` and `tg` addresses, and of the former only those with a dot
    /// in their host's name.
    static boolean leadsSomewhere(String url) {
        try {
            URI uri = URI.create(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (scheme.equals("tg")) {
                return true;
            }
            String host = uri.getHost() == null ? "" : uri.getHost();
            return (scheme.equals("http") || scheme.equals("https"))
                    && (host.indexOf('.') > 0 || host.startsWith("["));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
