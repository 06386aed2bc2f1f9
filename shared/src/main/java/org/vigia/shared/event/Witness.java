package org.vigia.shared.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// web-node's word on what it has seen itself and holds without a camera's manifest: a streamed
/// film, or an event of its own.
///
/// @param format always [#FORMAT]
/// @param event the event's id
/// @param incident the incident's id
/// @param camera whose event it is
/// @param kind why there is an event, as far as web-node knows
/// @param arrival the event's position in the order of arrival
/// @param wallMillis web-node's wall clock when this was said
/// @param reason what was seen, in words
/// @param filmMillis the streamed film's length; 0 without one
/// @param files what is held
/// @param sequence position in web-node's chain of statements, from 1
/// @param previous SHA-256 of the statement before, of whatever kind; null for sequence 1
public record Witness(
        String format,
        EventId event,
        EventId incident,
        String camera,
        EventKind kind,
        long arrival,
        long wallMillis,
        String reason,
        long filmMillis,
        List<Entry> files,
        long sequence,
        @Nullable String previous)
        implements Statement {
    /// The format's name and version.
    public static final String FORMAT = "vigia-witness/1";

    /// One file.
    ///
    /// @param name its [EvidenceName] as text, in JSON
    /// @param size in bytes
    public record Entry(String name, long size) {
        /// @throws IllegalArgumentException when it is no name of evidence, or the size is below 1
        public Entry {
            if (EvidenceName.parse(name).isEmpty() || size < 1) {
                throw new IllegalArgumentException("not a file of evidence");
            }
        }
    }

    /// @throws IllegalArgumentException when a field is out of its range
    public Witness {
        if (!format.equals(FORMAT)
                || !Manifest.isCameraName(camera)
                || arrival < 1
                || filmMillis < 0
                || !Statement.isPlace(sequence, previous)) {
            throw new IllegalArgumentException("not a witness statement of format " + FORMAT);
        }
        files = List.copyOf(files);
    }
}
