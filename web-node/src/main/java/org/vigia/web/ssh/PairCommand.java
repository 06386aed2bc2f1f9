package org.vigia.web.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;
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
final class PairCommand implements Command {
    private static final Logger LOG = LoggerFactory.getLogger(PairCommand.class);

    private final SshPublicKey key;
    private final Pairings pairings;
    private final Threads threads;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable OutputStream err;
    private @Nullable ExitCallback exit;

    PairCommand(SshPublicKey key, Pairings pairings, Threads threads) {
        this.key = key;
        this.pairings = pairings;
        this.threads = threads;
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
        this.err = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        this.exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment env) {
        ExitCallback callback = Objects.requireNonNull(exit);
        threads.run("pair", () -> run(callback));
    }

    @Override
    public void destroy(ChannelSession channel) {
        // MINA has closed the streams, which ends the reading.
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
        byte[] line = Objects.requireNonNull(in).readNBytes(PairingCode.SECRET_LENGTH + 1);
        String secret = new String(line, StandardCharsets.US_ASCII).strip();
        return switch (pairings.redeem(secret, key)) {
            case Redemption.Paired(String camera) -> {
                say(out, Json.text(new PairingProtocol.Answer(camera)));
                yield PairingProtocol.PAIRED;
            }
            case Redemption.KeyRefused(String reason) -> {
                say(err, "refused: " + reason);
                yield PairingProtocol.NEEDS_NEW_KEY;
            }
            case Redemption.Refused(String reason) -> {
                say(err, "refused: " + reason);
                yield PairingProtocol.REFUSED;
            }
        };
    }

    private static void say(@Nullable OutputStream to, String text) throws IOException {
        OutputStream stream = Objects.requireNonNull(to);
        stream.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }
}
