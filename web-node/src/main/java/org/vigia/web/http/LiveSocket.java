package org.vigia.web.http;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.api.Callback;
import org.vigia.web.live.Sent;
import org.vigia.web.live.ViewerSocket;

/// A viewer's WebSocket: a message counts as taken when the kernel has it, whose buffer is kept
/// small so that a slow viewer is noticed. Ends with the session it belongs to.
final class LiveSocket implements ViewerSocket {
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
        if (closed.get()) {
            session.release(onEnd);
        }
    }

    @Override
    public void text(String json, Sent sent) {
        if (goesOn(sent)) {
            socket.sendText(json, callback(sent));
        }
    }

    @Override
    public void binary(ByteBuffer message, Sent sent) {
        if (goesOn(sent)) {
            socket.sendBinary(message, callback(sent));
        }
    }

    private boolean goesOn(Sent sent) {
        boolean goesOn = sessions.goesOn(session);
        if (!goesOn) {
            sent.gone();
        }
        return goesOn;
    }

    private static Callback callback(Sent sent) {
        return Callback.from(sent::taken, failure -> sent.gone());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            session.release(onEnd);
            socket.disconnect();
        }
    }
}
