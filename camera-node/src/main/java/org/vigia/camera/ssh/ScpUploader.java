package org.vigia.camera.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.delivery.NotNowException;
import org.vigia.camera.delivery.RefusedException;
import org.vigia.camera.delivery.UploadGate;
import org.vigia.camera.delivery.Uploader;
import org.vigia.shared.event.EvidenceName;

/// Uploads by the SCP protocol: the source side of `scp -t`, as OpenSSH's `scp -O` speaks it, over
/// a connection that is kept between uploads.
public final class ScpUploader implements Uploader {
    private static final int CHANNEL_MILLIS = (int) Duration.ofSeconds(10).toMillis();
    private static final int CHUNK = 32 * 1024;
    private static final int MAX_TEXT = 1000;
    private static final String FOR_GOOD = "refused:";

    private final SshConnections connections;
    private final UploadGate gate;
    private volatile @Nullable Session session;

    /// @param access where to and as whom
    /// @param gate asked before each further chunk of a file
    public ScpUploader(SshAccess access, UploadGate gate) {
        this.connections = new SshConnections(access);
        this.gate = gate;
    }

    @Override
    public void upload(EvidenceName name, Path file) throws IOException, RefusedException {
        long size = Files.size(file);
        try (InputStream content = Files.newInputStream(file)) {
            send(connected(), name, size, content);
        } catch (JSchException e) {
            throw new IOException(
                    "the upload of %s broke off: %s".formatted(name, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        Session open = session;
        session = null;
        if (open != null) {
            open.disconnect();
        }
    }

    private Session connected() throws IOException {
        Session open = session;
        if (open == null || !open.isConnected()) {
            open = connections.open();
            session = open;
        }
        return open;
    }

    private void send(Session session, EvidenceName name, long size, InputStream content)
            throws JSchException, IOException, RefusedException {
        ChannelExec channel = (ChannelExec) session.openChannel("exec");
        channel.setCommand("scp -t .");
        OutputStream out = channel.getOutputStream();
        InputStream in = new BufferedInputStream(channel.getInputStream());
        channel.connect(CHANNEL_MILLIS);
        try {
            acknowledged(in, name);
            out.write("C0600 %d %s\n".formatted(size, name).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            acknowledged(in, name);
            copy(content, out, size, name, gate);
            out.write(0);
            out.flush();
            acknowledged(in, name);
        } finally {
            channel.disconnect();
        }
    }

    static void copy(
            InputStream content, OutputStream out, long size, EvidenceName name, UploadGate gate)
            throws IOException {
        byte[] chunk = new byte[CHUNK];
        long left = size;
        while (left > 0) {
            if (left < size) {
                giveWay(gate);
            }
            int n = read(content, chunk, (int) Math.min(chunk.length, left), name);
            out.write(chunk, 0, n);
            left -= n;
        }
    }

    private static void giveWay(UploadGate gate) throws InterruptedIOException {
        try {
            gate.pass();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the upload was ended from here");
        }
    }

    private static int read(InputStream content, byte[] chunk, int length, EvidenceName name)
            throws NotNowException {
        try {
            int n = content.read(chunk, 0, length);
            if (n < 0) {
                throw new NotNowException(name + ": the file has become shorter");
            }
            return n;
        } catch (NotNowException e) {
            throw e;
        } catch (IOException e) {
            throw new NotNowException("%s cannot be read: %s".formatted(name, e.getMessage()));
        }
    }

    /// Reads one answer of the sink: 0, or 1 or 2 and a line of text.
    private static void acknowledged(InputStream in, EvidenceName name)
            throws IOException, RefusedException {
        int answer = in.read();
        if (answer == 0) {
            return;
        }
        if (answer < 0) {
            throw new IOException("Pi #B ended the upload of " + name);
        }
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && text.length() < MAX_TEXT; c = in.read()) {
            text.append((char) c);
        }
        String words = text.toString().strip().replaceFirst("^scp: ", "");
        if (words.startsWith(FOR_GOOD)) {
            throw new RefusedException(words);
        }
        throw new NotNowException("Pi #B would not take %s now: %s".formatted(name, words));
    }
}
