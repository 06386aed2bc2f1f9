package org.vigia.web.ssh;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bounds how many connections may be there without having logged in.
final class WaitingRoom implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingRoom.class);

    private final Set<Session> waiting = ConcurrentHashMap.newKeySet();
    private final int seats;

    WaitingRoom(int seats) {
        this.seats = seats;
    }

    @Override
    public void sessionCreated(Session session) {
        if (waiting.size() >= seats) {
            LOG.debug("{}: turned away, {} wait already", session, seats);
            session.close(true);
            return;
        }
        waiting.add(session);
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            waiting.remove(session);
        }
    }

    @Override
    public void sessionClosed(Session session) {
        waiting.remove(session);
    }
}
