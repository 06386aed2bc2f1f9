package org.vigia.web.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.ForeignText;
import org.vigia.web.store.Inbox;

/// An upload as MINA sees it: a command with streams.
final class ScpCommand implements Command {
    private static final Logger LOG = LoggerFactory.getLogger(ScpCommand.class);

    private final String camera;
    private final Inbox inbox;
    private final Threads threads;
    private final Uploads uploads;
    private final Progress progress;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable ExitCallback exit;

    ScpCommand(String camera, Inbox inbox, Threads threads, Uploads uploads, Progress progress) {
        this.camera = camera;
        this.inbox = inbox;
        this.threads = threads;
        this.uploads = uploads;
        this.progress = progress;
    }

    @Override
    public void setInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        // Whatever there is to say is said in SCP's own answers.
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        this.exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment env) {
        ScpSink sink =
                new ScpSink(
                        camera,
                        inbox,
                        Objects.requireNonNull(in),
                        Objects.requireNonNull(out),
                        progress);
        ExitCallback callback = Objects.requireNonNull(exit);
        Uploads.Upload upload = new Uploads.Upload(camera, channel.getSession(), progress);
        threads.run("scp-" + camera, () -> run(sink, upload, callback));
    }

    @Override
    public void destroy(ChannelSession channel) {
        // MINA has closed the streams, which ends the sink; a step on the disk is left to finish.
    }

    private void run(ScpSink sink, Uploads.Upload upload, ExitCallback callback) {
        int status = 1;
        uploads.add(upload);
        try {
            status = sink.receive();
        } catch (IOException e) {
            LOG.info("{}: an upload ended early: {}", camera, ForeignText.line(e.getMessage()));
        } finally {
            // Also after what nobody has foreseen: a camera without an answer would wait for ever.
            uploads.remove(upload);
            callback.onExit(status);
        }
    }
}
