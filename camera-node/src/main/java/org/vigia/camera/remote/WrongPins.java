package org.vigia.camera.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;

/// How many wrong PINs were entered in sequence, on the disk: otherwise a thief with a remote could
/// pull the plug to be let try again. Used by one thread.
///
/// @param file holds one digit; missing where none was wrong
record WrongPins(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(WrongPins.class);

    /// 0 to [PinEntry#MAX_FAILURES]. A file that cannot be read leaves one try.
    int load() {
        try {
            if (!Files.exists(file)) {
                return 0;
            }
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (text.matches("[0-%d]".formatted(PinEntry.MAX_FAILURES))) {
                return Integer.parseInt(text);
            }
            LOG.error("remote: {} is corrupt, one try is left for the PIN", file);
        } catch (IOException e) {
            LOG.error("remote: {} cannot be read, one try is left for the PIN", file, e);
        }
        return PinEntry.MAX_FAILURES - 1;
    }

    /// Returns when it is on the disk; where that fails a restart forgets it, which is logged.
    void save(int failures) {
        try {
            DurableFiles.replace(file, (failures + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.error("remote: wrong PINs are not remembered over a restart", e);
        }
    }
}
