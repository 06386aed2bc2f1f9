package org.vigia.shared.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.Sha256;

/// web-node's word that it has deleted an event's files, given before the first of them goes.
///
/// @param format always [#FORMAT]
/// @param event the event's id
/// @param camera whose event it is
/// @param manifest SHA-256 of the manifest, which stays; null where there is none
/// @param files names of the files that go
/// @param reason why, in words
/// @param by who: `retention`, or the name of an account
/// @param wallMillis web-node's wall clock when this was said
/// @param sequence position in web-node's chain of statements, from 1
/// @param previous SHA-256 of the statement before, of whatever kind; null for sequence 1
public record Tombstone(
        String format,
        EventId event,
        String camera,
        @Nullable String manifest,
        List<String> files,
        String reason,
        String by,
        long wallMillis,
        long sequence,
        @Nullable String previous)
        implements Statement {
    /// The format's name and version.
    public static final String FORMAT = "vigia-tombstone/1";

    /// @throws IllegalArgumentException when a field is out of its range
    public Tombstone {
        if (!format.equals(FORMAT)
                || !Manifest.isCameraName(camera)
                || (manifest != null && !Sha256.isHash(manifest))
                || files.stream().anyMatch(name -> EvidenceName.parse(name).isEmpty())
                || !Statement.isPlace(sequence, previous)) {
            throw new IllegalArgumentException("not a tombstone of format " + FORMAT);
        }
        files = List.copyOf(files);
    }
}
