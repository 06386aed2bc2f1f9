package org.vigia.web.ssh;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.channel.ChannelPipedInputStream;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.AbstractServerChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.ForeignText;

/// The frame socket: a direct-tcpip channel (RFC 4254, section 7.2) that ends here, on a thread of
/// its own, instead of at a port.
final class FrameChannel extends AbstractServerChannel {
    static final String TYPE = "direct-tcpip";

    private static final Logger LOG = LoggerFactory.getLogger(FrameChannel.class);

    private final String camera;
    private final FrameSocketHandler handler;
    private final Threads threads;
    private final AtomicReference<@Nullable ChannelPipedInputStream> input =
            new AtomicReference<>();

    FrameChannel(String camera, FrameSocketHandler handler, Threads threads) {
        super("", List.of(), null);
        this.camera = camera;
        this.handler = handler;
        this.threads = threads;
    }

    @Override
    protected OpenFuture doInit(Buffer buffer) {
        ChannelPipedInputStream in = new ChannelPipedInputStream(this, getLocalWindow());
        input.set(in);
        // The confirmation leaves while this is signalled: nothing may be written before.
        signalChannelOpenSuccess();
        OpenFuture opened = new DefaultOpenFuture(this, this);
        opened.setOpened();
        notifyStateChanged("open");
        threads.run("frames-" + camera, () -> serve(in));
        return opened;
    }

    private void serve(ChannelPipedInputStream in) {
        try (FrameOutput out = new FrameOutput(this)) {
            handler.serve(camera, in, out, () -> getSession().close(true));
        } catch (IOException e) {
            LOG.info("{}: the frame socket ended: {}", camera, ForeignText.line(e.getMessage()));
        } finally {
            close(false);
        }
    }

    @Override
    protected void preClose() {
        ChannelPipedInputStream in = input.get();
        // Not an interrupt: it would close the file of whoever writes down what came last.
        if (in != null) {
            in.eof();
        }
        super.preClose();
    }

    @Override
    public void handleEof() throws IOException {
        super.handleEof();
        ChannelPipedInputStream in = input.get();
        if (in != null) {
            in.eof();
        }
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) throws IOException {
        ChannelPipedInputStream in = input.get();
        if (in != null && !isClosing()) {
            in.receive(data, offset, (int) length);
        }
    }

    @Override
    protected void doWriteExtendedData(byte[] data, int offset, long length) {
        throw new UnsupportedOperationException("a frame socket has no second stream");
    }
}
