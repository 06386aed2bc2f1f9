package org.vigia.camera.spool;

import java.nio.file.Path;
import org.vigia.shared.event.GapRecord;

/// A gap record, signed, beside what is left of its event.
///
/// @param file where it lies
/// @param record what it says
/// @param document its bytes
/// @param signature over them, under the camera's key
public record Gap(Path file, GapRecord record, byte[] document, byte[] signature) {
    private static final String TAKEN = ".taken.json";

    /// Whether Pi #B has it.
    boolean taken() {
        return String.valueOf(file.getFileName()).endsWith(TAKEN);
    }

    /// Its name once Pi #B has it.
    Path takenFile() {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.substring(0, name.indexOf('.')) + TAKEN);
    }

    /// Whether the whole event will not come.
    boolean whole() {
        return record.files().isEmpty();
    }
}
