package org.vigia.web.ssh;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bounds how many connections may be there without having logged in. Where all seats are taken,
/// who holds more of them than the newcomer loses one: a host on the network that connects and says
/// nothing must not keep cameras out. Newcomers wait for as long as they are here.
final class WaitingRoom implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingRoom.class);

    private final Map<Session, InetAddress> waiting = new LinkedHashMap<>();
    private final int seats;
    private final CameraLogin login;

    WaitingRoom(int seats, CameraLogin login) {
        this.seats = seats;
        this.login = login;
    }

    @Override
    public void sessionCreated(Session session) {
        Session away = seat(session);
        if (away != null) {
            LOG.debug("{}: turned away, {} wait already", away, seats);
            away.close(true);
        }
    }

    /// @return who has to go
    private synchronized @Nullable Session seat(Session session) {
        InetAddress from = addressOf(session);
        waiting.put(session, from);
        if (waiting.size() <= seats) {
            return null;
        }
        long own = held(from);
        Optional<InetAddress> greedy =
                waiting.values().stream()
                        .filter(address -> held(address) > own)
                        .max((a, b) -> Long.compare(held(a), held(b)));
        Session away = greedy.isEmpty() ? session : oldestOf(greedy.get());
        waiting.remove(away);
        return away;
    }

    private long held(InetAddress address) {
        return Collections.frequency(waiting.values(), address);
    }

    private Session oldestOf(InetAddress address) {
        return waiting.entrySet().stream()
                .filter(entry -> entry.getValue().equals(address))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static InetAddress addressOf(Session session) {
        return session.getRemoteAddress() instanceof InetSocketAddress socket
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated && login.newcomer(session).isEmpty()) {
            leave(session);
        }
    }

    @Override
    public void sessionClosed(Session session) {
        leave(session);
    }

    private synchronized void leave(Session session) {
        waiting.remove(session);
    }
}
