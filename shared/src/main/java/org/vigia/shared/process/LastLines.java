package org.vigia.shared.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last lines of a stream, in bounded memory whatever is written. Safe for several threads.
final class LastLines {
    private static final int LINES = 20;
    private static final int CHARACTERS = 500;

    private final Deque<String> lines = new ArrayDeque<>();

    /// Reads `in` to its end, or until it fails, which is how a killed process's pipe ends.
    void drain(InputStream in) {
        try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            char[] chunk = new char[1024];
            for (int n = reader.read(chunk); n >= 0; n = reader.read(chunk)) {
                for (int i = 0; i < n; i++) {
                    if (chunk[i] == '\n' || chunk[i] == '\r') {
                        add(line);
                    } else if (line.length() < CHARACTERS) {
                        line.append(chunk[i]);
                    }
                }
            }
            add(line);
        } catch (IOException e) {
            // Closed under our feet: there is nothing more to read.
        }
    }

    private synchronized void add(StringBuilder line) {
        String text = line.toString().strip();
        line.setLength(0);
        if (!text.isEmpty()) {
            if (lines.size() == LINES) {
                lines.removeFirst();
            }
            lines.addLast(text);
        }
    }

    synchronized String last() {
        return lines.isEmpty() ? "" : lines.getLast();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
