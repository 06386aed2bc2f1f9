package org.vigia.web.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/// What runs instead of a shell or any other command: one sentence on the error stream.
final class RefusedCommand implements Command {
    static final String TEXT =
            "refused: this is Vigía's inbox; it takes files by `scp -t` and nothing else\n";

    private @Nullable OutputStream err;
    private @Nullable ExitCallback exit;

    @Override
    public void setInputStream(InputStream in) {
        // Nothing is read.
    }

    @Override
    public void setOutputStream(OutputStream out) {
        // Nothing is said there, lest a script takes it for an answer.
    }

    @Override
    public void setErrorStream(OutputStream err) {
        this.err = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        this.exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment env) throws IOException {
        OutputStream stream = Objects.requireNonNull(err);
        stream.write(TEXT.getBytes(StandardCharsets.UTF_8));
        stream.flush();
        Objects.requireNonNull(exit).onExit(1);
    }

    @Override
    public void destroy(ChannelSession channel) {
        // There is nothing to end.
    }
}
