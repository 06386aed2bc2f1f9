package org.vigia.camera.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSchException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.SshPublicKey;

/// Knows one host key, whatever the host is called; learns none.
final class PinnedHostKey extends FixedHostKeys {
    private final byte[] blob;

    PinnedHostKey(SshPublicKey key) {
        this.blob = key.blob();
    }

    @Override
    public int check(String host, byte[] key) {
        return MessageDigest.isEqual(blob, key) ? OK : CHANGED;
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
