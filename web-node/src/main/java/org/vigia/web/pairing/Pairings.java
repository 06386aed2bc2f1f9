package org.vigia.web.pairing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.pairing.PairingCode;
import org.vigia.shared.time.Pace;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCamera;

/// The codes that are open now, in memory alone. Safe for use by several threads.
public final class Pairings {
    /// How long a code is good.
    public static final Duration LASTS = Duration.ofMinutes(10);

    static final int MOST_OPEN = 8;
    static final int MOST_WRONG = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Pairings.class);

    private final SshPublicKey hostKey;
    private final CameraRegistry registry;
    private final Pace pace;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Open> open = new LinkedHashMap<>();
    private int wrong;

    private record Open(boolean replace, byte[] secretHash, long untilNanos) {}

    /// @param hostKey what the codes tell to trust
    /// @param registry takes the new keys
    public Pairings(SshPublicKey hostKey, CameraRegistry registry, Pace pace) {
        this.hostKey = hostKey;
        this.registry = registry;
        this.pace = pace;
    }

    /// Opens a code for a camera's name; an earlier one for that name counts no more.
    ///
    /// @param replace whether the name may have a key already, which is taken away when the new one
    ///   comes
    /// @throws IllegalArgumentException when the name is none, or taken and not to be replaced, or
    ///   too many codes are open; in words
    public synchronized OpenedPairing open(String name, boolean replace) {
        if (!Manifest.isCameraName(name)) {
            throw new IllegalArgumentException("a name is 1 to 32 of a-z, 0-9 and inner hyphens");
        }
        if (!replace && registry.find(name).isPresent()) {
            throw new IllegalArgumentException("there is a camera named %s".formatted(name));
        }
        forgetOld();
        if (open.size() >= MOST_OPEN && !open.containsKey(name)) {
            throw new IllegalArgumentException("%d codes are open already".formatted(MOST_OPEN));
        }
        if (open.isEmpty()) {
            wrong = 0;
        }
        PairingCode code = PairingCode.draw(hostKey, random);
        open.put(name, new Open(replace, hash(code.secret()), pace.nanos() + LASTS.toNanos()));
        return new OpenedPairing(name, code.text(), LASTS);
    }

    /// Closes the code for a name, if one is open.
    public synchronized void close(String name) {
        open.remove(name);
    }

    /// Whether a newcomer is expected at all.
    public synchronized boolean isOpen() {
        forgetOld();
        return !open.isEmpty();
    }

    /// A newcomer, who has shown that it holds the private half of `key`, says a secret.
    ///
    /// @throws IOException when the registry cannot be written; the code stays open
    public synchronized Redemption redeem(String secret, SshPublicKey key) throws IOException {
        forgetOld();
        Optional<Map.Entry<String, Open>> meant = meant(secret);
        if (meant.isEmpty()) {
            return refuse();
        }
        String name = meant.get().getKey();
        Optional<RegisteredCamera> known = registry.find(name);
        if (known.isEmpty() || !known.get().key().equals(key)) {
            Optional<String> objection = registry.objectionTo(key);
            if (objection.isPresent()) {
                LOG.warn("pairing {}: {}", name, objection.get());
                return new Redemption.KeyRefused(objection.get());
            }
            if (known.isPresent() && !meant.get().getValue().replace()) {
                return new Redemption.Refused(
                        "there is a camera named %s meanwhile".formatted(name));
            }
            registry.replace(name, key);
        }
        open.remove(name);
        LOG.info("camera {} is paired, with the key {}", name, key.fingerprint());
        return new Redemption.Paired(name);
    }

    private Optional<Map.Entry<String, Open>> meant(String secret) {
        byte[] said = hash(secret);
        // All are compared, so that the time taken tells nothing.
        Optional<Map.Entry<String, Open>> meant = Optional.empty();
        for (Map.Entry<String, Open> entry : open.entrySet()) {
            if (MessageDigest.isEqual(said, entry.getValue().secretHash())) {
                meant = Optional.of(entry);
            }
        }
        return meant;
    }

    private Redemption refuse() {
        wrong++;
        if (wrong >= MOST_WRONG && !open.isEmpty()) {
            LOG.error("SOMEBODY GUESSES pairing codes: those that were open are closed");
            open.clear();
        }
        return new Redemption.Refused(
                "this is not the code that the site shows now; it is good once and for %d minutes"
                        .formatted(LASTS.toMinutes()));
    }

    private void forgetOld() {
        open.values().removeIf(code -> pace.nanos() - code.untilNanos() >= 0);
    }

    private static byte[] hash(String secret) {
        return Sha256.digest().digest(secret.getBytes(StandardCharsets.UTF_8));
    }
}
