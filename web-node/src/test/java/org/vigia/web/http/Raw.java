package org.vigia.web.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Requests byte for byte, as no client library would send them.
final class Raw {
    private Raw() {}

    /// Sends `request`, whose line ends are given as `\n`, and reads until the server closes or
    /// says nothing for two seconds.
    static String ask(int port, String request) throws IOException {
        return exact(port, request.replace("\n", "\r\n"));
    }

    static String exact(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket.getInputStream());
        }
    }

    static String read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        try {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                all.write(chunk, 0, n);
            }
        } catch (java.net.SocketTimeoutException e) {
            // Kept alive: everything has been said.
        } catch (java.net.SocketException e) {
            // Reset: what came before counts.
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /// The status of an answer; 0 where there is none.
    static int status(String answer) {
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /// GET with the header lines given.
    static String get(int port, String target, String... headers) throws IOException {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        boolean hasHost = lines.toLowerCase(java.util.Locale.ROOT).contains("host:");
        return exact(
                port,
                "GET "
                        + target
                        + " HTTP/1.1\r\n"
                        + (hasHost ? "" : "Host: 127.0.0.1:" + port + "\r\n")
                        + lines
                        + "Connection: close\r\n\r\n");
    }
}
