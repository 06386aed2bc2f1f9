package org.vigia.web.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EvidenceName;

/// One file on its way in: hashed as it is written, or, where the file is held already, only
/// hashed.
final class PartUpload implements Inbox.Upload {
    private static final Logger LOG = LoggerFactory.getLogger(PartUpload.class);

    private final Acceptance acceptance;
    private final OpenUploads.Ticket ticket;
    private final String camera;
    private final EvidenceName name;
    private final long size;
    private final @Nullable Path part;
    private final @Nullable FileChannel channel;
    private final MessageDigest digest = Sha256.digest();
    private long written;
    private boolean over;

    /// @param ticket its share of what the camera may have; closed with this
    /// @param part where to write; null for a file that is held already
    PartUpload(
            Acceptance acceptance,
            OpenUploads.Ticket ticket,
            String camera,
            EvidenceName name,
            long size,
            @Nullable Path part)
            throws IOException {
        this.acceptance = acceptance;
        this.ticket = ticket;
        this.camera = camera;
        this.name = name;
        this.size = size;
        this.part = part;
        this.channel = part == null ? null : FileChannel.open(part, StandardOpenOption.WRITE);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (over || written + length > size) {
            throw new IOException(name + ": more bytes than were offered");
        }
        ticket.write(channel == null ? 0 : length);
        written += length;
        digest.update(bytes, offset, length);
        if (channel != null) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    @Override
    public Verdict finish() {
        if (over) {
            throw new IllegalStateException(name + ": finished twice");
        }
        try {
            if (written != size || !Sha256.hex(digest.digest()).equals(name.sha256())) {
                return new Verdict.Refused("the content does not match the name");
            }
            sync();
            return acceptance.accept(camera, name, part);
        } catch (IOException e) {
            LOG.error("{}: {} could not be stored", camera, name, e);
            return Acceptance.COULD_NOT_WRITE;
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        if (over) {
            return;
        }
        over = true;
        ticket.close();
        try {
            if (channel != null) {
                channel.close();
            }
            if (part != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            LOG.warn("{}: could not be removed; the next start will", part, e);
        }
    }

    private void sync() throws IOException {
        if (channel != null && part != null) {
            channel.force(true);
            Path directory = part.toAbsolutePath().getParent();
            if (directory != null) {
                DurableFiles.syncDirectory(directory);
            }
            acceptance.reached(Step.PART);
        }
    }
}
