package org.vigia.shared.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.vigia.shared.video.VideoConfig;

/// Mends a clip whose writing was cut short: everything behind its last whole fragment goes.
public final class ClipRepair {
    private static final int BOX_HEAD = 8;
    private static final long MAX_INIT = 64 * 1024;

    private ClipRepair() {}

    /// Cuts `clip` back to its last whole fragment and syncs it.
    ///
    /// @return its length in milliseconds; 0 where no fragment is whole
    /// @throws IOException when it cannot be read or cut
    public static long repair(Path clip) throws IOException {
        try (FileChannel channel =
                FileChannel.open(clip, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long position = initLength(channel);
            long endTicks = 0;
            Optional<FragmentHead> head =
                    position == 0 ? Optional.empty() : head(channel, position);
            while (head.isPresent() && position + head.get().length() <= channel.size()) {
                position += head.get().length();
                endTicks = head.get().time() + head.get().duration();
                head = head(channel, position);
            }
            if (endTicks > 0 && position < channel.size()) {
                channel.truncate(position);
            }
            channel.force(true);
            return endTicks * 1000 / VideoConfig.TIMESCALE;
        }
    }

    private static Optional<FragmentHead> head(FileChannel channel, long at) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(FragmentLayout.HEAD);
        while (head.hasRemaining() && channel.read(head, at + head.position()) > 0) {
            // A read may be short.
        }
        return head.hasRemaining() ? Optional.empty() : FragmentHead.read(head.array());
    }

    /// The length of `ftyp` and `moov`; 0 where they are not whole.
    private static long initLength(FileChannel channel) throws IOException {
        long length = 0;
        for (int box = 0; box < 2; box++) {
            ByteBuffer size = ByteBuffer.allocate(BOX_HEAD);
            if (channel.read(size, length) < BOX_HEAD) {
                return 0;
            }
            long boxLength = size.getInt(0) & 0xFFFF_FFFFL;
            if (boxLength < BOX_HEAD || length + boxLength > MAX_INIT) {
                return 0;
            }
            length += boxLength;
        }
        return length > channel.size() ? 0 : length;
    }
}
