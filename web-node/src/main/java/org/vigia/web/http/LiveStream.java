package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.vigia.web.live.ViewerSocket;

/// A viewer's response that does not end by itself: each message after its length (4 bytes,
/// big-endian) and its type (1 byte: 0 text, 1 binary). Ends with the session it belongs to, and
/// with it the connection: who does not read holds up a write until then.
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
    private final CountDownLatch ended = new CountDownLatch(1);

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

    /// Returns when the viewing is over, by whichever side. From now on the session's end is this
    /// one's.
    void awaitEnd() throws InterruptedException {
        session.attach(onEnd);
        ended.await();
    }

    @Override
    public void text(String json) throws IOException {
        send(TEXT, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void binary(ByteBuffer message) throws IOException {
        send(BINARY, message);
    }

    // In one write, so that a frame is not split over two packets where one would do.
    private void send(byte type, ByteBuffer message) throws IOException {
        if (!sessions.goesOn(session)) {
            throw new IOException("the session is over");
        }
        int length = message.remaining();
        ByteBuffer whole = ByteBuffer.allocate(HEAD_BYTES + length);
        whole.putInt(length).put(type).put(message);
        out.write(whole.array());
        out.flush();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            session.release(onEnd);
            connection.close();
            ended.countDown();
        }
    }
}
