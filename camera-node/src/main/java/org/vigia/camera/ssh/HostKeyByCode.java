package org.vigia.camera.ssh;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.pairing.PairingCode;

/// Trusts the host key that a pairing code was drawn with, and remembers it in full.
final class HostKeyByCode extends FixedHostKeys {
    private final PairingCode code;
    private volatile byte @Nullable [] trusted;

    HostKeyByCode(PairingCode code) {
        this.code = code;
    }

    /// The key that was trusted, in SSH wire form.
    Optional<byte[]> trusted() {
        return Optional.ofNullable(trusted);
    }

    @Override
    public int check(String host, byte[] key) {
        if (!code.trusts(key)) {
            return CHANGED;
        }
        trusted = key.clone();
        return OK;
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "pairing code";
    }
}
