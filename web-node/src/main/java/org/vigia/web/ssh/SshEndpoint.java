package org.vigia.web.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.file.nonefs.NoneFileSystemFactory;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.server.session.AbstractServerSession;
import org.apache.sshd.server.session.ServerConnectionServiceFactory;
import org.apache.sshd.server.session.ServerUserAuthServiceFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.lifecycle.Beat;
import org.vigia.shared.pairing.PairingProtocol;
import org.vigia.shared.time.Pace;
import org.vigia.web.pairing.HostKeys;
import org.vigia.web.pairing.Pairings;
import org.vigia.web.registry.CameraRegistry;
import org.vigia.web.registry.RegisteredCamera;
import org.vigia.web.store.Inbox;

/// The SSH server that cameras call: append-only by construction, since it has no shell, no files
/// to read and no ports. Safe for use by several threads.
public final class SshEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SshEndpoint.class);
    private static final Duration RECHECK = Duration.ofMillis(250);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final long WINDOW = 512L * 1024;

    private final InetSocketAddress bind;
    private final HostKeys hostKeys;
    private final CameraLogin login;
    private final Pairings pairings;
    private final Inbox inbox;
    private final FrameSocketHandler frames;
    private final SshLimits limits;
    private final Pace pace;
    private final Threads threads = new Threads();
    private final Uploads uploads = new Uploads();
    private @Nullable SshServer server;
    private final Beat looking;

    /// @param bind where to listen; port 0 for any free one
    /// @param hostKeys the key that cameras know, or are to know
    /// @param registry who may come in
    /// @param pairings who may come in for the first time
    /// @param inbox who takes files
    /// @param frames who serves frame sockets
    /// @param limits what is granted
    /// @param pace for the regular look at revocations and at uploads that stand still
    public SshEndpoint(
            InetSocketAddress bind,
            HostKeys hostKeys,
            CameraRegistry registry,
            Pairings pairings,
            Inbox inbox,
            FrameSocketHandler frames,
            SshLimits limits,
            Pace pace) {
        this.bind = bind;
        this.hostKeys = hostKeys;
        this.login = new CameraLogin(registry, pairings, pace);
        this.pairings = pairings;
        this.inbox = inbox;
        this.frames = frames;
        this.limits = limits;
        this.pace = pace;
        this.looking = new Beat("ssh-look", RECHECK, pace, this::look);
    }

    /// Begins to listen.
    ///
    /// @throws IOException when the address cannot be bound
    public synchronized void start() throws IOException {
        SshServer made = Algorithms.server();
        made.setHost(bind.getHostString());
        made.setPort(bind.getPort());
        RsaIdentity hostKey = hostKeys.current();
        made.setKeyPairProvider(
                KeyPairProvider.wrap(new KeyPair(hostKey.publicKey().key(), hostKey.privateKey())));
        made.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory());
        made.setFileSystemFactory(NoneFileSystemFactory.INSTANCE);
        made.setPublickeyAuthenticator(login);
        made.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        made.setSubsystemFactories(List.of());
        made.setGlobalRequestHandlers(
                List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE));
        made.setShellFactory(channel -> new RefusedCommand(threads));
        made.setCommandFactory((channel, command) -> command(channel.getSession(), command));
        made.setChannelFactories(
                List.of(
                        factory("session", session -> new EvidenceSession()),
                        factory(
                                FrameChannel.TYPE,
                                session -> new FrameChannel(name(session), frames, threads))));
        made.setServiceFactories(List.of(ServerUserAuthServiceFactory.INSTANCE, new Connections()));
        made.addSessionListener(new WaitingRoom(limits.waiting(), login));
        made.addSessionListener(new CameraSessions(login, limits.sessions()));
        configure(made);
        made.start();
        server = made;
        looking.start();
        LOG.info(
                "cameras: listening on {} port {}, host key {}",
                bind.getHostString(),
                made.getPort(),
                hostKey.publicKey().fingerprint());
    }

    /// The port listened on.
    ///
    /// @throws IllegalStateException before the start
    public synchronized int port() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.getPort();
    }

    /// Stops listening, ends all sessions and waits for what they were doing.
    @Override
    public void close() {
        SshServer stopping;
        synchronized (this) {
            stopping = server;
            server = null;
        }
        looking.close();
        if (stopping == null) {
            return;
        }
        try {
            stopping.close(true).await(DEADLINE);
            threads.join(DEADLINE);
        } catch (IOException e) {
            LOG.warn("the SSH server does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void configure(SshServer made) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(made, "vigia");
        CoreModuleProperties.AUTH_TIMEOUT.set(made, limits.loginTime());
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(made, limits.loginAttempts());
        CoreModuleProperties.IDLE_TIMEOUT.set(made, limits.silence());
        CoreModuleProperties.WINDOW_SIZE.set(made, WINDOW);
        CoreModuleProperties.TCP_NODELAY.set(made, true);
    }

    private Command command(Session session, String line) {
        Optional<SshPublicKey> newcomer = login.newcomer(session);
        if (newcomer.isPresent()) {
            return line.equals(PairingProtocol.COMMAND)
                    ? new PairCommand(newcomer.get(), pairings, threads)
                    : new RefusedCommand(threads);
        }
        if (line.equals(PairingProtocol.HOST_KEY_COMMAND)) {
            return new HostKeyCommand(hostKeys.announcements(), threads);
        }
        return ScpCommandLine.isUpload(line) ? upload(session) : new RefusedCommand(threads);
    }

    private ScpCommand upload(Session session) {
        return new ScpCommand(
                name(session), inbox, threads, uploads, new Progress(pace, limits.uploadStall()));
    }

    private void look() {
        uploads.cutStalled();
        cutRevoked();
        cutNewcomers();
    }

    /// Who has come to pair is soon done.
    private void cutNewcomers() {
        for (Session session : sessions()) {
            if (login.newcomer(session).isPresent()
                    && login.sinceLogin(session).compareTo(limits.loginTime()) > 0) {
                session.close(true);
            }
        }
    }

    /// Ends every session whose key counts no more; done regularly besides, for keys that another
    /// process has taken away.
    public void cutRevoked() {
        for (Session session : sessions()) {
            RegisteredCamera who = login.loggedIn(session);
            if (who != null && login.of(session).isEmpty()) {
                LOG.warn("{}: its key was revoked, its session ends", who.name());
                session.close(true);
            }
        }
    }

    private synchronized List<? extends Session> sessions() {
        return server == null ? List.of() : server.getActiveSessions();
    }

    private String name(Session session) {
        return login.of(session)
                .map(RegisteredCamera::name)
                .orElseThrow(() -> new IllegalStateException("not a camera's session"));
    }

    private interface Maker {
        Channel make(Session session);
    }

    private static ChannelFactory factory(String type, Maker maker) {
        return new ChannelFactory() {
            @Override
            public String getName() {
                return type;
            }

            @Override
            public Channel createChannel(Session session) {
                return maker.make(session);
            }
        };
    }

    private final class Connections extends ServerConnectionServiceFactory {
        @Override
        public org.apache.sshd.common.Service create(Session session) throws IOException {
            return new EvidenceConnection(
                    (AbstractServerSession) session, login, limits.channels());
        }
    }
}
