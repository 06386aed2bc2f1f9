package org.vigia.shared.link;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.vigia.shared.json.Json;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Writes messages to a stream. The caller flushes. Used by one thread at a time.
public final class LinkWriter {
    static final int KEY = 1;
    static final int REPLACES = 2;
    static final int EARLIER = 4;
    static final int FLAGS = KEY | REPLACES | EARLIER;

    static final int FILMED_HEAD = 33;
    private static final int VIDEO_HEAD = 9;

    private final DataOutputStream out;

    /// @param out the connection, buffered by the caller
    public LinkWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /// Writes one message.
    ///
    /// @throws IllegalArgumentException when it is longer than its type may be
    /// @throws IOException when the connection fails
    public void write(LinkMessage message) throws IOException {
        switch (message) {
            case LinkMessage.Filmed filmed -> writeFilmed(filmed);
            case LinkMessage.VideoStarted started -> writeVideo(started.config());
            case LinkMessage other -> {
                byte[] document = Json.bytes(other);
                head(MessageType.of(other), document.length);
                out.write(document);
            }
        }
    }

    /// Hands everything written so far to the connection.
    ///
    /// @throws IOException when the connection fails
    public void flush() throws IOException {
        out.flush();
    }

    private void writeFilmed(LinkMessage.Filmed filmed) throws IOException {
        Fragment fragment = filmed.fragment();
        head(MessageType.FILMED, FILMED_HEAD + fragment.bytes().length);
        out.writeByte(
                (fragment.key() ? KEY : 0)
                        | (fragment.replacesPrevious() ? REPLACES : 0)
                        | (filmed.earlier() ? EARLIER : 0));
        out.writeInt(fragment.epoch());
        out.writeLong(fragment.sequence());
        out.writeLong(fragment.time());
        out.writeInt(fragment.duration());
        out.writeLong(fragment.capturedNanos());
        out.write(fragment.bytes());
    }

    private void writeVideo(VideoConfig config) throws IOException {
        byte[] codec = config.codec().getBytes(StandardCharsets.US_ASCII);
        head(MessageType.VIDEO_STARTED, VIDEO_HEAD + codec.length + config.initSegment().length);
        out.writeInt(config.epoch());
        out.writeShort(config.width());
        out.writeShort(config.height());
        out.writeByte(codec.length);
        out.write(codec);
        out.write(config.initSegment());
    }

    private void head(MessageType type, int length) throws IOException {
        if (length > type.maxBody()) {
            throw new IllegalArgumentException(
                    "%s of %d bytes, at most %d".formatted(type, length, type.maxBody()));
        }
        out.writeInt(length);
        out.writeByte(type.code());
    }
}
