package org.vigia.web.ssh;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/// A command that keeps the streams that MINA hands it before its start.
abstract class StreamCommand implements Command {
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable OutputStream err;
    private @Nullable ExitCallback exit;

    @Override
    public final void setInputStream(InputStream stream) {
        this.in = stream;
    }

    @Override
    public final void setOutputStream(OutputStream stream) {
        this.out = stream;
    }

    @Override
    public final void setErrorStream(OutputStream stream) {
        this.err = stream;
    }

    @Override
    public final void setExitCallback(ExitCallback callback) {
        this.exit = callback;
    }

    @Override
    public void destroy(ChannelSession channel) {
        // MINA closes the streams, which ends whatever reads or writes them.
    }

    final InputStream in() {
        return Objects.requireNonNull(in);
    }

    final OutputStream out() {
        return Objects.requireNonNull(out);
    }

    final OutputStream err() {
        return Objects.requireNonNull(err);
    }

    final ExitCallback exit() {
        return Objects.requireNonNull(exit);
    }
}
