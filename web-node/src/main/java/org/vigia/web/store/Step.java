package org.vigia.web.store;

import java.io.IOException;

/// The steps of docs/design/store.md and docs/design/evidence.md, so that tests can stop the world
/// behind each.
enum Step {
    PART,
    ARRIVAL,
    ANNOUNCED,
    LINKED,
    RECEIPT_LOGGED,
    RECEIPT_SIGNATURE,
    RECEIPT,
    REMOVED,
    STREAMED_LINKED,
    WITNESS_LOGGED,
    WITNESS_SIGNATURE,
    WITNESS,
    STREAMED_REPLACED,
    DELETION_DECIDED,
    TOMBSTONE_LOGGED,
    TOMBSTONE_SIGNATURE,
    TOMBSTONE,
    DELETION_MARKED,
    FILES_GONE,
    DELETED;

    /// Told after each step.
    interface Observer {
        /// Takes note.
        ///
        /// @throws IOException as if the disk had refused what comes next
        void done(Step step) throws IOException;

        /// Nobody watches.
        Observer NONE = step -> {};
    }
}
