package org.vigia.web.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one address from taking all connections, and connections from being held by requests that
/// never come to their end. Jetty's own patience begins anew with each byte, so that a byte every
/// few seconds would hold a connection for ever.
///
/// Looks at each connection of HTTP twice per [Doors#patience]. One that has sent bytes between two
/// looks, but not one request more, is ended at the next look where that is so again; so is one
/// that has been open for as long without any request. Bodies are small here: whoever needs longer
/// than that is not sending one. WebSockets and streamed answers send nothing and are not touched.
final class Doorkeeper implements Connection.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
    static final int MOST_OF_AN_ADDRESS = 128;

    private final Server server;
    private final Doors doors;
    private final Map<Connection, Sight> open = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> guests = new ConcurrentHashMap<>();

    /// What was seen at the last look.
    private record Sight(@Nullable InetAddress from, long requests, long bytes, int strikes) {}

    Doorkeeper(Server server, Doors doors) {
        this.server = server;
        this.doors = doors;
    }

    /// Begins; ends with the server's scheduler.
    void start() {
        server.getScheduler()
                .schedule(this::round, doors.patience().toNanos() / 2, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        if (!isHttp(connection)) {
            return;
        }
        InetAddress from = address(connection);
        open.put(connection, new Sight(from, 0, 0, 0));
        if (from != null
                && guests.merge(from, 1, Integer::sum) > MOST_OF_AN_ADDRESS
                && doors.proxies().stream().noneMatch(proxy -> proxy.contains(from))) {
            LOG.debug("{} has too many connections", from);
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        Sight sight = open.remove(connection);
        if (sight != null && sight.from() != null) {
            guests.computeIfPresent(sight.from(), (from, count) -> count == 1 ? null : count - 1);
        }
    }

    private void round() {
        for (Connection connection : List.copyOf(open.keySet())) {
            Sight sight = open.computeIfPresent(connection, Doorkeeper::look);
            if (sight != null && sight.strikes() >= 2) {
                LOG.debug("{} does not come to the end of its request", sight.from());
                connection.getEndPoint().close();
            }
        }
        if (server.isRunning()) {
            start();
        }
    }

    private static Sight look(Connection connection, Sight before) {
        long requests = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        boolean isSlow = requests == 0 || (requests == before.requests() && bytes > before.bytes());
        return new Sight(before.from(), requests, bytes, isSlow ? before.strikes() + 1 : 0);
    }

    // The connection inside of TLS is the one that counts requests.
    private static boolean isHttp(Connection connection) {
        return connection instanceof ConnectionMetaData;
    }

    private static @Nullable InetAddress address(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress from
                ? from.getAddress()
                : null;
    }
}
