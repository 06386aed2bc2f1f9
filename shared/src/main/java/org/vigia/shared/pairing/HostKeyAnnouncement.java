package org.vigia.shared.pairing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.SshPublicKey;

/// Pi #B's word that it has another host key, signed with the one before; docs/design/pairing.md.
///
/// @param old the key before, as an OpenSSH line
/// @param next the key after it, as an OpenSSH line
/// @param signature under the key before, base64
public record HostKeyAnnouncement(String old, String next, String signature) {
    private static final String FORMAT = "vigia-host-key/1";

    /// @throws IllegalArgumentException when a key is none
    public HostKeyAnnouncement {
        SshPublicKey.parse(old);
        SshPublicKey.parse(next);
        Objects.requireNonNull(signature);
    }

    /// Announces `next` in the name of `old`.
    public static HostKeyAnnouncement make(RsaIdentity old, SshPublicKey next) {
        byte[] signature = old.sign(document(old.publicKey().line(), next.line()));
        return new HostKeyAnnouncement(
                old.publicKey().line(), next.line(), Base64.getEncoder().encodeToString(signature));
    }

    /// Whether it leads from one key to the other, and the first has signed that.
    public boolean leads(SshPublicKey from, SshPublicKey to) {
        if (!old.equals(from.line()) || !next.equals(to.line())) {
            return false;
        }
        try {
            byte[] signed = Base64.getDecoder().decode(signature);
            return RsaIdentity.verify(from, document(old, next), signed);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /// The way from one key to another, each step signed by the key before it.
    ///
    /// @param told in any order; those that lead nowhere, or are not signed, are passed over
    /// @return empty where there is none
    public static Optional<List<HostKeyAnnouncement>> way(
            SshPublicKey from, SshPublicKey to, List<HostKeyAnnouncement> told) {
        List<HostKeyAnnouncement> left = new ArrayList<>(told);
        List<HostKeyAnnouncement> way = new ArrayList<>();
        SshPublicKey at = to;
        while (!at.equals(from)) {
            SshPublicKey here = at;
            Optional<HostKeyAnnouncement> step =
                    left.stream().filter(one -> one.leadsTo(here)).findFirst();
            if (step.isEmpty()) {
                return Optional.empty();
            }
            left.remove(step.get());
            way.addFirst(step.get());
            at = SshPublicKey.parse(step.get().old());
        }
        return Optional.of(List.copyOf(way));
    }

    private boolean leadsTo(SshPublicKey to) {
        return leads(SshPublicKey.parse(old), to);
    }

    private static byte[] document(String old, String next) {
        return "%s\n%s\n%s\n".formatted(FORMAT, old, next).getBytes(StandardCharsets.US_ASCII);
    }
}
