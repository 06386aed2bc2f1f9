package org.vigia.web.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
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
        forEach(0, reader);
    }

    /// As [#forEach], but for what stands before the last lines that are known already: found from
    /// the end, so that a long file whose end alone is new costs no more than a short one.
    ///
    /// @param known holds for a line and for all before it
    void forEachBehind(Predicate<T> known, Reader<T> reader) throws IOException {
        if (!exists()) {
            return;
        }
        long size = Files.size(file);
        long tail = TAIL;
        while (tail < size && !beginsWithin(size - tail, known)) {
            tail *= 8;
        }
        forEach(Math.max(0, size - tail), reader);
    }

    /// Whether the first whole line behind an offset is known.
    private boolean beginsWithin(long offset, Predicate<T> known) throws IOException {
        try (BufferedReader lines = open(offset)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    return known.test(Json.read(line, type));
                } catch (IOException e) {
                    LOG.debug("{}: a line at {} cannot be read", file, offset, e);
                }
            }
        }
        return false;
    }

    /// From the first whole line behind an offset on. What a power cut leaves need not even be
    /// text.
    private BufferedReader open(long offset) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(offset);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        if (offset > 0) {
            lines.readLine();
        }
        return lines;
    }

    private void forEach(long offset, Reader<T> reader) throws IOException {
        if (!exists()) {
            return;
        }
        try (BufferedReader lines = open(offset)) {
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
