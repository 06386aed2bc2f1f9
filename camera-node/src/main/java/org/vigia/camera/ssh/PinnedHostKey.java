package org.vigia.camera.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSchException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.crypto.SshPublicKey;

/// Knows one host key, whatever the host is called; learns none.
final class PinnedHostKey extends FixedHostKeys {
    private final byte[] blob;
    private volatile byte @Nullable [] refused;

    PinnedHostKey(SshPublicKey key) {
        this.blob = key.blob();
    }

    @Override
    public int check(String host, byte[] key) {
        if (MessageDigest.isEqual(blob, key)) {
            return OK;
        }
        refused = key.clone();
        return CHANGED;
    }

    /// The fingerprint of what was shown instead.
    Optional<String> refused() {
        byte[] shown = refused;
        if (shown == null) {
            return Optional.empty();
        }
        byte[] hash = Sha256.digest().digest(shown);
        return Optional.of("SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash));
    }

    @Override
    public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
        try {
            return new HostKey[] {new HostKey("pi-b", HostKey.SSHRSA, blob)};
        } catch (JSchException e) {
            throw new IllegalStateException("a parsed RSA key is no host key", e);
        }
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "web.host-key";
    }
}
