package org.vigia.web.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.json.Json;
import org.vigia.shared.link.ForeignText;
import org.vigia.shared.pairing.PairingCode;
import org.vigia.shared.pairing.PairingProtocol;
import org.vigia.web.pairing.Pairings;
import org.vigia.web.pairing.Redemption;

/// A newcomer's one word and its answer; docs/design/pairing.md, steps 4 and 5.
final class PairCommand extends StreamCommand {
    private static final Logger LOG = LoggerFactory.getLogger(PairCommand.class);

    private final SshPublicKey key;
    private final Pairings pairings;
    private final Threads threads;

    PairCommand(SshPublicKey key, Pairings pairings, Threads threads) {
        this.key = key;
        this.pairings = pairings;
        this.threads = threads;
    }

    @Override
    public void start(ChannelSession channel, Environment env) {
        ExitCallback callback = exit();
        threads.run("pair", () -> run(callback));
    }

    private void run(ExitCallback callback) {
        int status = PairingProtocol.REFUSED;
        try {
            status = answer();
        } catch (IOException e) {
            LOG.warn("a pairing broke off: {}", ForeignText.line(e.getMessage()));
        } finally {
            callback.onExit(status);
        }
    }

    private int answer() throws IOException {
        byte[] line = in().readNBytes(PairingCode.SECRET_LENGTH + 1);
        String secret = new String(line, StandardCharsets.US_ASCII).strip();
        return switch (pairings.redeem(secret, key)) {
            case Redemption.Paired(String camera) -> {
                say(out(), Json.text(new PairingProtocol.Answer(camera)));
                yield PairingProtocol.PAIRED;
            }
            case Redemption.KeyRefused(String reason) -> {
                say(err(), "refused: " + reason);
                yield PairingProtocol.NEEDS_NEW_KEY;
            }
            case Redemption.Refused(String reason) -> {
                say(err(), "refused: " + reason);
                yield PairingProtocol.REFUSED;
            }
        };
    }

    private static void say(OutputStream stream, String text) throws IOException {
        stream.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }
}
