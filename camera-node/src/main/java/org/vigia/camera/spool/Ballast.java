package org.vigia.camera.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;

/// A little room kept on the disk for the little files without which no large one may be deleted: a
/// disk that is full to its last byte could otherwise never be made room on. Guarded by the spool.
final class Ballast {
    private static final Logger LOG = LoggerFactory.getLogger(Ballast.class);
    private static final int BYTES = 256 * 1024;

    private final Path file;

    /// Writes something to the disk.
    @FunctionalInterface
    interface Writing {
        /// Writes all of it.
        ///
        /// @throws IOException when the disk refuses; nothing is left of it
        void run() throws IOException;
    }

    Ballast(Path file) {
        this.file = file;
    }

    /// Takes it aboard, where there is room for it.
    void load() {
        try {
            if (!Files.exists(file)) {
                DurableFiles.create(file, new byte[BYTES]);
            }
        } catch (IOException e) {
            LOG.debug("{}: there is no room for it now", file, e);
        }
    }

    /// Writes, a second time without the ballast where the first fails.
    void write(Writing writing) throws IOException {
        try {
            writing.run();
        } catch (IOException full) {
            if (!Files.exists(file)) {
                throw full;
            }
            DurableFiles.delete(file);
            try {
                writing.run();
            } catch (IOException e) {
                e.addSuppressed(full);
                throw e;
            }
        }
    }
}
