package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.json.Json;

/// The head of a camera key's chain of manifests (S4), kept in `chain.json`.
final class Chain {
    private final Path file;
    private Head head;

    /// @param sequence of the last manifest, 0 before the first
    /// @param manifest its SHA-256; null before the first
    record Head(long sequence, @Nullable String manifest) {
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
    }

    static Chain load(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Chain(file, new Head(0, null));
        }
        return new Chain(file, Json.read(Files.readAllBytes(file), Head.class));
    }

    Head head() {
        return head;
    }

    /// Step 7. A manifest that is not ahead of the head changes nothing.
    void advance(long sequence, String manifest) throws IOException {
        if (sequence > head.sequence()) {
            Head next = new Head(sequence, manifest);
            DurableFiles.replace(file, Json.bytes(next));
            head = next;
        }
    }
}
