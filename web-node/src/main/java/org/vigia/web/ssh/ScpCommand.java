package org.vigia.web.ssh;

import java.io.IOException;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.ForeignText;
import org.vigia.web.store.Inbox;

/// An upload as MINA sees it: a command with streams.
final class ScpCommand extends StreamCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ScpCommand.class);

    private final String camera;
    private final Inbox inbox;
    private final Threads threads;
    private final Uploads uploads;
    private final Progress progress;

    ScpCommand(String camera, Inbox inbox, Threads threads, Uploads uploads, Progress progress) {
        this.camera = camera;
        this.inbox = inbox;
        this.threads = threads;
        this.uploads = uploads;
        this.progress = progress;
    }

    @Override
    public void start(ChannelSession channel, Environment env) {
        ScpSink sink = new ScpSink(camera, inbox, in(), out(), progress);
        ExitCallback callback = exit();
        Uploads.Upload upload = new Uploads.Upload(camera, channel.getSession(), progress);
        threads.run("scp-" + camera, () -> run(sink, upload, callback));
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
