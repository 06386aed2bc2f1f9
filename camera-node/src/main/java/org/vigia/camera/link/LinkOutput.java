package org.vigia.camera.link;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkWriter;

/// The writing side of a connection, shared by those who speak and the one who shows frames. The
/// lock is fair, so that a word waits for one frame at most.
final class LinkOutput {
    private final LinkWriter writer;
    private final ReentrantLock lock = new ReentrantLock(true);

    LinkOutput(LinkWriter writer) {
        this.writer = writer;
    }

    /// Writes one message and sends it off.
    void write(LinkMessage message) throws IOException {
        write(message, true);
    }

    /// Sends off what has been written.
    void flush() throws IOException {
        lock.lock();
        try {
            writer.flush();
        } finally {
            lock.unlock();
        }
    }

    /// Writes one message.
    ///
    /// @param flush whether to send it off now, or with the next
    void write(LinkMessage message, boolean flush) throws IOException {
        lock.lock();
        try {
            writer.write(message);
            if (flush) {
                writer.flush();
            }
        } finally {
            lock.unlock();
        }
    }
}
