package org.vigia.telegram.server.markup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.markup.Formatted.Entity;
import org.vigia.telegram.server.schema.Refusal;

/// `parse_mode` MarkdownV2: reserved characters must be escaped, what begins must end. Quotes and
/// custom emoji are not modelled; `>` at the start of a line is taken as text.
final class MarkdownV2 {
    private static final String RESERVED = "_*[]()~`>#+-=|{}.!";
    private static final Map<String, String> MARKS =
            Map.of(
                    "*", "bold",
                    "_", "italic",
                    "__", "underline",
                    "~", "strikethrough",
                    "||", "spoiler",
                    "`", "code",
                    "```", "pre",
                    "[", "text_link");
    private static final Map<String, String> NAMES =
            Map.of(
                    "bold", "Bold",
                    "italic", "Italic",
                    "underline", "Underline",
                    "strikethrough", "Strikethrough",
                    "spoiler", "Spoiler",
                    "code", "Code",
                    "pre", "Pre",
                    "text_link", "TextUrl");

    private record Open(String mark, String type, int offset, int at) {}

    private final String source;
    private final StringBuilder text = new StringBuilder();
    private final List<Entity> entities = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    MarkdownV2(String source) {
        this.source = source;
    }

    Formatted parse() throws Refusal {
        int at = 0;
        while (at < source.length()) {
            at = step(at);
        }
        @Nullable Open unclosed = open.peek();
        if (unclosed != null) {
            throw Formatted.unparsable(
                    "Can't find end of %s entity at byte offset %d"
                            .formatted(
                                    NAMES.get(unclosed.type()),
                                    Formatted.bytes(source, unclosed.at())));
        }
        return new Formatted(text.toString(), entities);
    }

    private int step(int at) throws Refusal {
        char c = source.charAt(at);
        boolean escapes = at + 1 < source.length() && source.charAt(at + 1) < 127;
        if (c == '\\' && escapes && source.charAt(at + 1) > 0) {
            text.append(source.charAt(at + 1));
            return at + 2;
        }
        @Nullable Open innermost = open.peek();
        boolean literal = innermost != null && innermost.mark().startsWith("`");
        boolean ends = innermost != null && source.startsWith(innermost.mark(), at);
        if (RESERVED.indexOf(c) < 0 || (literal && !ends)) {
            text.append(c);
            return at + 1;
        }
        if (c == '>' && (at == 0 || source.charAt(at - 1) == '\n')) {
            text.append(c);
            return at + 1;
        }
        if (c == ']' && innermost != null && innermost.mark().equals("[")) {
            open.pop();
            return link(innermost, at + 1);
        }
        String mark = literal && innermost != null ? innermost.mark() : longest(at);
        if (innermost != null && innermost.mark().equals(mark)) {
            open.pop();
            add(innermost, "");
        } else {
            @Nullable String type = MARKS.get(mark);
            if (type == null) {
                throw Formatted.unparsable(
                        "Character '%c' is reserved and must be escaped with the preceding '\\'"
                                .formatted(c));
            }
            open.push(new Open(mark, type, text.length(), at));
        }
        return at + mark.length();
    }

    private String longest(int at) {
        for (String mark : List.of("```", "__", "||")) {
            if (source.startsWith(mark, at)) {
                return mark;
            }
        }
        return source.substring(at, at + 1);
    }

    private int link(Open begun, int at) throws Refusal {
        if (at >= source.length() || source.charAt(at) != '(') {
            add(begun, source.substring(begun.at() + 1, at - 1));
            return at;
        }
        StringBuilder url = new StringBuilder();
        int i = at + 1;
        while (i < source.length() && source.charAt(i) != ')') {
            if (source.charAt(i) == '\\' && i + 1 < source.length()) {
                i++;
            }
            url.append(source.charAt(i));
            i++;
        }
        if (i >= source.length()) {
            throw Formatted.unparsable(
                    "Can't find end of a URL at byte offset " + Formatted.bytes(source, at));
        }
        add(begun, url.toString());
        return i + 1;
    }

    private void add(Open begun, String extra) {
        int length = text.length() - begun.offset();
        entities.add(new Entity(begun.type(), begun.offset(), length, extra));
    }
}
