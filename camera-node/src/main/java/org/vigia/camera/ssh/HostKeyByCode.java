package org.vigia.camera.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.pairing.PairingCode;

/// Trusts the host key that a pairing code was drawn with, and remembers it in full.
final class HostKeyByCode implements HostKeyRepository {
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
    public HostKey[] getHostKey() {
        return new HostKey[0];
    }

    @Override
    public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
        return new HostKey[0];
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "pairing code";
    }

    @Override
    public void add(HostKey key, UserInfo ui) {
        throw new UnsupportedOperationException("the code alone is trusted");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("the code alone is trusted");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        throw new UnsupportedOperationException("the code alone is trusted");
    }
}
