package org.vigia.web.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.json.Json;

/// What a verification of the whole store has found.
///
/// @param atMillis the wall clock when it ended
/// @param events how many it has looked at
/// @param faults how many faults it has found
public record Verified(long atMillis, int events, int faults) {
    private static final Logger LOG = LoggerFactory.getLogger(Verified.class);

    private static Path file(Path data) {
        return data.resolve("verified.json");
    }

    /// Keeps it for the site to show.
    ///
    /// @param data the node's folder
    /// @throws IOException when the disk refuses
    public void keep(Path data) throws IOException {
        DurableFiles.replace(file(data), Json.bytes(this));
    }

    /// The last one; null where there is none that can be read.
    static @Nullable Verified last(Path data) {
        if (!Files.isReadable(file(data))) {
            return null;
        }
        try {
            return Json.read(Files.readAllBytes(file(data)), Verified.class);
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file(data), e);
            return null;
        }
    }
}
