package org.vigia.camera.ssh;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Sockets that send at once and whose send buffer holds half a second of video at most, so that
/// what is too old to be shown is dropped here instead of waiting in the kernel.
final class BoundedSockets implements SocketFactory {
    private static final int SEND_BUFFER = 128 * 1024;

    private final int connectMillis;

    BoundedSockets(int connectMillis) {
        this.connectMillis = connectMillis;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSendBufferSize(SEND_BUFFER);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), connectMillis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
        return socket.getInputStream();
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
        return socket.getOutputStream();
    }
}
