package org.vigia.web.ssh;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.pairing.PairingProtocol;
import org.vigia.shared.time.Pace;
import org.vigia.web.pairing.Pairings;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCamera;

/// Lets in whom the registry knows: the key decides, and the user name must be its camera's; and
/// newcomers, while a pairing code is open, to say its secret and nothing else. MINA checks
/// afterwards that the client holds the private half.
final class CameraLogin implements PublickeyAuthenticator {
    private static final AttributeKey<RegisteredCamera> CAMERA = new AttributeKey<>();

    private static final AttributeKey<Newcomer> NEWCOMER = new AttributeKey<>();

    private final CameraRegistry registry;
    private final Pairings pairings;
    private final Pace pace;

    private record Newcomer(SshPublicKey key, long sinceNanos) {}

    CameraLogin(CameraRegistry registry, Pairings pairings, Pace pace) {
        this.registry = registry;
        this.pairings = pairings;
        this.pace = pace;
    }

    @Override
    public boolean authenticate(String username, PublicKey key, @Nullable ServerSession session) {
        if (session == null || !(key instanceof RSAPublicKey rsa)) {
            return false;
        }
        SshPublicKey offered;
        try {
            offered = new SshPublicKey(rsa);
        } catch (IllegalArgumentException tooShort) {
            return false;
        }
        if (username.equals(PairingProtocol.USER)) {
            session.setAttribute(NEWCOMER, new Newcomer(offered, pace.nanos()));
            return pairings.isOpen();
        }
        Optional<RegisteredCamera> camera =
                registry.find(offered).filter(c -> c.name().equals(username));
        // A client may ask for one key and sign with the next: the last one asked about here is the
        // one that is then verified, since MINA asks again with the signature.
        camera.ifPresent(c -> session.setAttribute(CAMERA, c));
        return camera.isPresent();
    }

    /// The camera behind a session that is logged in and whose key still counts.
    Optional<RegisteredCamera> of(Session session) {
        RegisteredCamera camera = session.getAttribute(CAMERA);
        if (camera == null || !session.isAuthenticated()) {
            return Optional.empty();
        }
        return registry.find(camera.key()).filter(camera::equals);
    }

    /// The key of a newcomer who is logged in.
    Optional<SshPublicKey> newcomer(Session session) {
        Newcomer newcomer = session.getAttribute(NEWCOMER);
        return newcomer != null
                        && session.isAuthenticated()
                        && PairingProtocol.USER.equals(session.getUsername())
                ? Optional.of(newcomer.key())
                : Optional.empty();
    }

    /// How long ago a newcomer has logged in.
    Duration sinceLogin(Session session) {
        Newcomer newcomer = session.getAttribute(NEWCOMER);
        return newcomer == null
                ? Duration.ZERO
                : Duration.ofNanos(pace.nanos() - newcomer.sinceNanos());
    }

    /// Who logged in, whether or not the key still counts.
    @Nullable RegisteredCamera loggedIn(Session session) {
        return session.isAuthenticated() ? session.getAttribute(CAMERA) : null;
    }
}
