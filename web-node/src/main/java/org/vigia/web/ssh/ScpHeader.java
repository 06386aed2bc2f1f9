package org.vigia.web.ssh;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One control line of the SCP protocol, as a source sends it. The protocol has no standard: it is
/// what OpenSSH's `scp.c` does (functions `source` and `sink`).
sealed interface ScpHeader {
    /// The longest line that is read, in bytes; an evidence file's is about 140.
    int MAX_LINE = 1024;

    /// `C<mode> <size> <name>`: a file follows.
    record File(long size, String name) implements ScpHeader {}

    /// `T<mtime> <µs> <atime> <µs>`: times for the next file.
    record Times() implements ScpHeader {}

    /// `D…` or `E`: a directory begins or ends.
    record Directory() implements ScpHeader {}

    /// `\1<text>` or `\2<text>`: the source has a problem.
    record Complaint(boolean fatal, String text) implements ScpHeader {}

    /// Anything else.
    record Broken(String why) implements ScpHeader {}

    /// Forms of the lines.
    final class Form {
        private static final Pattern FILE = Pattern.compile("C[0-7]{1,5} ([0-9]{1,18}) (.+)");
        private static final Pattern TIMES =
                Pattern.compile("T[0-9]{1,18} [0-9]{1,6} [0-9]{1,18} [0-9]{1,6}");

        private Form() {}
    }

    /// Reads a line, without its line break.
    static ScpHeader parse(String line) {
        if (line.isEmpty()) {
            return new Broken("an empty line");
        }
        return switch (line.charAt(0)) {
            case 'C' -> {
                Matcher file = Form.FILE.matcher(line);
                yield file.matches()
                        ? new File(Long.parseLong(file.group(1)), file.group(2))
                        : new Broken("not a file's line");
            }
            case 'T' ->
                    Form.TIMES.matcher(line).matches()
                            ? new Times()
                            : new Broken("not a line of times");
            case 'D', 'E' -> new Directory();
            case 1 -> new Complaint(false, line.substring(1));
            case 2 -> new Complaint(true, line.substring(1));
            default -> new Broken("an unknown line");
        };
    }
}
