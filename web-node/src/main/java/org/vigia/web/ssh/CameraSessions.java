package org.vigia.web.ssh;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.web.registry.RegisteredCamera;

/// Bounds a camera's sessions: a new one ends the oldest, which after a break of the network is
/// most likely dead without anybody having noticed. Refusing the new one would lock the camera out.
final class CameraSessions implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(CameraSessions.class);

    private final CameraLogin login;
    private final int most;
    private final Set<Session> loggedIn = new LinkedHashSet<>();

    CameraSessions(CameraLogin login, int most) {
        this.login = login;
        this.most = most;
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        RegisteredCamera camera = login.loggedIn(session);
        if (event != Event.Authenticated || camera == null) {
            return;
        }
        List<Session> evicted = new ArrayList<>();
        synchronized (loggedIn) {
            loggedIn.add(session);
            List<Session> own =
                    loggedIn.stream().filter(s -> camera.equals(login.loggedIn(s))).toList();
            evicted.addAll(own.subList(0, Math.max(0, own.size() - most)));
            evicted.forEach(loggedIn::remove);
        }
        for (Session old : evicted) {
            LOG.info("{}: more than {} sessions, the oldest ends", camera.name(), most);
            old.close(true);
        }
    }

    @Override
    public void sessionClosed(Session session) {
        synchronized (loggedIn) {
            loggedIn.remove(session);
        }
    }
}
