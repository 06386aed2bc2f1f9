package org.vigia.telegram.server.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.lifecycle.NamedThreads;

/// An HTTP server on the loopback, one thread a connection.
public final class HttpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Who answers. What it throws ends the connection.
    public interface Handler {
        /// Answers one request through `connection`, or does something worse to it.
        void handle(HttpRequest request, HttpConnection connection)
                throws IOException, InterruptedException;
    }

    private final Clock clock;
    private final Handler handler;
    private final ServerSocket socket;
    private final Map<HttpConnection, Thread> connections = new ConcurrentHashMap<>();
    private @Nullable Thread acceptor;
    private volatile boolean closed;

    /// @param port to listen at, 0 for a free one
    public HttpListener(int port, Clock clock, Handler handler) throws IOException {
        this.clock = clock;
        this.handler = handler;
        this.socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /// Begins to accept.
    public void start() {
        acceptor = NamedThreads.start("bot-api-accept", this::accept);
    }

    /// The port.
    public int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = socket.accept();
                HttpConnection connection = new HttpConnection(client, clock, handler);
                Thread thread = NamedThreads.start("bot-api-connection", () -> serve(connection));
                connections.put(connection, thread);
                if (!thread.isAlive()) {
                    connections.remove(connection);
                }
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("cannot accept a connection", e);
                }
            }
        }
    }

    private void serve(HttpConnection connection) {
        try {
            connection.serve();
        } catch (IOException | NumberFormatException e) {
            LOG.debug("a connection has ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    /// Breaks every connection, waits for their threads.
    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
            for (var connection : connections.entrySet()) {
                connection.getKey().close();
                NamedThreads.stop(connection.getValue(), PATIENCE);
            }
        } catch (IOException e) {
            LOG.warn("cannot close", e);
        }
        if (acceptor != null) {
            NamedThreads.stop(acceptor, PATIENCE);
        }
    }
}
