package org.vigia.web.store;

import java.io.IOException;

/// Takes files from cameras. Safe for use by several threads; an upload belongs to one thread.
public interface Inbox {
    /// Answers the offer of a file before its content is sent.
    ///
    /// @param camera who offers it
    /// @param name the file's name as offered, of any form
    /// @param size in bytes, as offered; may be anything
    Answer offer(String camera, String name, long size);

    /// The answer to an offer.
    sealed interface Answer {
        /// Go on and send.
        ///
        /// @param upload the receiver's; must be closed
        record Send(Upload upload) implements Answer {}

        /// Do not send.
        ///
        /// @param verdict refused or later
        record No(Verdict verdict) implements Answer {}
    }

    /// A file on its way in.
    interface Upload extends AutoCloseable {
        /// Takes the next bytes.
        ///
        /// @throws IOException when the disk refuses them, or they are more than was offered
        void write(byte[] bytes, int offset, int length) throws IOException;

        /// All bytes have been written. When this returns [Verdict.Accepted], the file is on the
        /// disk under its name; otherwise nothing of it is left.
        Verdict finish();

        /// Gives up what has not been finished; nothing of it is left. Does nothing afterwards.
        @Override
        void close();
    }
}
