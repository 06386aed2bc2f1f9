package org.vigia.web.evidence;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// One event's film as it comes: the link's messages in their own wire form, only ever appended.
/// Used by one thread at a time; [#force] by any. After a failure it is of no use but to be closed;
/// what it holds can be read, and reopened.
final class StreamFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamFile.class);
    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final VideoConfig config;
    private final StreamIndex index;
    private final FileChannel channel;
    private final LinkWriter writer;
    private long bytes;
    private LinkMessage.@Nullable EvidenceOpened pending;

    private StreamFile(
            Path file, VideoConfig config, StreamIndex index, FileChannel channel, long bytes)
            throws IOException {
        this.file = file;
        this.config = config;
        this.index = index;
        this.channel = channel;
        this.bytes = bytes;
        channel.position(bytes);
        this.writer =
                new LinkWriter(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
    }

    /// Begins a stream; when this returns, it is on the disk.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException when there is one
    /// @throws IOException when the disk refuses
    static StreamFile create(Path file, LinkMessage.EvidenceOpened opening, VideoConfig config)
            throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        LinkWriter writer = new LinkWriter(head);
        writer.write(opening);
        writer.write(new LinkMessage.VideoStarted(config));
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            DurableFiles.createDirectories(folder);
        }
        DurableFiles.create(file, head.toByteArray());
        StreamIndex index = new StreamIndex();
        index.opened(opening.first());
        return open(file, config, index, head.size());
    }

    /// Goes on with a stream that was left: what cannot be read behind its last whole message goes.
    /// Empty where it does not even begin like a stream.
    ///
    /// @throws IOException when the disk fails
    static Optional<StreamFile> reopen(Path file) throws IOException {
        Optional<StreamScan> scan = StreamScan.of(file);
        if (scan.isEmpty()) {
            return Optional.empty();
        }
        StreamFile stream = open(file, scan.get().config(), scan.get().index(), scan.get().bytes());
        long excess = stream.channel.size() - stream.bytes;
        if (excess > 0) {
            LOG.warn("{}: {} bytes behind its last whole frame are cut off", file, excess);
            stream.channel.truncate(stream.bytes);
            stream.channel.force(true);
        }
        return Optional.of(stream);
    }

    private static StreamFile open(Path file, VideoConfig config, StreamIndex index, long bytes)
            throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new StreamFile(file, config, index, channel, bytes);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    VideoConfig config() {
        return config;
    }

    long bytes() {
        return bytes;
    }

    int frames() {
        return index.size();
    }

    /// The first sequence that is not held for certain.
    long next() {
        return index.next();
    }

    /// Notes that the film is opened again; written when something comes, so that a file of the
    /// same length makes the same film.
    void openedAgain(LinkMessage.EvidenceOpened opening) {
        pending = opening;
        index.opened(opening.first());
    }

    /// Takes a frame, unless it is held already or does not belong here.
    ///
    /// @return whether anything was written
    /// @throws IOException when the disk refuses; the file then ends with the frame before
    boolean add(LinkMessage.Filmed filmed, long nowNanos) throws IOException {
        Fragment frame = filmed.fragment();
        if (frame.epoch() != config.epoch() || !FrameForm.isSound(frame)) {
            return false;
        }
        boolean wanted =
                switch (index.judge(frame)) {
                    case NEW -> true;
                    case PERHAPS_COMPLETED -> completes(frame);
                    case REPEATED, OUTSIDE -> false;
                };
        if (wanted) {
            writePending();
            long offset = bytes;
            write(filmed);
            index.put(frame, filmed.earlier(), offset, (int) (bytes - offset), nowNanos);
        }
        return wanted;
    }

    private boolean completes(Fragment frame) throws IOException {
        StreamIndex.Held held = index.get(frame.sequence());
        return held != null && FrameForm.completes(frame, read(channel, held));
    }

    /// Notes that the film is over.
    ///
    /// @param closing what the camera says
    void closed(LinkMessage.EvidenceClosed closing, long nowNanos) throws IOException {
        long end = index.end(closing.last(), nowNanos);
        writePending();
        write(new LinkMessage.EvidenceClosed(closing.event(), closing.epoch(), end));
        index.cutBehind(end);
    }

    /// Returns when everything written so far is on the disk.
    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Reads a frame back.
    ///
    /// @throws IOException when it is not there any more as it was
    static Fragment read(FileChannel channel, StreamIndex.Held held) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(held.length());
        while (message.hasRemaining()
                && channel.read(message, held.offset() + message.position()) > 0) {
            // A read may be short.
        }
        if (new LinkReader(new ByteArrayInputStream(message.array())).read()
                        instanceof LinkMessage.Filmed(Fragment frame, boolean _)
                && frame.sequence() == held.sequence()
                && FrameForm.isSound(frame)) {
            return frame;
        }
        throw new IOException("frame %d is not there any more".formatted(held.sequence()));
    }

    private void writePending() throws IOException {
        LinkMessage.EvidenceOpened opening = pending;
        if (opening != null) {
            write(opening);
            pending = null;
        }
    }

    private void write(LinkMessage message) throws IOException {
        try {
            writer.write(message);
            writer.flush();
            bytes = channel.position();
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
    }

    private void takeBack(IOException failure) {
        try {
            channel.truncate(bytes);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
