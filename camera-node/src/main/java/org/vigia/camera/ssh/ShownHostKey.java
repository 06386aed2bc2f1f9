package org.vigia.camera.ssh;

import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.SshPublicKey;

/// Takes whatever host key is shown, and remembers it. For a session in which nothing is believed.
final class ShownHostKey extends FixedHostKeys {
    private volatile byte @Nullable [] shown;

    @Override
    public int check(String host, byte[] key) {
        shown = key.clone();
        return OK;
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "what is shown";
    }

    /// @throws IllegalArgumentException when it is no RSA key of 3072 bits or more
    Optional<SshPublicKey> key() {
        byte[] blob = shown;
        return blob == null
                ? Optional.empty()
                : Optional.of(
                        SshPublicKey.parse("ssh-rsa " + Base64.getEncoder().encodeToString(blob)));
    }
}
