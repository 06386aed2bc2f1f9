package org.vigia.web.ssh;

import java.io.IOException;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.ForeignText;

/// A command that says something and ends. It does so on a thread of its own: who does not read
/// makes it wait, and on MINA's that would hold up every camera.
abstract class SayingCommand extends StreamCommand {
    private static final Logger LOG = LoggerFactory.getLogger(SayingCommand.class);

    private final String name;
    private final Threads threads;

    SayingCommand(String name, Threads threads) {
        this.name = name;
        this.threads = threads;
    }

    /// Says it.
    ///
    /// @return the exit status
    abstract int say() throws IOException;

    @Override
    public final void start(ChannelSession channel, Environment env) {
        ExitCallback callback = exit();
        threads.run(name, () -> run(callback));
    }

    private void run(ExitCallback callback) {
        int status = 1;
        try {
            status = say();
        } catch (IOException e) {
            LOG.info("{}: nobody listens: {}", name, ForeignText.line(e.getMessage()));
        } finally {
            callback.onExit(status);
        }
    }
}
