package org.vigia.telegram.bot;

import java.net.URI;
import java.util.regex.Pattern;
import org.vigia.shared.config.Secret;

/// Which bot, and where its API is.
///
/// @param token as BotFather gives it
/// @param api `http://` or `https://`, host and, where it is not the usual, port
public record BotSettings(Secret token, URI api) {
    /// Telegram's own.
    public static final URI TELEGRAM = URI.create("https://api.telegram.org");

    private static final Pattern TOKEN = Pattern.compile("[0-9]{1,20}:[A-Za-z0-9_-]{20,100}");

    /// @throws IllegalArgumentException when one of them has another form; without the token
    public BotSettings {
        if (!isToken(token.value())) {
            throw new IllegalArgumentException("not a bot's token");
        }
        if (!isApi(api)) {
            throw new IllegalArgumentException("not the address of a Bot API: " + api);
        }
    }

    /// Whether `text` has the form of a token.
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /// Whether a Bot API can have this address: scheme, host and port, nothing behind.
    public static boolean isApi(URI api) {
        String path = api.getPath();
        return ("http".equals(api.getScheme()) || "https".equals(api.getScheme()))
                && api.getHost() != null
                && (path == null || path.isEmpty() || path.equals("/"))
                && api.getRawQuery() == null
                && api.getRawUserInfo() == null
                && api.getRawFragment() == null;
    }
}
