package org.vigia.telegram.server.markup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.schema.Refusal;

/// Text as it is shown, with what is bold, linked and so on in it.
///
/// @param text without any marks
/// @param entities in the order they begin; offsets and lengths in UTF-16 units, as Telegram counts
public record Formatted(String text, List<Entity> entities) {
    /// A stretch of text that is special.
    ///
    /// @param extra the link of a `text_link`, the language of a `pre`, or the empty string
    public record Entity(String type, int offset, int length, String extra) {}

    public Formatted {
        entities =
                entities.stream()
                        .filter(e -> e.length() > 0)
                        .sorted(
                                Comparator.comparingInt(Entity::offset)
                                        .thenComparing(Entity::length, Comparator.reverseOrder()))
                        .toList();
    }

    /// Reads `text` by its mode; the entities given with it count where there is no mode.
    ///
    /// @throws Refusal `can't parse entities: …`, or for a mode that there is not
    public static Formatted parse(String text, String mode, @Nullable JsonNode entities)
            throws Refusal {
        Formatted all =
                switch (mode.toLowerCase(Locale.ROOT)) {
                    case "" -> given(text, entities);
                    case "html" -> new HtmlMarkup(text).parse();
                    case "markdownv2" -> new MarkdownV2(text).parse();
                    case "markdown" -> new LegacyMarkdown(text).parse();
                    default -> throw Refusal.badRequest("unsupported parse_mode");
                };
        return all.stripped();
    }

    private static Formatted given(String text, @Nullable JsonNode entities) throws Refusal {
        if (entities == null) {
            return new Formatted(text, List.of());
        }
        List<Entity> list = new java.util.ArrayList<>();
        for (JsonNode e : entities) {
            int offset = e.path("offset").asInt();
            int length = e.path("length").asInt();
            if (offset + length > text.length()) {
                throw Refusal.badRequest(
                        "entity begins at %d and is %d long in a text of %d"
                                .formatted(offset, length, text.length()));
            }
            String extra = e.path("url").asText(e.path("language").asText(""));
            list.add(new Entity(e.path("type").asText(), offset, length, extra));
        }
        return new Formatted(text, list);
    }

    private Formatted stripped() {
        int cut = text.length() - text.stripLeading().length();
        String rest = text.strip();
        List<Entity> moved =
                entities.stream()
                        .map(e -> {
                            int from = Math.max(0, e.offset() - cut);
                            int to = Math.min(rest.length(), e.offset() - cut + e.length());
                            return new Entity(e.type(), from, to - from, e.extra());
                        })
                        .toList();
        return new Formatted(rest, moved);
    }

    /// The entities as Telegram writes them in a message.
    public ArrayNode json() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Entity e : entities) {
            var entity = list.addObject();
            entity.put("offset", e.offset()).put("length", e.length()).put("type", e.type());
            if (!e.extra().isEmpty()) {
                entity.put(e.type().equals("text_link") ? "url" : "language", e.extra());
            }
        }
        return list;
    }

    static Refusal unparsable(String why) {
        return Refusal.badRequest("can't parse entities: " + why);
    }

    static int bytes(String text, int units) {
        return text.substring(0, Math.min(units, text.length()))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8)
                .length;
    }
}
