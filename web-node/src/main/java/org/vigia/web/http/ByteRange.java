package org.vigia.web.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which bytes a `Range` header asks for (RFC 9110, section 14). Several ranges at once and what
/// cannot be understood are answered with the whole, as the standard allows.
sealed interface ByteRange {
    Pattern SINGLE = Pattern.compile("bytes=[ \\t]*([0-9]*)-([0-9]*)[ \\t]*");

    /// Everything.
    record Whole() implements ByteRange {}

    /// From the first to the last byte, both included.
    record Part(long first, long last) implements ByteRange {}

    /// Nothing of what there is.
    record Unsatisfiable() implements ByteRange {}

    /// Reads a header.
    ///
    /// @param header null where there is none
    /// @param size of what there is, in bytes
    static ByteRange of(@Nullable String header, long size) {
        if (header == null) {
            return new Whole();
        }
        Matcher matcher = SINGLE.matcher(header);
        if (!matcher.matches()) {
            return new Whole();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(bounded(last), size);
        }
        long from = bounded(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : bounded(last);
        if (to < from) {
            return new Whole();
        }
        return from >= size ? new Unsatisfiable() : new Part(from, Math.min(to, size - 1));
    }

    private static ByteRange suffix(long length, long size) {
        return length == 0 || size == 0
                ? new Unsatisfiable()
                : new Part(Math.max(0, size - length), size - 1);
    }

    private static long bounded(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}
