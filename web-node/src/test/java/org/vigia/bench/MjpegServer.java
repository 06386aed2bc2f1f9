package org.vigia.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.vigia.shared.lifecycle.NamedThreads;

/// The peer: the same pictures as JPEGs in one endless multipart response, made as well as it can
/// be. Without Nagle's delay, each picture is written as soon as it is encoded, and the head of the
/// next part right behind it: Chromium shows a part only when it sees the next one begin. Encodes
/// only while somebody watches.
final class MjpegServer implements AutoCloseable {
    private static final String PAGE =
            """
            <!doctype html><meta charset="utf-8"><title>MJPEG</title>
            <style>body{margin:0;background:#111} img{display:block;width:100%}</style>
            <img src="/stream" alt="">
            """;
    private static final String PART = "\r\n--next\r\nContent-Type: image/jpeg\r\n\r\n";

    private static final String ELSEWHERE = "/from/";

    private final ServerSocket listener;
    private final List<Encoder> encoders = new CopyOnWriteArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped;
    private volatile Supplier<String> reference = () -> "";

    MjpegServer(AtomicLong dropped) throws IOException {
        this.dropped = dropped;
        listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    }

    void start() {
        NamedThreads.startPlatform("mjpeg-listen", this::accept);
    }

    /// Whom to ask for `/reference`.
    void refer(ReferencePlayer player) {
        reference = player::take;
    }

    int port() {
        return listener.getLocalPort();
    }

    void offer(byte[] picture) {
        encoders.forEach(encoder -> encoder.offer(picture));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                NamedThreads.startPlatform("mjpeg-viewer", () -> serve(socket));
            } catch (IOException e) {
                // Closed, or a viewer that has gone before it came.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            BufferedReader request =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = String.valueOf(request.readLine());
            for (String head = line; head != null && !head.isEmpty(); ) {
                head = request.readLine();
            }
            OutputStream out = socket.getOutputStream();
            String path = line.split(" ", -1)[1];
            switch (path) {
                case "/" -> say(out, "text/html", PAGE);
                case "/bytes" -> say(out, "text/plain", bytes + " " + dropped);
                case "/stream" -> stream(out);
                case "/reference" -> say(out, "text/plain", reference.get());
                default -> say(out, "text/html", elsewhere(path));
            }
        } catch (IOException e) {
            // The viewer has gone, which is how viewing ends.
        }
    }

    /// The page with another server's stream, which must let its pictures be read.
    private static String elsewhere(String path) {
        return path.startsWith(ELSEWHERE)
                ? PAGE.replace(
                        "src=\"/stream\"",
                        "crossorigin src=\"http://127.0.0.1:%s/\""
                                .formatted(path.substring(ELSEWHERE.length())))
                : "nothing here";
    }

    private static void say(OutputStream out, String type, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(type, content.length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(content);
        out.flush();
    }

    private void stream(OutputStream out) throws IOException {
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=next\r\n"
                        + "Cache-Control: no-store\r\nConnection: close\r\n"
                        + PART;
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        byte[] part = PART.getBytes(StandardCharsets.US_ASCII);
        try (Encoder encoder =
                new Encoder("mjpeg", Ffmpeg.mjpeg(), ProcessBuilder.Redirect.PIPE, dropped)) {
            encoders.add(encoder);
            try {
                JpegParts parts = new JpegParts(encoder.output());
                for (byte[] jpeg = parts.next(); jpeg != null; jpeg = parts.next()) {
                    byte[] message = new byte[jpeg.length + part.length];
                    System.arraycopy(jpeg, 0, message, 0, jpeg.length);
                    System.arraycopy(part, 0, message, jpeg.length, part.length);
                    out.write(message);
                    bytes.addAndGet(message.length);
                }
            } finally {
                encoders.remove(encoder);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        encoders.forEach(Encoder::close);
    }
}
