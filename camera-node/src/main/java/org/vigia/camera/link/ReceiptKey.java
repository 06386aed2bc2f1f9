package org.vigia.camera.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.Receipt;

/// The key that Pi #B signs receipts with. It is told over a connection whose host key is pinned,
/// kept at the first telling, and not changed by a later one.
public final class ReceiptKey {
    private final Path file;
    private @Nullable SshPublicKey key;

    private ReceiptKey(Path file, @Nullable SshPublicKey key) {
        this.file = file;
        this.key = key;
    }

    /// Reads the pinned key, if there is one yet.
    ///
    /// @throws IOException when the file cannot be read or is damaged
    public static ReceiptKey load(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new ReceiptKey(file, null);
        }
        try {
            return new ReceiptKey(file, SshPublicKey.parse(Files.readString(file)));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /// Takes what a welcome says.
    ///
    /// @throws IOException when it is no key, another one than the pinned, or cannot be kept
    synchronized void told(String line) throws IOException {
        SshPublicKey told;
        try {
            told = SshPublicKey.parse(line);
        } catch (IllegalArgumentException e) {
            throw new IOException("Pi #B's receipt key: " + e.getMessage(), e);
        }
        if (key == null) {
            DurableFiles.replace(file, (told.line() + "\n").getBytes(StandardCharsets.US_ASCII));
            key = told;
        } else if (!key.line().equals(told.line())) {
            throw new IOException(
                    "Pi #B signs receipts with another key (%s) than the one pinned in %s (%s)"
                            .formatted(told.fingerprint(), file, key.fingerprint()));
        }
    }

    /// Reads a receipt and checks its signature.
    ///
    /// @throws IOException when it is no receipt or not signed by the pinned key
    synchronized Receipt verify(byte[] document, byte[] signature) throws IOException {
        if (key == null || !RsaIdentity.verify(key, document, signature)) {
            throw new IOException("a receipt that Pi #B has not signed");
        }
        return Receipt.parse(document);
    }
}
