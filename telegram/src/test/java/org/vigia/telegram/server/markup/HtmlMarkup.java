package org.vigia.telegram.server.markup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigia.telegram.server.markup.Formatted.Entity;
import org.vigia.telegram.server.schema.Refusal;

/// `parse_mode` HTML: the documented tags, all of them closed; four named entities.
final class HtmlMarkup {
    private static final Map<String, String> TAGS =
            Map.ofEntries(
                    Map.entry("b", "bold"),
                    Map.entry("strong", "bold"),
                    Map.entry("i", "italic"),
                    Map.entry("em", "italic"),
                    Map.entry("u", "underline"),
                    Map.entry("ins", "underline"),
                    Map.entry("s", "strikethrough"),
                    Map.entry("strike", "strikethrough"),
                    Map.entry("del", "strikethrough"),
                    Map.entry("tg-spoiler", "spoiler"),
                    Map.entry("span", "spoiler"),
                    Map.entry("tg-emoji", "custom_emoji"),
                    Map.entry("tg-time", "date_time"),
                    Map.entry("a", "text_link"),
                    Map.entry("code", "code"),
                    Map.entry("pre", "pre"),
                    Map.entry("blockquote", "blockquote"));
    private static final Map<String, String> NAMED =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"");
    private static final Pattern TAG =
            Pattern.compile("<(/?)([a-zA-Z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>");
    private static final Pattern HREF = Pattern.compile("href\\s*=\\s*[\"']?([^\"'>]*)[\"']?");
    private static final Pattern CHARACTER =
            Pattern.compile("&(?:#x([0-9a-fA-F]{1,6})|#(\\d{1,7})|([a-z]+));");

    private record Open(String tag, String type, int offset, int at, String extra) {}

    private final String source;
    private final StringBuilder text = new StringBuilder();
    private final List<Entity> entities = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    HtmlMarkup(String source) {
        this.source = source;
    }

    Formatted parse() throws Refusal {
        int at = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '<') {
                at = tag(at);
            } else if (c == '&') {
                at = character(at);
            } else {
                text.append(c);
                at++;
            }
        }
        @Nullable Open unclosed = open.peek();
        if (unclosed != null) {
            throw Formatted.unparsable(
                    "Can't find end tag corresponding to start tag \"%s\""
                            .formatted(unclosed.tag()));
        }
        return new Formatted(text.toString(), entities);
    }

    private int tag(int at) throws Refusal {
        Matcher m = TAG.matcher(source).region(at, source.length());
        if (!m.lookingAt()) {
            throw Formatted.unparsable(
                    "Unclosed start tag at byte offset " + Formatted.bytes(source, at));
        }
        String name = m.group(2).toLowerCase(Locale.ROOT);
        if (!m.group(1).isEmpty()) {
            end(name, at);
            return m.end();
        }
        @Nullable String type = TAGS.get(name);
        if (type == null || (name.equals("span") && !m.group(3).contains("tg-spoiler"))) {
            throw Formatted.unparsable(
                    "Unsupported start tag \"%s\" at byte offset %d"
                            .formatted(name, Formatted.bytes(source, at)));
        }
        Matcher href = HREF.matcher(m.group(3));
        open.push(new Open(name, type, text.length(), at, href.find() ? href.group(1) : ""));
        return m.end();
    }

    private void end(String name, int at) throws Refusal {
        @Nullable Open begun = open.poll();
        if (begun == null) {
            throw Formatted.unparsable(
                    "Unexpected end tag at byte offset " + Formatted.bytes(source, at));
        }
        if (!name.isEmpty() && !name.equals(begun.tag())) {
            throw Formatted.unparsable(
                    "Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\""
                            .formatted(Formatted.bytes(source, at), begun.tag(), name));
        }
        int length = text.length() - begun.offset();
        boolean bareLink = begun.type().equals("text_link") && begun.extra().isEmpty();
        if (!bareLink) {
            entities.add(new Entity(begun.type(), begun.offset(), length, begun.extra()));
        }
    }

    /// What is no character reference is an ampersand, as Telegram reads it.
    private int character(int at) {
        Matcher m = CHARACTER.matcher(source).region(at, source.length());
        if (!m.lookingAt()) {
            text.append('&');
            return at + 1;
        }
        if (m.group(1) != null) {
            text.appendCodePoint(Integer.parseInt(m.group(1), 16));
        } else if (m.group(2) != null) {
            text.appendCodePoint(Integer.parseInt(m.group(2)));
        } else {
            text.append(NAMED.getOrDefault(m.group(3), m.group()));
        }
        return m.end();
    }
}
