package org.vigia.web.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;

/// What runs instead of a shell or any other command: one sentence on the error stream.
final class RefusedCommand extends StreamCommand {
    static final String TEXT =
            "refused: this is Vigía's inbox; it takes files by `scp -t` and nothing else\n";

    @Override
    public void start(ChannelSession channel, Environment env) throws IOException {
        OutputStream stream = err();
        stream.write(TEXT.getBytes(StandardCharsets.UTF_8));
        stream.flush();
        exit().onExit(1);
    }
}
