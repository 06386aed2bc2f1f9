package org.vigia.camera.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The board's page in the reader's language, and what it is made of. `{{key}}` in the page stands
/// for a text of `board_*.properties`.
final class BoardPage {
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
                    + " 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    static final List<String> LANGUAGES = List.of("es", "en", "ca");
    private static final Pattern TEXT = Pattern.compile("\\{\\{([a-z0-9.-]+)}}");

    private record Asset(String type, byte[] body) {}

    private final Map<String, Asset> assets =
            Map.of(
                    "/board.js",
                    new Asset("text/javascript; charset=utf-8", resource("board.js")),
                    "/board.css",
                    new Asset("text/css; charset=utf-8", resource("board.css")));
    private final Map<String, byte[]> pages =
            LANGUAGES.stream().collect(Collectors.toMap(l -> l, BoardPage::page));

    boolean has(String path) {
        return path.equals("/") || assets.containsKey(path);
    }

    String type(String path) {
        Asset asset = assets.get(path);
        return asset == null ? "text/html; charset=utf-8" : asset.type();
    }

    /// @param accepted the header `Accept-Language`, if there is one
    byte[] body(String path, @Nullable String accepted) {
        Asset asset = assets.get(path);
        if (asset != null) {
            return asset.body();
        }
        byte[] page = pages.get(language(accepted));
        if (page == null) {
            throw new IllegalStateException("no page in the language of " + accepted);
        }
        return page;
    }

    static String language(@Nullable String accepted) {
        String first = LANGUAGES.getFirst();
        if (accepted == null || accepted.length() > 500) {
            return first;
        }
        try {
            String best = Locale.lookupTag(Locale.LanguageRange.parse(accepted), LANGUAGES);
            return best == null ? first : best;
        } catch (IllegalArgumentException e) {
            return first;
        }
    }

    static Properties texts(String language) {
        Properties texts = new Properties();
        try (InputStreamReader reader =
                new InputStreamReader(
                        open("board_%s.properties".formatted(language)), StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        texts.setProperty("language", language);
        return texts;
    }

    private static byte[] page(String language) {
        Properties texts = texts(language);
        String template = new String(resource("board.html"), StandardCharsets.UTF_8);
        String page =
                TEXT.matcher(template)
                        .replaceAll(key -> {
                            String text = texts.getProperty(key.group(1));
                            if (text == null) {
                                throw new IllegalStateException(
                                        "board_%s.properties lacks %s"
                                                .formatted(language, key.group(1)));
                            }
                            return Matcher.quoteReplacement(escaped(text));
                        });
        return BoardServer.utf8(page);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static byte[] resource(String name) {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = BoardPage.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("missing in the jar: " + name);
        }
        return in;
    }
}
