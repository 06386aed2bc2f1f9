package org.vigia.camera.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.json.Json;
import org.vigia.shared.pairing.HostKeyAnnouncement;
import org.vigia.shared.pairing.PairingProtocol;

/// Asks whoever shows another host key than the pinned one for announcements that lead to it.
/// Whoever it is has not been believed before, and is believed only what the pinned key has signed.
final class HostKeySuccession {
    private static final Logger LOG = LoggerFactory.getLogger(HostKeySuccession.class);
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(10).toMillis();
    private static final int MAX_ANSWER = 64 * 1024;

    private HostKeySuccession() {}

    /// Takes the key that is shown, where they do.
    ///
    /// @param patience for the whole of it
    /// @return whether the pin has moved
    static boolean follow(SshAccess access, Duration patience) {
        ShownHostKey shown = new ShownHostKey();
        try {
            List<HostKeyAnnouncement> told = ask(access, shown, patience);
            Optional<SshPublicKey> key = shown.key();
            if (key.isEmpty() || !access.pin().follow(key.get(), told)) {
                return false;
            }
            LOG.info(
                    "Pi #B has another host key, announced with the one before: {}",
                    key.get().fingerprint());
            return true;
        } catch (JSchException | IOException | IllegalArgumentException e) {
            LOG.debug("{} announces no host key", access.address(), e);
            return false;
        }
    }

    private static List<HostKeyAnnouncement> ask(
            SshAccess access, ShownHostKey shown, Duration patience)
            throws JSchException, IOException {
        Session session =
                SshConnections.session(access.address(), access.camera(), access.identity(), shown);
        try (Deadline _ = new Deadline(session, patience)) {
            session.connect(PATIENCE_MILLIS);
            session.setTimeout(PATIENCE_MILLIS);
            ChannelExec channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand(PairingProtocol.HOST_KEY_COMMAND);
            InputStream answer = channel.getInputStream();
            channel.connect(PATIENCE_MILLIS);
            String said = new String(answer.readNBytes(MAX_ANSWER), StandardCharsets.US_ASCII);
            List<HostKeyAnnouncement> told = new ArrayList<>();
            for (String line : said.lines().toList()) {
                told.add(Json.read(line, HostKeyAnnouncement.class));
            }
            return told;
        } finally {
            session.disconnect();
        }
    }
}
