package org.vigia.web.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what [TarWriter] writes, and refuses nearly everything else that a tar may hold: whoever
/// has written it may have meant harm. Folders alone are passed over, since nothing is done for
/// them.
final class TarReader {
    private static final int BLOCK = TarWriter.BLOCK;
    private static final int LONGEST_RECORDS = 4096;

    private final InputStream in;
    private long left;
    private int padding;

    /// @param size of the content that follows
    record Entry(EntryName name, long size, long mtimeSeconds) {}

    /// What the header before said of the next entry.
    private record Said(@Nullable String path, long size) {
        static final Said NOTHING = new Said(null, -1);
    }

    TarReader(InputStream in) {
        this.in = in;
    }

    /// The next file, what is left of the one before passed over; empty at the archive's end.
    ///
    /// @throws IOException when it ends too soon, or holds what a backup does not
    Optional<Entry> next() throws IOException {
        skip();
        Said said = Said.NOTHING;
        while (true) {
            byte[] block = block();
            if (isEmpty(block)) {
                end();
                return Optional.empty();
            }
            check(block);
            long size = octal(block, 124, 12);
            char type = (char) (block[156] & 0xff);
            String name = said.path() == null ? name(block) : said.path();
            switch (type) {
                case 'x' -> said = records(size);
                case '0', '\0' -> {
                    left = said.size() >= 0 ? said.size() : size;
                    padding = (int) ((BLOCK - left % BLOCK) % BLOCK);
                    return Optional.of(
                            new Entry(EntryName.read(name), left, octal(block, 136, 12)));
                }
                case '5' -> {
                    if (size != 0) {
                        throw new IOException("not a backup: a folder with content");
                    }
                    said = Said.NOTHING;
                }
                default ->
                        throw new IOException(
                                "a backup holds regular files alone, and %s is something else"
                                        .formatted(name.replaceAll("[^ -~]", "?")));
            }
        }
    }

    /// More of the entry's content.
    ///
    /// @return how many bytes; -1 at its end
    int read(byte[] bytes) throws IOException {
        if (left == 0) {
            return -1;
        }
        int n = in.read(bytes, 0, (int) Math.min(bytes.length, left));
        if (n < 0) {
            throw new EOFException("the archive is cut short");
        }
        left -= n;
        return n;
    }

    private void skip() throws IOException {
        byte[] bytes = new byte[BLOCK];
        while (left > 0) {
            read(bytes);
        }
        pass(padding);
        padding = 0;
    }

    private void pass(int bytes) throws IOException {
        if (in.readNBytes(bytes).length < bytes) {
            throw new EOFException("the archive is cut short");
        }
    }

    private byte[] block() throws IOException {
        byte[] block = in.readNBytes(BLOCK);
        if (block.length < BLOCK) {
            throw new EOFException("the archive is cut short");
        }
        return block;
    }

    /// Tar fills up with empty blocks behind the two that end an archive.
    private void end() throws IOException {
        if (!isEmpty(block())) {
            throw new IOException("not a backup: something stands behind an empty block");
        }
        for (byte[] more = in.readNBytes(BLOCK); more.length > 0; more = in.readNBytes(BLOCK)) {
            if (!isEmpty(more)) {
                throw new IOException("not a backup: something stands behind its end");
            }
        }
    }

    private static boolean isEmpty(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static void check(byte[] block) throws IOException {
        boolean isTar = new String(block, 257, 5, StandardCharsets.US_ASCII).equals("ustar");
        if (!isTar || octal(block, 148, 8) != TarWriter.sum(block)) {
            throw new IOException("not a backup, or damaged: a header's check sum is wrong");
        }
    }

    private static String name(byte[] block) throws IOException {
        if (block[345] != 0) {
            throw new IOException("not a backup: a name in two parts");
        }
        return text(block, 0, TarWriter.NAME);
    }

    private static String text(byte[] block, int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] block, int at, int length) throws IOException {
        String digits = text(block, at, length).strip();
        if (!digits.matches("[0-7]{1,11}")) {
            throw new IOException("not a backup: a header's number is none");
        }
        return Long.parseLong(digits, 8);
    }

    private Said records(long size) throws IOException {
        if (size > LONGEST_RECORDS) {
            throw new IOException("not a backup: a header of %d bytes".formatted(size));
        }
        byte[] bytes = in.readNBytes((int) size);
        pass((int) ((BLOCK - size % BLOCK) % BLOCK));
        Said said = Said.NOTHING;
        int at = 0;
        while (at < bytes.length) {
            int blank = indexOf(bytes, ' ', at);
            int length = length(new String(bytes, at, blank - at, StandardCharsets.US_ASCII));
            int end = at + length;
            int equals = indexOf(bytes, '=', blank);
            if (end > bytes.length || equals >= end || bytes[end - 1] != '\n') {
                throw new IOException("not a backup: a header's record is none");
            }
            String key = new String(bytes, blank + 1, equals - blank - 1, StandardCharsets.UTF_8);
            byte[] value = Arrays.copyOfRange(bytes, equals + 1, end - 1);
            said = said(said, key, new String(value, StandardCharsets.UTF_8));
            at = end;
        }
        return said;
    }

    private static Said said(Said before, String key, String value) throws IOException {
        return switch (key) {
            case "path" -> new Said(value, before.size());
            case "size" -> {
                if (!value.matches("[0-9]{1,18}")) {
                    throw new IOException("not a backup: a header's number is none");
                }
                yield new Said(before.path(), Long.parseLong(value));
            }
            case "mtime", "atime", "ctime" -> before;
            default ->
                    throw new IOException(
                            "not a backup: a header's record " + key.replaceAll("[^ -~]", "?"));
        };
    }

    private static int indexOf(byte[] bytes, char wanted, int from) throws IOException {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new IOException("not a backup: a header's record is none");
    }

    private static int length(String digits) throws IOException {
        if (!digits.matches("[1-9][0-9]{0,4}")) {
            throw new IOException("not a backup: a header's record is none");
        }
        return Integer.parseInt(digits);
    }
}
