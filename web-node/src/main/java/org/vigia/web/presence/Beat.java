package org.vigia.web.presence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import org.vigia.shared.durable.DurableFiles;

/// The node's last sign of life: a time with its check sum, written in place into one of two slots
/// in turn, so that a power cut spoils one at most, and a card wears in one place that it moves
/// about by itself. Not safe for several threads.
final class Beat {
    private static final int SLOT = 16;

    private final Path file;
    private int next;

    Beat(Path file) {
        this.file = file;
    }

    /// The newest that can be read; 0 where there is none.
    long last() throws IOException {
        long last = 0;
        if (Files.exists(file)) {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            while (bytes.remaining() >= SLOT) {
                long millis = bytes.getLong();
                if (bytes.getLong() == check(millis)) {
                    last = Math.max(last, millis);
                }
            }
        }
        return last;
    }

    /// On the disk when this returns.
    void write(long millis) throws IOException {
        if (!Files.exists(file)) {
            DurableFiles.create(file, new byte[2 * SLOT]);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer slot =
                    ByteBuffer.allocate(SLOT).putLong(millis).putLong(check(millis)).flip();
            long at = (long) next * SLOT;
            while (slot.hasRemaining()) {
                channel.write(slot, at + slot.position());
            }
            channel.force(false);
        }
        next = 1 - next;
    }

    /// Forgets what was: after a clock that was ahead has been set back, the newest is not the
    /// last.
    void restart(long millis) throws IOException {
        write(millis);
        write(millis);
    }

    private static long check(long millis) {
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(millis).flip());
        return crc.getValue() + 1;
    }
}
