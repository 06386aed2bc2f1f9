package org.vigia.camera.ssh;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.config.HostPort;

/// Makes SSH connections to Pi #B. The algorithms are those of docs/design/link.md: what JSch has
/// without BouncyCastle, and [ChaCha20Poly1305]; ssh-audit finds no fault with them.
final class SshConnections {
    private static final Logger LOG = LoggerFactory.getLogger(SshConnections.class);
    private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(10).toMillis();
    private static final int ALIVE_MILLIS = (int) Duration.ofSeconds(5).toMillis();

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);
    private static final Duration SUCCESSION_LIMIT = Duration.ofSeconds(15);

    private final SshAccess access;
    private final Set<String> said = new HashSet<>();
    private String lastRefused = "";

    SshConnections(SshAccess access) {
        this.access = access;
    }

    /// A session whose host key is the pinned one, or one that it has announced, and that is logged
    /// in.
    ///
    /// @throws IOException in words an owner can act on
    Session open() throws IOException {
        PinnedHostKey pinned = pinned();
        try {
            return logIn(pinned);
        } catch (JSchException e) {
            if (!isHostKeyRefused(e)) {
                throw new IOException(explain(e), e);
            }
            follow(pinned.refused().orElse("unknown"), e);
        }
        try {
            return logIn(pinned());
        } catch (JSchException e) {
            throw new IOException(explain(e), e);
        }
    }

    /// Returns when the key is the pinned one now.
    private void follow(String fingerprint, JSchException refused) throws IOException {
        if (isNews(fingerprint, "shown")) {
            LOG.warn(
                    "Pi #B at {} shows another host key than the pinned one: {}",
                    access.address(),
                    fingerprint);
        }
        switch (HostKeySuccession.follow(access, SUCCESSION_LIMIT)) {
            case Succession.Announced() -> {}
            case Succession.NotAnnounced() -> {
                if (isNews(fingerprint, "not announced")) {
                    LOG.warn(
                            "Pi #B at {} has not announced this host key with the pinned one: {}",
                            access.address(),
                            advice());
                }
                throw new IOException(explain(refused), refused);
            }
            case Succession.NotAsked(String why) -> {
                if (isNews(fingerprint, "not asked")) {
                    LOG.warn(
                            "Pi #B at {} could not be asked whether it has announced this host"
                                    + " key: {}; it is asked again",
                            access.address(),
                            why);
                }
                throw new IOException(
                        "the host key of Pi #B at %s is not the pinned one, and whether it is announced could not be asked: %s"
                                .formatted(access.address(), why),
                        refused);
            }
        }
    }

    private PinnedHostKey pinned() {
        return new PinnedHostKey(access.pin().key());
    }

    // Each once a key, since it is met again at each attempt.
    private synchronized boolean isNews(String fingerprint, String what) {
        if (!fingerprint.equals(lastRefused)) {
            lastRefused = fingerprint;
            said.clear();
        }
        return said.add(what);
    }

    private Session logIn(PinnedHostKey pinned) throws JSchException {
        Session session = connect(access.address(), access.camera(), access.identity(), pinned);
        session.setServerAliveInterval(ALIVE_MILLIS);
        session.setServerAliveCountMax(2);
        // What is silent for two keep-alives is dead; without this a read would wait for ever.
        session.setTimeout(ALIVE_MILLIS);
        return session;
    }

    /// A session that is logged in; where nothing is heard for 10 s while that is done, or it takes
    /// more than 30 s, it breaks.
    ///
    /// @param hostKeys says whether the host key is acceptable
    static Session connect(HostPort address, String user, Path identity, HostKeyRepository hostKeys)
            throws JSchException {
        Session session = session(address, user, identity, hostKeys);
        try (Deadline _ = new Deadline(session, CONNECT_LIMIT)) {
            session.connect(CONNECT_MILLIS);
        }
        return session;
    }

    /// As [#connect], but not connected yet.
    static Session session(HostPort address, String user, Path identity, HostKeyRepository hostKeys)
            throws JSchException {
        JSch jsch = new JSch();
        jsch.addIdentity(identity.toString());
        jsch.setHostKeyRepository(hostKeys);
        Session session = jsch.getSession(user, address.host(), address.port());
        session.setConfig(algorithms());
        session.setSocketFactory(new BoundedSockets(CONNECT_MILLIS));
        session.setDaemonThread(true);
        return session;
    }

    static boolean isLoginRefused(JSchException e) {
        return String.valueOf(e.getMessage()).contains("Auth fail");
    }

    static boolean isHostKeyRefused(JSchException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("HostKey") || message.contains("reject");
    }

    private String explain(JSchException e) {
        if (isLoginRefused(e)) {
            return "Pi #B at %s does not know the key of camera %s: sudo vigia-camera pair %s"
                    .formatted(access.address(), access.camera(), access.address());
        }
        if (isHostKeyRefused(e)) {
            return "the host key of Pi #B at %s is neither the pinned one nor announced with it: %s"
                    .formatted(access.address(), advice());
        }
        return "Pi #B at %s cannot be reached: %s".formatted(access.address(), e.getMessage());
    }

    private String advice() {
        return """
        if Pi #B was set up anew, sudo vigia-camera pair %s (and no web.host-key in camera.yml); \
        if not, somebody stands in between\
        """
                .formatted(access.address());
    }

    private static Properties algorithms() {
        Properties config = new Properties();
        config.put("StrictHostKeyChecking", "yes");
        config.put("PreferredAuthentications", "publickey");
        config.put("kex", "curve25519-sha256,diffie-hellman-group16-sha512");
        config.put("server_host_key", "rsa-sha2-512,rsa-sha2-256");
        config.put("PubkeyAcceptedAlgorithms", "rsa-sha2-512,rsa-sha2-256");
        String ciphers = Ciphers.names();
        config.put(Ciphers.CHACHA20, ChaCha20Poly1305.class.getName());
        // JSch would try out ChaCha20 at each exchange of keys.
        config.put("CheckCiphers", "");
        // Without it ChaCha20 lets somebody in between drop the first messages (CVE-2023-48795).
        config.put("require_strict_kex", "yes");
        String macs = "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com";
        for (String way : new String[] {"c2s", "s2c"}) {
            config.put("cipher." + way, ciphers);
            config.put("mac." + way, macs);
            config.put("compression." + way, "none");
        }
        config.put("enable_server_sig_algs", "yes");
        return config;
    }
}
