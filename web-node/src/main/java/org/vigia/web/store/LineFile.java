package org.vigia.web.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.Journal;
import org.vigia.shared.json.Json;

/// A journal of JSON records that may be too long to hold in memory: read line by line.
///
/// @param <T> the record
final class LineFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);

    private static final int TAIL = 64 * 1024;

    private final Path file;
    private final Class<T> type;
    private final Journal journal;

    LineFile(Path file, Class<T> type) {
        this.file = file;
        this.type = type;
        this.journal = new Journal(file);
    }

    /// What reads lines.
    interface Reader<T> {
        void line(T line) throws IOException;
    }

    boolean exists() {
        return Files.exists(file);
    }

    void append(T line) throws IOException {
        journal.append(Json.text(line));
    }

    /// Hands over each line, oldest first. One that cannot be read is reported and passed over: a
    /// power cut leaves at most a part of the last one.
    void forEach(Reader<T> reader) throws IOException {
        if (!exists()) {
            return;
        }
        // What a power cut leaves need not even be text.
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(file), StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    hand(reader, line, number);
                }
            }
        }
    }

    /// The last line that can be read, found from the end; empty where there is none in the file's
    /// last [#TAIL] bytes.
    Optional<T> last() throws IOException {
        if (!exists()) {
            return Optional.empty();
        }
        byte[] tail;
        try (FileChannel channel = FileChannel.open(file)) {
            long start = Math.max(0, channel.size() - TAIL);
            ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - start));
            while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {}
            tail = Arrays.copyOf(buffer.array(), buffer.position());
        }
        String[] lines = new String(tail, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = lines.length - 1; i >= 0; i--) {
            if (!lines[i].isBlank()) {
                try {
                    return Optional.of(Json.read(lines[i], type));
                } catch (IOException e) {
                    LOG.warn("{}: its end is passed over: {}", file, e.getMessage());
                }
            }
        }
        return Optional.empty();
    }

    private void hand(Reader<T> reader, String text, long number) throws IOException {
        T line;
        try {
            line = Json.read(text, type);
        } catch (IOException e) {
            LOG.warn("{}: line {} is passed over: {}", file, number, e.getMessage());
            return;
        }
        reader.line(line);
    }
}
