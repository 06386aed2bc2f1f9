package org.vigia.web.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.vigia.shared.crypto.Sha256;

/// Writes regular files in POSIX tar form (IEEE 1003.1, `pax`): a ustar header each, before it one
/// with the records `path` and `size` where those fields are too small.
final class TarWriter {
    static final int BLOCK = 512;
    static final int NAME = 100;
    static final long LARGEST_OCTAL = 0_77777777777L;
    private static final int CHUNK = 64 * 1024;

    private final OutputStream out;
    private final byte[] chunk = new byte[CHUNK];
    private long written;

    /// @param out stays the caller's to close
    TarWriter(OutputStream out) {
        this.out = out;
    }

    /// Adds a file.
    ///
    /// @param size how many bytes of `content` belong to it
    /// @return their hash
    /// @throws EOFException when there are fewer
    String add(EntryName name, long size, long mtimeSeconds, InputStream content)
            throws IOException {
        header(name.text(), size, mtimeSeconds);
        MessageDigest digest = Sha256.digest();
        long left = size;
        while (left > 0) {
            int n = content.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (n < 0) {
                throw new EOFException(name + ": became shorter while it was copied; try again");
            }
            digest.update(chunk, 0, n);
            write(chunk, n);
            left -= n;
        }
        pad(size);
        return Sha256.hex(digest.digest());
    }

    /// Ends the archive.
    void finish() throws IOException {
        write(new byte[2 * BLOCK], 2 * BLOCK);
        out.flush();
    }

    /// How much has been written.
    long written() {
        return written;
    }

    private void header(String name, long size, long mtimeSeconds) throws IOException {
        StringBuilder records = new StringBuilder();
        boolean isLong = name.length() > NAME;
        if (isLong) {
            records.append(record("path", name));
        }
        if (size > LARGEST_OCTAL) {
            records.append(record("size", Long.toString(size)));
        }
        if (!records.isEmpty()) {
            byte[] bytes = records.toString().getBytes(StandardCharsets.US_ASCII);
            write(block("PaxHeader", bytes.length, mtimeSeconds, 'x'), BLOCK);
            write(bytes, bytes.length);
            pad(bytes.length);
        }
        String known = isLong ? name.substring(name.length() - NAME) : name;
        write(block(known, Math.min(size, LARGEST_OCTAL), mtimeSeconds, '0'), BLOCK);
    }

    /// A record says its own length first, the digits of that length included.
    private static String record(String key, String value) {
        int rest = key.length() + value.length() + 3;
        int length = rest + Integer.toString(rest).length();
        if (Integer.toString(length).length() > Integer.toString(rest).length()) {
            length++;
        }
        return length + " " + key + "=" + value + "\n";
    }

    private static byte[] block(String name, long size, long mtimeSeconds, char type) {
        byte[] block = new byte[BLOCK];
        text(block, 0, name);
        text(block, 100, "0000600");
        text(block, 108, "0000000");
        text(block, 116, "0000000");
        text(block, 124, String.format(Locale.ROOT, "%011o", size));
        long time = Math.clamp(mtimeSeconds, 0, LARGEST_OCTAL);
        text(block, 136, String.format(Locale.ROOT, "%011o", time));
        block[156] = (byte) type;
        text(block, 257, "ustar");
        text(block, 263, "00");
        text(block, 148, String.format(Locale.ROOT, "%06o\0 ", sum(block)));
        return block;
    }

    private static void text(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    /// The sum of a header's bytes, its own field counted as blanks.
    static int sum(byte[] block) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
        }
        return sum;
    }

    private void pad(long size) throws IOException {
        int rest = (int) (size % BLOCK);
        if (rest > 0) {
            write(new byte[BLOCK - rest], BLOCK - rest);
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        written += length;
    }
}
