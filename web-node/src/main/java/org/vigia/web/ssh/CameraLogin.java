package org.vigia.web.ssh;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCamera;

/// Lets in whom the registry knows: the key decides, and the user name must be its camera's. MINA
/// checks afterwards that the client holds the private half.
final class CameraLogin implements PublickeyAuthenticator {
    private static final AttributeKey<RegisteredCamera> CAMERA = new AttributeKey<>();

    private final CameraRegistry registry;

    CameraLogin(CameraRegistry registry) {
        this.registry = registry;
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

    /// Who logged in, whether or not the key still counts.
    @Nullable RegisteredCamera loggedIn(Session session) {
        return session.isAuthenticated() ? session.getAttribute(CAMERA) : null;
    }
}
