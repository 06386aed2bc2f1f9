package org.vigia.web.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.vigia.shared.json.Json;
import org.vigia.shared.pairing.HostKeyAnnouncement;

/// Tells a camera that knows an earlier host key how the one it was shown follows from it.
final class HostKeyCommand extends SayingCommand {
    private final List<HostKeyAnnouncement> announcements;

    HostKeyCommand(List<HostKeyAnnouncement> announcements, Threads threads) {
        super("host-key", threads);
        this.announcements = announcements;
    }

    @Override
    int say() throws IOException {
        OutputStream stream = out();
        for (HostKeyAnnouncement one : announcements) {
            stream.write((Json.text(one) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        stream.flush();
        return 0;
    }
}
