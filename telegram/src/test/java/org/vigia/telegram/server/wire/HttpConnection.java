package org.vigia.telegram.server.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One client's connection, which may be answered, stalled or broken.
public final class HttpConnection implements AutoCloseable {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final long MOST_TO_DRAIN = 256L * 1024 * 1024;

    private final Socket socket;
    private final Clock clock;
    private final HttpListener.Handler handler;
    private boolean open = true;

    HttpConnection(Socket socket, Clock clock, HttpListener.Handler handler) {
        this.socket = socket;
        this.clock = clock;
        this.handler = handler;
    }

    void serve() throws IOException, InterruptedException {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            HttpReader reader = new HttpReader(in);
            @Nullable HttpRequest request = reader.next();
            while (request != null && open) {
                if (request.header("expect").equalsIgnoreCase("100-continue")) {
                    raw("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                handler.handle(request, this);
                if (!open || !drained(request.body())) {
                    return;
                }
                request = reader.next();
            }
        }
    }

    /// Sends an answer, dated by the server's clock.
    public void send(HttpAnswer answer) throws IOException {
        StringBuilder head = new StringBuilder(200);
        head.append("HTTP/1.1 ").append(answer.status()).append(" \r\n");
        head.append("Server: nginx/1.18.0\r\nDate: ").append(DATE.format(clock.instant()));
        head.append("\r\nContent-Type: ").append(answer.contentType());
        head.append("\r\nContent-Length: ").append(answer.body().length).append("\r\n");
        answer.headers().forEach((k, v) -> head.append(k).append(": ").append(v).append("\r\n"));
        head.append("\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + answer.body().length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(answer.body(), 0, all, start.length, answer.body().length);
        raw(all);
    }

    private void raw(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /// Breaks the connection so that the client sees a reset rather than an end.
    public void reset() throws IOException {
        open = false;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Says nothing more and waits until the client hangs up or the server ends.
    public void ignore() throws IOException {
        open = false;
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private static boolean drained(InputStream body) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        long total = 0;
        for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
            total += n;
            if (total > MOST_TO_DRAIN) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
