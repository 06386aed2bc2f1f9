package org.vigia.web.backup;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is in the backup, for its last entry: on the disk, in a file without a name, since there
/// may be more of it than memory holds. What is said again of a folder replaces all that was said
/// of it.
final class Sums implements AutoCloseable {
    private static final char TAB = '\t';

    private final Path scratch;
    private final FileChannel channel;
    private final Writer first;
    private final Map<String, Map<EntryName, String>> again = new TreeMap<>();

    private Sums(Path scratch, FileChannel channel) {
        this.scratch = scratch;
        this.channel = channel;
        this.first =
                new BufferedWriter(
                        Channels.newWriter(channel, StandardCharsets.US_ASCII.newEncoder(), -1));
    }

    /// @param folder on whose disk it is
    static Sums in(Path folder) throws IOException {
        try {
            Path file =
                    Files.createTempFile(
                            folder,
                            ".backup",
                            ".sums",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            // Nothing is left of it, however this process ends.
            Files.delete(file);
            return new Sums(folder, channel);
        } catch (IOException e) {
            throw refused(folder, e);
        }
    }

    /// Says what a folder holds.
    void put(String folder, Map<EntryName, String> hashes) throws IOException {
        if (again.containsKey(folder)) {
            again.put(folder, hashes);
            return;
        }
        try {
            for (Map.Entry<EntryName, String> entry : hashes.entrySet()) {
                first.write(folder + TAB + line(entry.getKey(), entry.getValue()));
            }
        } catch (IOException e) {
            throw refused(scratch, e);
        }
    }

    private static IOException refused(Path folder, IOException e) {
        return new IOException(
                "%s: there the sums are kept meanwhile, which fails: %s"
                        .formatted(folder, e.getMessage()),
                e);
    }

    /// What a folder was said to hold may have changed: from now on it is remembered by file.
    Map<EntryName, String> reopen(String folder) {
        return again.computeIfAbsent(folder, f -> new TreeMap<>(EntryName.ORDER));
    }

    /// How many bytes [#open] gives.
    long size() throws IOException {
        try (InputStream all = open()) {
            return all.transferTo(OutputStream.nullOutputStream());
        }
    }

    /// All of it, as `sha256sum -c` reads it; nothing may be put meanwhile.
    InputStream open() throws IOException {
        try {
            first.flush();
        } catch (IOException e) {
            throw refused(scratch, e);
        }
        channel.position(0);
        BufferedReader written =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(channel), StandardCharsets.US_ASCII));
        Stream<String> once =
                written.lines()
                        .filter(line -> !again.containsKey(line.substring(0, line.indexOf(TAB))))
                        .map(line -> line.substring(line.indexOf(TAB) + 1) + "\n");
        Stream<String> later =
                again.values().stream()
                        .flatMap(folder -> folder.entrySet().stream())
                        .map(entry -> line(entry.getKey(), entry.getValue()));
        return new LineStream(Stream.concat(once, later).iterator());
    }

    /// Lines, one after the other.
    private static final class LineStream extends InputStream {
        private final Iterator<String> lines;
        private ByteArrayInputStream line = new ByteArrayInputStream(new byte[0]);

        LineStream(Iterator<String> lines) {
            this.lines = lines;
        }

        @Override
        public int read() throws IOException {
            return fill() ? line.read() : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return fill() ? line.read(bytes, offset, length) : -1;
        }

        private boolean fill() throws IOException {
            try {
                while (line.available() == 0 && lines.hasNext()) {
                    line =
                            new ByteArrayInputStream(
                                    lines.next().getBytes(StandardCharsets.US_ASCII));
                }
            } catch (UncheckedIOException e) {
                throw new IOException("the sums cannot be read back: " + e.getMessage(), e);
            }
            return line.available() > 0;
        }
    }

    private static String line(EntryName name, String hash) {
        return hash + "  " + name + "\n";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
