package org.vigia.web.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vigia.shared.durable.FreeSpace;
import org.vigia.shared.event.EvidenceName;

/// The uploads under way: a few a camera and one a file, with room on the disk kept for the next
/// slice of each, so that what a camera only promises to send takes no room from the others. Safe
/// for use by several threads.
final class OpenUploads {
    /// The most uploads of one camera at a time.
    static final int PER_CAMERA = 4;

    /// How much room an upload keeps at a time, in bytes.
    static final long SLICE = 4L << 20;

    private static final Verdict.Later FULL = new Verdict.Later("the store is full");

    private final FreeSpace free;
    private final long reserveBytes;
    private final Room room;
    private final List<Ticket> open = new ArrayList<>();
    private long kept;

    /// @param free what is left on the disk that they are written to
    /// @param reserveBytes what is left free on that disk
    /// @param room what each camera may take of it
    OpenUploads(FreeSpace free, long reserveBytes, Room room) {
        this.free = free;
        this.reserveBytes = reserveBytes;
        this.room = room;
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
        if (bytes > 0) {
            if (isFull(bytes)) {
                room.refused(camera, FULL.reason());
                return new Admission.Denied(FULL);
            }
            Optional<String> objection = room.objection(camera, bytes);
            if (objection.isPresent()) {
                return new Admission.Denied(new Verdict.Later(objection.get()));
            }
            room.begun(camera);
        }
        Ticket ticket = new Ticket(camera, name, bytes);
        open.add(ticket);
        return new Admission.Granted(ticket);
    }

    /// Whether `bytes` more would leave too little free.
    synchronized boolean isFull(long bytes) throws IOException {
        return free.bytes() - kept - bytes < reserveBytes;
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
        private long reserved;
        private long written;
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
                if (bytes > reserved) {
                    long more = Math.max(bytes, Math.min(unwritten, SLICE)) - reserved;
                    if (isFull(more)) {
                        throw new IOException(name + ": the disk has filled up meanwhile");
                    }
                    if (!room.fits(camera, more)) {
                        throw new IOException(name + ": the camera's room is used up meanwhile");
                    }
                    keep(more);
                }
                keep(-bytes);
                unwritten -= bytes;
                written += bytes;
                room.arriving(camera, bytes);
            }
        }

        /// Lets the rest of the room go. Idempotent.
        @Override
        public void close() {
            synchronized (OpenUploads.this) {
                open.remove(this);
                keep(-reserved);
                room.arriving(camera, -written);
                written = 0;
            }
        }

        private void keep(long bytes) {
            reserved += bytes;
            kept += bytes;
        }
    }
}
