package org.vigia.shared.link;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.json.Json;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Reads messages from a stream. Never holds more than one message, whose length is checked before
/// a byte is kept. Used by one thread.
public final class LinkReader {
    private final DataInputStream in;

    /// @param in the connection; buffered by the caller where that pays
    public LinkReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /// Waits for the next message; null at the end of the stream.
    ///
    /// @throws LinkException when the peer breaks the protocol; the connection is then of no use
    /// @throws IOException when the connection fails, or ends inside a message
    public @Nullable LinkMessage read() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        try {
            return rest(first);
        } catch (EOFException e) {
            throw new EOFException("the connection ended inside a message");
        }
    }

    private LinkMessage rest(int first) throws IOException {
        int length = (first << 24) | (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int code = in.readUnsignedByte();
        MessageType type =
                MessageType.of(code)
                        .orElseThrow(() -> new LinkException("unknown message type " + code));
        if (length < 0 || length > type.maxBody()) {
            throw new LinkException(
                    "%s of %d bytes, at most %d"
                            .formatted(type, length & 0xFFFF_FFFFL, type.maxBody()));
        }
        // A frame's bytes, by far the most there is, are read into the array that is kept.
        boolean isFilmed = type == MessageType.FILMED;
        byte[] body = bytes(isFilmed ? Math.min(length, LinkWriter.FILMED_HEAD) : length);
        byte[] frame = bytes(length - body.length);
        try {
            return isFilmed ? filmed(ByteBuffer.wrap(body), frame) : decode(type, body);
        } catch (LinkException e) {
            throw e;
        } catch (IOException | IllegalArgumentException | BufferUnderflowException e) {
            throw new LinkException("%s: %s".formatted(type, e.getMessage()), e);
        }
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static LinkMessage decode(MessageType type, byte[] body) throws IOException {
        return switch (type) {
            case VIDEO_STARTED -> videoStarted(ByteBuffer.wrap(body));
            case FILMED -> throw new IllegalArgumentException("a frame, whose bytes come apart");
            case HELLO,
                    WELCOME,
                    STATUS,
                    EVENT_OPENED,
                    WATCH,
                    COMMAND_REQUEST,
                    COMMAND_ANSWER,
                    RECEIPT_ISSUED,
                    PING,
                    PONG,
                    GOODBYE,
                    EVIDENCE_OPENED,
                    EVIDENCE_HELD,
                    EVIDENCE_CLOSED,
                    GAP_RECORDED,
                    GAP_TAKEN,
                    ALERT_CHATS,
                    EVENT_REMARKED,
                    HEALTH,
                    HEALTH_WANTED ->
                    Json.read(body, type.message());
        };
    }

    private static LinkMessage videoStarted(ByteBuffer body) {
        int epoch = body.getInt();
        int width = body.getShort() & 0xFFFF;
        int height = body.getShort() & 0xFFFF;
        byte[] codec = take(body, body.get() & 0xFF);
        byte[] init = take(body, body.remaining());
        return new LinkMessage.VideoStarted(
                new VideoConfig(
                        epoch, new String(codec, StandardCharsets.US_ASCII), width, height, init));
    }

    private static LinkMessage filmed(ByteBuffer body, byte[] frame) throws LinkException {
        int flags = body.get();
        if ((flags & ~LinkWriter.FLAGS) != 0) {
            throw new LinkException("FILMED: unknown flags " + flags);
        }
        int epoch = body.getInt();
        long sequence = body.getLong();
        long time = body.getLong();
        int duration = body.getInt();
        long captured = body.getLong();
        return new LinkMessage.Filmed(
                new Fragment(
                        epoch,
                        sequence,
                        time,
                        duration,
                        (flags & LinkWriter.KEY) != 0,
                        (flags & LinkWriter.REPLACES) != 0,
                        captured,
                        frame),
                (flags & LinkWriter.EARLIER) != 0);
    }

    private static byte[] take(ByteBuffer body, int length) {
        byte[] bytes = new byte[length];
        body.get(bytes);
        return bytes;
    }
}
