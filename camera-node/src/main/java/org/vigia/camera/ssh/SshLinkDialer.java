package org.vigia.camera.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.vigia.camera.link.LinkDialer;

/// The frame socket as a `direct-tcpip` channel of an SSH connection of its own.
public final class SshLinkDialer implements LinkDialer {
    /// The name that web-node ends inside its own process; there is no such host.
    static final String FRAMES_HOST = "vigia-frames";

    static final int FRAMES_PORT = 1;

    private static final int CHANNEL_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final SshConnections connections;

    /// @param access where to and as whom
    public SshLinkDialer(SshAccess access) {
        this.connections = new SshConnections(access);
    }

    @Override
    public Connection dial() throws IOException {
        Session session = connections.open();
        try {
            Channel channel = session.getStreamForwarder(FRAMES_HOST, FRAMES_PORT);
            InputStream in = channel.getInputStream();
            OutputStream out = channel.getOutputStream();
            channel.connect(CHANNEL_MILLIS);
            return new SshConnection(session, in, out);
        } catch (JSchException e) {
            session.disconnect();
            throw new IOException("Pi #B does not offer the frame socket: " + e.getMessage(), e);
        } catch (IOException e) {
            session.disconnect();
            throw e;
        }
    }

    private record SshConnection(Session session, InputStream in, OutputStream out)
            implements Connection {
        @Override
        public void close() {
            session.disconnect();
        }
    }
}
