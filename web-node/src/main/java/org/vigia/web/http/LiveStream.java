package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.vigia.web.live.Sent;
import org.vigia.web.live.ViewerSocket;

/// A viewer's response that does not end by itself: each message after its length (4 bytes,
/// big-endian) and its type (1 byte: 0 text, 1 binary). Ends with the session it belongs to, or
/// when a message has not been taken for too long, and with it the connection: who does not read
/// holds up a write until then.
final class LiveStream implements ViewerSocket {
    private static final byte TEXT = 0;
    private static final byte BINARY = 1;
    private static final int HEAD_BYTES = 5;

    private final OutputStream out;
    private final EndPoint connection;
    private final Sessions sessions;
    private final Session session;
    private final Runnable onEnd = this::close;
    private final AtomicBoolean closed = new AtomicBoolean();

    // At most one, and the empty one of the end.
    private final BlockingQueue<Optional<Part>> parts = new LinkedBlockingQueue<>();

    private record Part(byte type, ByteBuffer message, Sent sent) {}

    private LiveStream(OutputStream out, EndPoint connection, Sessions sessions, Session session) {
        this.out = out;
        this.connection = connection;
        this.sessions = sessions;
        this.session = session;
    }

    /// The body of the answer to `ctx`.
    static LiveStream of(Context ctx, Sessions sessions, Session session) throws IOException {
        var request = ServletContextRequest.getServletContextRequest(ctx.req());
        return new LiveStream(
                ctx.res().getOutputStream(),
                request.getConnectionMetaData().getConnection().getEndPoint(),
                sessions,
                session);
    }

    /// Writes what comes, on the thread of the request, until the viewing is over, by whichever
    /// side. From now on the session's end is this one's.
    void serve() throws InterruptedException {
        session.attach(onEnd);
        for (var next = parts.take(); next.isPresent(); next = parts.take()) {
            Part part = next.get();
            if (write(part)) {
                part.sent().taken();
            } else {
                part.sent().gone();
            }
        }
    }

    @Override
    public void text(String json, Sent sent) {
        ByteBuffer message = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
        parts.add(Optional.of(new Part(TEXT, message, sent)));
    }

    @Override
    public void binary(ByteBuffer message, Sent sent) {
        parts.add(Optional.of(new Part(BINARY, message, sent)));
    }

    // In one write, so that a frame is not split over two packets where one would do.
    private boolean write(Part part) {
        if (!sessions.goesOn(session)) {
            return false;
        }
        int length = part.message().remaining();
        ByteBuffer whole = ByteBuffer.allocate(HEAD_BYTES + length);
        whole.putInt(length).put(part.type()).put(part.message());
        try {
            out.write(whole.array());
            out.flush();
            return true;
        } catch (IOException e) {
            // The viewer has gone, which is how viewing usually ends.
            return false;
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            session.release(onEnd);
            connection.close();
            parts.add(Optional.empty());
        }
    }
}
