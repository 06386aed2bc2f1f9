package org.vigia.shared.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Writes fragments as they were filmed into a clip that plays from zero. Only each fragment's time
/// and number change; the pictures' bytes are the very ones.
///
/// One fragment is held back until the next one comes, as it may yet be replaced: [#finish] writes
/// it. Not safe for several threads; the channel stays the caller's, who also syncs it.
public final class ClipWriter {
    private final WritableByteChannel out;
    private final VideoConfig config;
    private @Nullable Fragment held;
    private @Nullable Fragment first;
    private long frames;
    private long bytes;
    private long endTicks;
    private boolean finished;

    /// @param out receives the clip from its current place on
    /// @param config of the stream whose fragments will come
    public ClipWriter(WritableByteChannel out, VideoConfig config) {
        this.out = out;
        this.config = config;
    }

    /// Takes the next frame.
    ///
    /// @throws IllegalArgumentException when it is of another epoch, not later than the one before,
    ///   or the first one and no key frame
    /// @throws IOException when the channel fails; the clip is then of no use
    public void add(Fragment fragment) throws IOException {
        if (finished) {
            throw new IllegalStateException("the clip is finished");
        }
        if (fragment.epoch() != config.epoch()) {
            throw new IllegalArgumentException(
                    "a fragment of epoch %d in a clip of epoch %d"
                            .formatted(fragment.epoch(), config.epoch()));
        }
        Fragment before = held;
        if (before == null) {
            begin(fragment);
        } else if (fragment.sequence() == before.sequence() && fragment.replacesPrevious()) {
            held = fragment;
        } else if (fragment.time() <= before.time()) {
            throw new IllegalArgumentException("%s after %s".formatted(fragment, before));
        } else {
            write(before);
            held = fragment;
        }
    }

    private void begin(Fragment fragment) throws IOException {
        if (!fragment.key()) {
            throw new IllegalArgumentException("a clip cannot begin with " + fragment);
        }
        first = fragment;
        held = fragment;
        writeFully(ByteBuffer.wrap(config.initSegment()));
    }

    private void write(Fragment fragment) throws IOException {
        byte[] whole = fragment.bytes();
        long start = first == null ? 0 : first.time();
        byte[] head = FragmentLayout.rebasedHead(whole, frames + 1, fragment.time() - start);
        writeFully(ByteBuffer.wrap(head));
        writeFully(ByteBuffer.wrap(whole, head.length, whole.length - head.length));
        frames++;
        endTicks = fragment.time() - start + fragment.duration();
    }

    private void writeFully(ByteBuffer buffer) throws IOException {
        bytes += buffer.remaining();
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    /// Writes the last frame. The clip is then complete.
    ///
    /// @throws IllegalStateException when there is no frame in it, or it was finished before
    /// @throws IOException when the channel fails
    public Clip finish() throws IOException {
        Fragment last = held;
        if (last == null || finished) {
            throw new IllegalStateException(finished ? "finished twice" : "a clip without a frame");
        }
        finished = true;
        write(last);
        return new Clip(endTicks, frames, bytes);
    }
}
