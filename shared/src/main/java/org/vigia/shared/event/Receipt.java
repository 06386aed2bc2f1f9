package org.vigia.shared.event;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.json.Json;

/// web-node's word that an event is whole and on its disk. Only with it may a camera forget the
/// event.
///
/// @param format always [#FORMAT]
/// @param event the event's id
/// @param camera whose event it is
/// @param manifest SHA-256 of the stored manifest
/// @param arrivedWallMillis web-node's wall clock at the moment the event was whole
/// @param sequence position in web-node's chain of statements, from 1
/// @param previous SHA-256 of the statement before, of whatever kind; null for sequence 1
public record Receipt(
        String format,
        EventId event,
        String camera,
        String manifest,
        long arrivedWallMillis,
        long sequence,
        @Nullable String previous)
        implements Statement {
    /// The format's name and version.
    public static final String FORMAT = "vigia-receipt/1";

    /// @throws IllegalArgumentException when a field is out of its range
    public Receipt {
        if (!format.equals(FORMAT)
                || !Manifest.isCameraName(camera)
                || !Sha256.isHash(manifest)
                || !Statement.isPlace(sequence, previous)) {
            throw new IllegalArgumentException("not a receipt of format " + FORMAT);
        }
    }

    /// Reads a document.
    ///
    /// @throws IOException when it is no receipt of this format
    public static Receipt parse(byte[] document) throws IOException {
        return Json.read(document, Receipt.class);
    }
}
