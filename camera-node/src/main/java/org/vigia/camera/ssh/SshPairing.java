package org.vigia.camera.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.json.Json;
import org.vigia.shared.link.ForeignText;
import org.vigia.shared.pairing.PairingCode;
import org.vigia.shared.pairing.PairingProtocol;

/// Comes to Pi #B for the first time; docs/design/pairing.md, steps 2 to 5.
public final class SshPairing {
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(20).toMillis();
    private static final int MAX_ANSWER = 2000;

    private SshPairing() {}

    /// What Pi #B has said.
    public sealed interface Result {
        /// The key is registered there.
        ///
        /// @param camera under this name
        /// @param hostKey Pi #B's, in full
        record Done(String camera, SshPublicKey hostKey) implements Result {}

        /// This key will never be, another one may.
        record NeedsNewKey(String reason) implements Result {}

        /// It was not done.
        record Refused(String reason) implements Result {}
    }

    /// Says the code's secret to the Pi #B that it was made by, and to nobody else.
    ///
    /// @param identity this camera's private key file
    /// @throws IOException when it was not reached or did not answer; in words an owner can act on
    public static Result pair(HostPort address, Path identity, PairingCode code)
            throws IOException {
        HostKeyByCode hostKeys = new HostKeyByCode(code);
        try {
            Session session =
                    SshConnections.connect(address, PairingProtocol.USER, identity, hostKeys);
            session.setTimeout(PATIENCE_MILLIS);
            try {
                return say(session, code, hostKeys);
            } finally {
                session.disconnect();
            }
        } catch (JSchException e) {
            throw new IOException(explain(address, e), e);
        }
    }

    private static Result say(Session session, PairingCode code, HostKeyByCode hostKeys)
            throws JSchException, IOException {
        ChannelExec channel = (ChannelExec) session.openChannel("exec");
        channel.setCommand(PairingProtocol.COMMAND);
        InputStream answer = channel.getInputStream();
        InputStream refusal = channel.getErrStream();
        OutputStream secret = channel.getOutputStream();
        channel.connect(PATIENCE_MILLIS);
        secret.write((code.secret() + "\n").getBytes(StandardCharsets.US_ASCII));
        secret.flush();
        byte[] said = answer.readNBytes(MAX_ANSWER);
        String words = ForeignText.line(text(refusal.readNBytes(MAX_ANSWER)).strip());
        return switch (channel.getExitStatus()) {
            case PairingProtocol.PAIRED -> done(said, hostKeys);
            case PairingProtocol.NEEDS_NEW_KEY -> new Result.NeedsNewKey(words);
            case PairingProtocol.REFUSED -> new Result.Refused(words);
            default -> throw new IOException("Pi #B broke off before it had answered");
        };
    }

    private static Result done(byte[] said, HostKeyByCode hostKeys) throws IOException {
        byte[] blob =
                hostKeys.trusted()
                        .orElseThrow(() -> new IllegalStateException("logged in to nobody"));
        String line = "ssh-rsa " + Base64.getEncoder().encodeToString(blob);
        String camera = Json.read(said, PairingProtocol.Answer.class).camera();
        return new Result.Done(camera, SshPublicKey.parse(line));
    }

    private static String explain(HostPort address, JSchException e) {
        if (SshConnections.isLoginRefused(e)) {
            return "Pi #B at %s expects no camera now: a code is good once, and for 10 minutes"
                    .formatted(address);
        }
        if (SshConnections.isHostKeyRefused(e)) {
            return "what answers at %s is not the Pi #B that made this code; nothing was told to it"
                    .formatted(address);
        }
        return "Pi #B at %s cannot be reached: %s".formatted(address, e.getMessage());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
