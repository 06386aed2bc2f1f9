package org.vigia.shared.supervisor;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Log lines as journald wants them: each with its level in front, `<3>` for an error as in
/// sd-daemon(3), and without the time, which journald has itself. A line that names no level, as
/// those of a stack trace, has that of the line before.
public final class JournalLines extends FilterOutputStream {
    private static final Map<String, Integer> LEVELS =
            Map.of("ERROR", 3, "WARN", 4, "INFO", 6, "DEBUG", 7, "TRACE", 7);
    private static final int NOTICE = 5;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int level = NOTICE;

    /// @param out takes whole lines alone
    JournalLines(OutputStream out) {
        super(out);
    }

    /// Where standard error goes to the journal, has what is logged from now on written that way;
    /// to be called before the first logger is made.
    ///
    /// @param environment as of [System#getenv]
    public static void adopt(Map<String, String> environment) {
        if (isStandardError(environment.getOrDefault("JOURNAL_STREAM", ""))) {
            System.setProperty("org.slf4j.simpleLogger.showDateTime", "false");
            System.setErr(
                    new PrintStream(new JournalLines(System.err), true, StandardCharsets.UTF_8));
        }
    }

    /// The variable is inherited by programs whose standard error goes elsewhere.
    private static boolean isStandardError(String stream) {
        try {
            Map<String, Object> error =
                    Files.readAttributes(Path.of("/proc/self/fd/2"), "unix:dev,ino");
            return stream.equals(error.get("dev") + ":" + error.get("ino"));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public synchronized void write(int b) throws IOException {
        line.write(b);
        if (b == '\n') {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            level = LEVELS.getOrDefault(text.split(" ", 2)[0], text.isBlank() ? NOTICE : level);
            out.write(("<" + level + ">" + text).getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            write(bytes[i]);
        }
    }
}
