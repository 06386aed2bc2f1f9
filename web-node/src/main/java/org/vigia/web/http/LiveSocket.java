package org.vigia.web.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.vigia.web.live.ViewerSocket;

/// A viewer's WebSocket, made blocking: a message counts as sent when the kernel has taken it,
/// whose buffer is kept small so that a slow viewer is noticed. Ends with the session it belongs
/// to.
final class LiveSocket implements ViewerSocket {
    private static final long SEND_SECONDS = 15;

    private final org.eclipse.jetty.websocket.api.Session socket;
    private final Sessions sessions;
    private final Session session;
    private final Runnable onEnd = this::close;
    private final AtomicBoolean closed = new AtomicBoolean();

    LiveSocket(org.eclipse.jetty.websocket.api.Session socket, Sessions sessions, Session session) {
        this.socket = socket;
        this.sessions = sessions;
        this.session = session;
    }

    /// Begins: from now on the session's end is this one's.
    void attach() {
        session.attach(onEnd);
    }

    @Override
    public void text(String json) throws IOException {
        send(callback -> socket.sendText(json, callback));
    }

    @Override
    public void binary(ByteBuffer message) throws IOException {
        send(callback -> socket.sendBinary(message, callback));
    }

    private void send(Consumer<Callback> sending) throws IOException {
        if (!sessions.goesOn(session)) {
            throw new IOException("the session is over");
        }
        CountDownLatch done = new CountDownLatch(1);
        AtomicBoolean sent = new AtomicBoolean();
        sending.accept(
                Callback.from(
                        () -> {
                            sent.set(true);
                            done.countDown();
                        },
                        failure -> done.countDown()));
        try {
            if (!done.await(SEND_SECONDS, TimeUnit.SECONDS) || !sent.get()) {
                throw new IOException("the viewer does not take it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending", e);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            session.release(onEnd);
            socket.disconnect();
        }
    }
}
