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
    /// @throws IOException when the key is announced, and the disk refuses to keep that
    static Succession follow(SshAccess access, Duration patience) throws IOException {
        ShownHostKey shown = new ShownHostKey();
        String said;
        try {
            said = ask(access, shown, patience);
        } catch (JSchException | IOException e) {
            LOG.debug("{} has not said what its host key follows from", access.address(), e);
            // Who does not know this camera any more is not the one that it was paired with.
            return e instanceof JSchException failed && SshConnections.isLoginRefused(failed)
                    ? new Succession.NotAnnounced()
                    : new Succession.NotAsked(String.valueOf(e.getMessage()));
        }
        SshPublicKey key;
        List<HostKeyAnnouncement> told;
        try {
            key = shown.key().orElseThrow();
            told = announcements(said);
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("{} announces no host key", access.address(), e);
            return new Succession.NotAnnounced();
        }
        if (!access.pin().follow(key, told)) {
            return new Succession.NotAnnounced();
        }
        LOG.info(
                "Pi #B has another host key, announced with the one before: {}", key.fingerprint());
        return new Succession.Announced();
    }

    private static String ask(SshAccess access, ShownHostKey shown, Duration patience)
            throws JSchException, IOException {
        Session session =
                SshConnections.session(access.address(), access.camera(), access.identity(), shown);
        try (Deadline deadline = new Deadline(session, patience)) {
            try {
                return exchange(session);
            } catch (JSchException | IOException e) {
                if (deadline.passed()) {
                    throw new IOException("no answer within " + patience.toSeconds() + " s", e);
                }
                throw e;
            }
        } finally {
            session.disconnect();
        }
    }

    private static String exchange(Session session) throws JSchException, IOException {
        session.connect(PATIENCE_MILLIS);
        session.setTimeout(PATIENCE_MILLIS);
        ChannelExec channel = (ChannelExec) session.openChannel("exec");
        channel.setCommand(PairingProtocol.HOST_KEY_COMMAND);
        InputStream answer = channel.getInputStream();
        channel.connect(PATIENCE_MILLIS);
        byte[] said = answer.readNBytes(MAX_ANSWER);
        // A connection that breaks ends the stream, too. Asked in this order: a channel that the
        // other side has closed has its status by then.
        if (said.length < MAX_ANSWER && !channel.isConnected() && channel.getExitStatus() < 0) {
            throw new IOException("the connection broke in the middle of the answer");
        }
        return new String(said, StandardCharsets.US_ASCII);
    }

    private static List<HostKeyAnnouncement> announcements(String said) throws IOException {
        List<HostKeyAnnouncement> told = new ArrayList<>();
        for (String line : said.lines().toList()) {
            told.add(Json.read(line, HostKeyAnnouncement.class));
        }
        return told;
    }
}
