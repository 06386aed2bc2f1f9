package org.vigia.web.event;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventId;

/// What a person may do with an event that is stored here. Safe for use by several threads.
public interface Custody {
    /// What has become of it.
    enum Outcome {
        /// It is on the disk.
        DONE,
        /// There is no such event.
        UNKNOWN,
        /// A kept event is not deleted.
        KEPT,
        /// What is deleted is not kept, and does not come back.
        DELETED,
        /// What is in the bin is not kept.
        BINNED,
        /// It has been taken out of the bin.
        RESTORED
    }

    /// An event, ready to be handed out.
    interface Export {
        /// The name to save it under.
        String fileName();

        /// Writes the zip.
        ///
        /// @throws IOException when a file cannot be read, or whoever reads has gone
        void writeTo(OutputStream out) throws IOException;

        /// How many bytes that will be; the files do not change meanwhile, but may go.
        ///
        /// @throws IOException when a file cannot be read
        long length() throws IOException;
    }

    /// One event with all its files, the public keys, and how to check it without Vigía.
    ///
    /// @return empty where there is no such event
    /// @throws IOException when it cannot be read
    Optional<Export> export(EventId event) throws IOException;

    /// Adds a mark to the event's journal; one that says nothing new is not repeated.
    ///
    /// @param mark what a person may say: confirmed, kept, released, note, binned, restored
    /// @param by the name of the account
    /// @param text for a note; null otherwise
    /// @throws IllegalArgumentException when the text is too long, or the mark is none of these
    /// @throws IOException when it cannot be written
    Outcome mark(EventId event, Mark mark, String by, @Nullable String text) throws IOException;
}
