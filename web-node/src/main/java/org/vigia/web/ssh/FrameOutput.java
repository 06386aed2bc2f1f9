package org.vigia.web.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.RemoteWindow;
import org.apache.sshd.common.util.buffer.Buffer;

/// Writes to a channel and returns when the kernel has taken the bytes. MINA's own stream waits for
/// the channel's window only, which the other side may open as far as it likes, while the bytes
/// pile up here. For one thread at a time.
final class FrameOutput extends OutputStream {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CHUNK = 32 * 1024;

    private final FrameChannel channel;
    private final byte[] pending = new byte[CHUNK];
    private int filled;

    FrameOutput(FrameChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int n = Math.min(length - done, pending.length - filled);
            System.arraycopy(bytes, offset + done, pending, filled, n);
            filled += n;
            done += n;
            if (filled == pending.length) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        int length = filled;
        filled = 0;
        for (int sent = 0; sent < length; ) {
            sent += send(sent, length - sent);
        }
    }

    @Override
    public void close() throws IOException {
        if (!channel.isClosing()) {
            flush();
        }
    }

    private int send(int offset, int length) throws IOException {
        if (channel.isClosing()) {
            throw new IOException("the frame socket is closed");
        }
        RemoteWindow window = channel.getRemoteWindow();
        try {
            int n =
                    (int)
                            Math.min(
                                    Math.min(length, window.getPacketSize()),
                                    window.waitForSpace(PATIENCE));
            window.waitAndConsume(n, PATIENCE);
            Buffer packet =
                    channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_DATA, n + 16);
            packet.putUInt(channel.getRecipient());
            packet.putBytes(pending, offset, n);
            channel.writePacket(packet).verify(PATIENCE);
            return n;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("interrupted while writing to the frame socket");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
