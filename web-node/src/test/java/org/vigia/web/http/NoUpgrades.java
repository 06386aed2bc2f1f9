package org.vigia.web.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.vigia.shared.lifecycle.NamedThreads;

/// A proxy before the site that lets no WebSocket through, as old ones in offices and on phones do,
/// until it is mended.
final class NoUpgrades implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final AtomicBoolean mended = new AtomicBoolean();
    private final AtomicInteger refused = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    NoUpgrades(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        NamedThreads.start("proxy", this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    int refused() {
        return refused.get();
    }

    void mend() {
        mended.set(true);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                NamedThreads.start("proxy-in", () -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    // A browser opens a connection of its own for a WebSocket, so the first head decides.
    private void serve(Socket client) {
        try (client;
                Socket site = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(site);
            client.setTcpNoDelay(true);
            site.setTcpNoDelay(true);
            byte[] head = head(client.getInputStream());
            String words = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            if (words.contains("\r\nupgrade: websocket") && !mended.get()) {
                refused.incrementAndGet();
                client.getOutputStream()
                        .write(
                                "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            site.getOutputStream().write(head);
            NamedThreads.start("proxy-out", () -> pump(site, client));
            pump(client, site);
        } catch (IOException e) {
            // One of them has gone.
        }
    }

    private static byte[] head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int end = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            end = b == '\n' ? end + 1 : b == '\r' ? end : 0;
            if (end == 2) {
                break;
            }
        }
        return head.toByteArray();
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them has gone.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
