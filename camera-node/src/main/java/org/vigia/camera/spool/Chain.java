package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.json.Json;

/// The head of a camera key's chain of manifests (S4), kept in `chain.json`. The file may lag
/// behind the head in memory while the events that the head came from are still in `sealed/`:
/// start-up reads them again. Guarded by the spool.
final class Chain {
    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

    private final Path file;
    private Head head;
    private boolean kept;

    /// The newest manifest of a chain.
    ///
    /// @param key fingerprint of the key whose chain it is
    /// @param sequence of the last manifest, 0 before the first
    /// @param manifest its SHA-256; null before the first
    record Head(String key, long sequence, @Nullable String manifest) {
        Head {
            if (sequence < 0
                    || (manifest == null) != (sequence == 0)
                    || (manifest != null && !Sha256.isHash(manifest))) {
                throw new IllegalArgumentException("not the head of a chain");
            }
        }
    }

    private Chain(Path file, Head head) {
        this.file = file;
        this.head = head;
        this.kept = true;
    }

    /// Reads the head; a missing or damaged file, or that of another key, begins a new chain, which
    /// the events in `sealed/` may then carry on.
    static Chain load(Path file, String key) throws IOException {
        Head fresh = new Head(key, 0, null);
        if (!Files.exists(file)) {
            return new Chain(file, fresh);
        }
        byte[] document = Files.readAllBytes(file);
        try {
            Head read = Json.read(document, Head.class);
            if (read.key().equals(key)) {
                return new Chain(file, read);
            }
            LOG.warn("this camera has a new key; its chain of manifests begins anew");
        } catch (IOException e) {
            LOG.error("{} is damaged; the chain of manifests may have a gap", file, e);
        }
        return new Chain(file, fresh);
    }

    Head head() {
        return head;
    }

    /// A manifest has been sealed. One that is not ahead of the head, or of another key, changes
    /// nothing.
    void sealed(String key, long sequence, String manifest) {
        if (key.equals(head.key()) && sequence > head.sequence()) {
            head = new Head(key, sequence, manifest);
            kept = false;
        }
    }

    /// Step 7: brings the file up to the head.
    void keep() throws IOException {
        if (!kept) {
            DurableFiles.replace(file, Json.bytes(head));
            kept = true;
        }
    }
}
