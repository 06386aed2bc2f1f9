package org.vigia.web.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vigia.shared.event.EvidenceName;

/// The uploads under way: a few a camera and one a file, with room on the disk kept for the next
/// slice of each, so that what a camera only promises to send takes no room from the others. Safe
/// for use by several threads.
final class OpenUploads {
    /// The most uploads of one camera at a time.
    static final int PER_CAMERA = 4;

    /// How much room an upload keeps at a time, in bytes.
    static final long SLICE = 4L << 20;

    private static final Verdict FULL = new Verdict.Later("the store is full");

    private final Path root;
    private final long reserveBytes;
    private final List<Ticket> open = new ArrayList<>();
    private long kept;

    /// @param root where uploads are written
    /// @param reserveBytes what is left free on that disk
    OpenUploads(Path root, long reserveBytes) {
        this.root = root;
        this.reserveBytes = reserveBytes;
    }

    /// The answer to an upload that wants to begin.
    sealed interface Admission {
        /// It may.
        record Granted(Ticket ticket) implements Admission {}

        /// It may not yet.
        record Denied(Verdict verdict) implements Admission {}
    }

    /// Admits an upload. An older one of the same file is overtaken: its connection is most likely
    /// dead, and nobody has noticed.
    ///
    /// @param bytes how many it will write
    /// @throws IOException when the disk cannot be asked
    synchronized Admission admit(String camera, EvidenceName name, long bytes) throws IOException {
        for (Ticket ticket : List.copyOf(open)) {
            if (ticket.camera.equals(camera)
                    && ticket.name.event().equals(name.event())
                    && ticket.name.kind() == name.kind()) {
                ticket.overtaken = true;
                ticket.close();
            }
        }
        if (open.stream().filter(t -> t.camera.equals(camera)).count() >= PER_CAMERA) {
            return new Admission.Denied(
                    new Verdict.Later("%d uploads at a time".formatted(PER_CAMERA)));
        }
        if (bytes > 0 && isFull(bytes)) {
            return new Admission.Denied(FULL);
        }
        Ticket ticket = new Ticket(camera, name, bytes);
        open.add(ticket);
        return new Admission.Granted(ticket);
    }

    /// Whether `bytes` more would leave too little free.
    synchronized boolean isFull(long bytes) throws IOException {
        return Files.getFileStore(root).getUsableSpace() - kept - bytes < reserveBytes;
    }

    /// How much room is kept for what has not been written yet.
    synchronized long keptBytes() {
        return kept;
    }

    /// One upload's share.
    final class Ticket implements AutoCloseable {
        private final String camera;
        private final EvidenceName name;
        private long unwritten;
        private long room;
        private boolean overtaken;

        private Ticket(String camera, EvidenceName name, long bytes) {
            this.camera = camera;
            this.name = name;
            this.unwritten = bytes;
            keep(Math.min(bytes, SLICE));
        }

        /// The next `bytes` are about to be written.
        ///
        /// @throws IOException when there is no room for them, or another upload of the same file
        ///   has begun
        void write(int bytes) throws IOException {
            synchronized (OpenUploads.this) {
                if (overtaken) {
                    throw new IOException(name + ": is being sent anew");
                }
                if (bytes > room) {
                    long more = Math.max(bytes, Math.min(unwritten, SLICE)) - room;
                    if (isFull(more)) {
                        throw new IOException(name + ": the disk has filled up meanwhile");
                    }
                    keep(more);
                }
                keep(-bytes);
                unwritten -= bytes;
            }
        }

        /// Lets the rest of the room go. Idempotent.
        @Override
        public void close() {
            synchronized (OpenUploads.this) {
                open.remove(this);
                keep(-room);
            }
        }

        private void keep(long bytes) {
            room += bytes;
            kept += bytes;
        }
    }
}
