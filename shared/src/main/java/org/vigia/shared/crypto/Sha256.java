package org.vigia.shared.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.
public final class Sha256 {
    private static final int CHUNK = 64 * 1024;

    private Sha256() {}

    /// A fresh digest, for those who hash as they write.
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /// The hash of `bytes`.
    public static String of(byte[] bytes) {
        return hex(digest().digest(bytes));
    }

    /// The hash of a file's content.
    ///
    /// @throws IOException when it cannot be read
    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
            }
        }
        return hex(digest.digest());
    }

    /// Lower-case hexadecimal form of a finished digest.
    public static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    /// Whether `text` has the form of such a hash.
    public static boolean isHash(String text) {
        return text.length() == 64
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
