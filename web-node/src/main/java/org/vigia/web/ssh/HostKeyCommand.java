package org.vigia.web.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;
import org.vigia.shared.json.Json;
import org.vigia.shared.pairing.HostKeyAnnouncement;

/// Tells a camera that knows an earlier host key how the one it was shown follows from it.
final class HostKeyCommand extends StreamCommand {
    private final List<HostKeyAnnouncement> announcements;

    HostKeyCommand(List<HostKeyAnnouncement> announcements) {
        this.announcements = announcements;
    }

    @Override
    public void start(ChannelSession channel, Environment env) throws IOException {
        OutputStream stream = out();
        for (HostKeyAnnouncement one : announcements) {
            stream.write((Json.text(one) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        stream.flush();
        exit().onExit(0);
    }
}
