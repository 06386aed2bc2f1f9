package org.vigia.telegram.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Multipart bodies of forms (RFC 7578).
final class Multipart {
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[;\\s]name=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("[;\\s]filename=\"([^\"]*)\"");
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Multipart() {}

    static void read(
            String contentType,
            byte[] body,
            Map<String, JsonNode> values,
            Map<String, Upload> files)
            throws IOException {
        Matcher found = BOUNDARY.matcher(contentType);
        if (!found.find()) {
            throw broken("the boundary is missing");
        }
        String boundary = found.group(1) != null ? found.group(1) : found.group(2);
        byte[] line = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        byte[] next = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        if (indexOf(body, line, 0) != 0) {
            throw broken("it does not begin with its boundary");
        }
        int at = line.length;
        while (!(at + 1 < body.length && body[at] == '-' && body[at + 1] == '-')) {
            int headEnd = indexOf(body, HEAD_END, at);
            int end = headEnd < 0 ? -1 : indexOf(body, next, headEnd + HEAD_END.length - 2);
            if (end < 0) {
                throw broken("a part has no end");
            }
            String head = new String(body, at, headEnd - at, StandardCharsets.UTF_8);
            int from = Math.min(headEnd + HEAD_END.length, end);
            part(head, Arrays.copyOfRange(body, from, end), values, files);
            at = end + next.length;
        }
    }

    private static void part(
            String head, byte[] content, Map<String, JsonNode> values, Map<String, Upload> files)
            throws IOException {
        String disposition =
                head.lines()
                        .filter(h -> h.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
                        .findFirst()
                        .orElseThrow(() -> broken("a part has no disposition"));
        Matcher name = NAME.matcher(disposition);
        if (!name.find()) {
            throw broken("a part has no name");
        }
        Matcher file = FILE.matcher(disposition);
        if (!file.find()) {
            ArgumentReader.put(name.group(1), new String(content, StandardCharsets.UTF_8), values);
        } else if (files.put(name.group(1), new Upload(name.group(1), file.group(1), content))
                != null) {
            throw broken("file \"%s\" is there twice".formatted(name.group(1)));
        }
    }

    private static BadBodyException broken(String why) {
        return new BadBodyException(400, "Bad Request: can't parse multipart body: " + why);
    }

    private static int indexOf(byte[] in, byte[] what, int from) {
        for (int i = from; i <= in.length - what.length; i++) {
            if (in[i] == what[0] && in[i + what.length - 1] == what[what.length - 1]) {
                int same = 1;
                while (same < what.length && in[i + same] == what[same]) {
                    same++;
                }
                if (same == what.length) {
                    return i;
                }
            }
        }
        return -1;
    }
}
