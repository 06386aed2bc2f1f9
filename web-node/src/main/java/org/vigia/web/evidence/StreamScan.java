package org.vigia.web.evidence;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.link.LinkException;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// What a stream file holds, read from its beginning up to where it can be read: a power cut leaves
/// a message cut short, zeros or worse behind the last whole one.
///
/// @param opening the first of its messages
/// @param config the second
/// @param index all frames
/// @param bytes how far it can be read
/// @param closed whether the camera has said that the film is over
record StreamScan(
        LinkMessage.EvidenceOpened opening,
        VideoConfig config,
        StreamIndex index,
        long bytes,
        boolean closed) {
    private static final int BUFFER = 64 * 1024;

    /// What it begins with.
    ///
    /// @param opening the first message
    /// @param config the second
    record Head(LinkMessage.EvidenceOpened opening, VideoConfig config) {}

    /// Reads a file's beginning alone; empty where that is not like a stream's.
    ///
    /// @throws IOException when the disk fails
    static Optional<Head> head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return head(new LinkReader(in));
        }
    }

    private static Optional<Head> head(LinkReader reader) throws IOException {
        return next(reader) instanceof LinkMessage.EvidenceOpened opening
                        && next(reader) instanceof LinkMessage.VideoStarted(VideoConfig config)
                ? Optional.of(new Head(opening, config))
                : Optional.empty();
    }

    /// Reads a file; empty where it does not even begin like a stream.
    ///
    /// @throws IOException when the disk fails
    static Optional<StreamScan> of(Path file) throws IOException {
        try (Counting in =
                new Counting(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            LinkReader reader = new LinkReader(in);
            Optional<Head> head = head(reader);
            return head.isPresent()
                    ? Optional.of(rest(in, reader, head.get().opening(), head.get().config()))
                    : Optional.empty();
        }
    }

    private static StreamScan rest(
            Counting in, LinkReader reader, LinkMessage.EvidenceOpened opening, VideoConfig config)
            throws IOException {
        StreamIndex index = new StreamIndex();
        index.opened(opening.first());
        boolean closed = false;
        long end = in.count;
        for (LinkMessage message = next(reader); message != null; message = next(reader)) {
            if (message instanceof LinkMessage.Filmed(Fragment frame, boolean earlier)
                    && belongs(frame, config, index)) {
                index.put(frame, earlier, end, (int) (in.count - end), 0);
            } else if (message instanceof LinkMessage.EvidenceOpened again
                    && again.event().equals(opening.event())) {
                index.opened(again.first());
                closed = false;
            } else if (message instanceof LinkMessage.EvidenceClosed closing
                    && closing.event().equals(opening.event())) {
                index.cutBehind(closing.last());
                closed = true;
            } else {
                break;
            }
            end = in.count;
        }
        return new StreamScan(opening, config, index, end, closed);
    }

    private static boolean belongs(Fragment frame, VideoConfig config, StreamIndex index) {
        StreamIndex.Held held = index.get(frame.sequence());
        return frame.epoch() == config.epoch()
                && FrameForm.isSound(frame)
                && (held == null
                        ? index.judge(frame) == StreamIndex.Judgement.NEW
                        : held.time() == frame.time());
    }

    private static @Nullable LinkMessage next(LinkReader reader) throws IOException {
        try {
            return reader.read();
        } catch (LinkException | EOFException e) {
            return null;
        }
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            count += Math.max(0, n);
            return n;
        }
    }
}
