package org.vigia.telegram.server.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vigia.telegram.server.markup.Formatted.Entity;
import org.vigia.telegram.server.schema.Refusal;

/// `parse_mode` Markdown, the old one: no nesting, a backslash before `_*` and the like.
final class LegacyMarkdown {
    private static final Map<String, String> TYPES =
            Map.of("*", "bold", "_", "italic", "`", "code", "```", "pre", "[", "text_link");

    private final String source;
    private final StringBuilder text = new StringBuilder();
    private final List<Entity> entities = new ArrayList<>();

    LegacyMarkdown(String source) {
        this.source = source;
    }

    Formatted parse() throws Refusal {
        int at = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            boolean escape = c == '\\' && at + 1 < source.length();
            if (escape && "_*`[".indexOf(source.charAt(at + 1)) >= 0) {
                text.append(source.charAt(at + 1));
                at += 2;
            } else if ("_*`[".indexOf(c) >= 0) {
                at = entity(at);
            } else {
                text.append(c);
                at++;
            }
        }
        return new Formatted(text.toString(), entities);
    }

    private int entity(int at) throws Refusal {
        String mark = source.startsWith("```", at) ? "```" : source.substring(at, at + 1);
        String end = mark.equals("[") ? "]" : mark;
        int from = at + mark.length();
        int to = source.indexOf(end, from);
        if (to < 0) {
            throw Formatted.unparsable(
                    "Can't find end of the entity starting at byte offset "
                            + Formatted.bytes(source, at));
        }
        int next = to + end.length();
        String url = "";
        if (mark.equals("[") && next < source.length() && source.charAt(next) == '(') {
            int close = source.indexOf(')', next);
            if (close > 0) {
                url = source.substring(next + 1, close);
                next = close + 1;
            }
        }
        String type = TYPES.getOrDefault(mark, "bold");
        entities.add(new Entity(type, text.length(), to - from, url));
        text.append(source, from, to);
        return next;
    }
}
