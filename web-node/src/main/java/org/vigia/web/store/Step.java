package org.vigia.web.store;

import java.io.IOException;

/// The steps of docs/design/store.md, so that tests can stop the world behind each.
enum Step {
    PART,
    ARRIVAL,
    ANNOUNCED,
    LINKED,
    RECEIPT_LOGGED,
    RECEIPT_SIGNATURE,
    RECEIPT,
    REMOVED;

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
