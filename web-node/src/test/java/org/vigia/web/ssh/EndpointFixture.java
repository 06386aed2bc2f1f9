package org.vigia.web.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.time.Pace;
import org.vigia.web.pairing.HostKeys;
import org.vigia.web.pairing.Pairings;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.Inbox;
import org.vigia.web.store.StoreFixture;

/// An endpoint on a free port of the loopback with a store behind it.
final class EndpointFixture implements AutoCloseable {
    final Path directory;
    final Path keys;
    final StoreFixture cameras;
    final RsaIdentity host;
    final EventStore store;
    final Pairings pairings;
    final SshEndpoint endpoint;

    interface InboxWrapper {
        Inbox wrap(Inbox inbox);
    }

    EndpointFixture(Path directory, Path keys, FrameSocketHandler handler, InboxWrapper wrapper)
            throws IOException {
        this(directory, keys, handler, wrapper, SshLimits.DEFAULT);
    }

    EndpointFixture(
            Path directory,
            Path keys,
            FrameSocketHandler handler,
            InboxWrapper wrapper,
            SshLimits limits)
            throws IOException {
        this.directory = directory;
        this.keys = keys;
        this.cameras = new StoreFixture(directory, keys);
        this.host = Evidence.key(keys, "host");
        this.store = cameras.store();
        this.pairings = new Pairings(host.publicKey(), cameras.registry, Pace.system());
        this.endpoint =
                new SshEndpoint(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new HostKeys(host, List.of()),
                        cameras.registry,
                        pairings,
                        wrapper.wrap(store),
                        handler,
                        limits,
                        Pace.system());
        endpoint.start();
    }

    OpenSsh door() throws IOException {
        return client("door", "door");
    }

    OpenSsh client(String user, String key) throws IOException {
        Path home = Files.createDirectories(directory.resolve("client"));
        return OpenSsh.of(home, endpoint.port(), host, keys.resolve(key), user);
    }

    @Override
    public void close() {
        endpoint.close();
        store.close();
    }
}
