package org.vigia.shared.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// An append-only file of lines, each on the disk when [#append] returns. Several processes may
/// append to one file: each line is one write in append mode under a file lock.
///
/// A line cut short by a power failure is not a line: readers stop before it, and the next append
/// begins on a fresh line. Safe for use by several threads.
public final class Journal {
    private static final int TAIL = 4096;

    private final Path file;

    /// Whether its name is known to be on the disk: who made it may have been killed before.
    private boolean named;

    /// @param file need not exist yet; its directory must
    public Journal(Path file) {
        this.file = file;
    }

    /// Adds one line, synced.
    ///
    /// @param line without a line break
    /// @throws IllegalArgumentException when it holds one
    /// @throws IOException when the disk refuses
    public void append(String line) throws IOException {
        appendAll(List.of(line));
    }

    /// Adds lines, synced together. Where the disk fails in between, the first ones may be there.
    ///
    /// @param added each without a line break
    /// @throws IllegalArgumentException when one holds one
    /// @throws IOException when the disk refuses
    public synchronized void appendAll(List<String> added) throws IOException {
        if (added.stream().anyMatch(line -> line.indexOf('\n') >= 0)) {
            throw new IllegalArgumentException("a journal line holds no line break");
        }
        boolean fresh = !named || !Files.exists(file);
        try (FileChannel channel =
                        FileChannel.open(
                                file,
                                java.util.Set.of(
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.READ,
                                        StandardOpenOption.WRITE),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------")));
                var lock = channel.lock()) {
            long end = channel.size();
            String start = end > 0 && byteAt(channel, end - 1) != '\n' ? "\n" : "";
            ByteBuffer bytes =
                    StandardCharsets.UTF_8.encode(start + String.join("\n", added) + "\n");
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
            channel.force(true);
        }
        if (fresh) {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                DurableFiles.syncDirectory(directory);
            }
            named = true;
        }
    }

    /// All whole lines so far, oldest first; empty where there is no file. A line that was cut
    /// short and continued on a fresh one is returned as it is: callers report what they cannot
    /// read. One that is no UTF-8 begins with U+FFFD, so that no caller can read it.
    ///
    /// @throws IOException when it cannot be read
    public synchronized List<String> lines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        byte[] bytes = Files.readAllBytes(file);
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String line = text(ByteBuffer.wrap(bytes, start, i - start));
                if (!line.isBlank()) {
                    lines.add(line);
                }
                start = i + 1;
            }
        }
        return lines;
    }

    private static String text(ByteBuffer line) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(line.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return "\ufffd" + StandardCharsets.UTF_8.decode(line);
        }
    }

    /// The file's size in bytes, 0 where there is none: a cheap way to see that it has grown.
    ///
    /// @throws IOException when it cannot be read
    public long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /// Where its last whole line ends: what stands before is never changed again. 0 where there is
    /// no file.
    ///
    /// @throws IOException when it cannot be read
    public long wholeBytes() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return wholeBytes(channel);
        }
    }

    /// As [#wholeBytes], of a file that is open already: it may be given another name meanwhile.
    ///
    /// @throws IOException when it cannot be read
    public static long wholeBytes(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer part = ByteBuffer.allocate(TAIL);
        while (end > 0) {
            part.clear().limit((int) Math.min(TAIL, end));
            long start = end - part.limit();
            int read = channel.read(part, start);
            for (int i = read - 1; i >= 0; i--) {
                if (part.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    @Override
    public String toString() {
        return "Journal[" + file + "]";
    }

    private static byte byteAt(FileChannel channel, long position) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one, position);
        return one.get(0);
    }
}
