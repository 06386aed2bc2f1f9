package org.vigia.web.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends sessions that are over though nobody asks: a socket or stream on which nothing happens
/// would outlive an account that another process has changed. On the server's scheduler, as
/// [Doorkeeper] is.
final class SessionWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);
    private static final long PAUSE_SECONDS = 3;

    private final Server server;
    private final Sessions sessions;
    private boolean failing;

    SessionWatch(Server server, Sessions sessions) {
        this.server = server;
        this.sessions = sessions;
    }

    /// Begins; ends with the server's scheduler.
    void start() {
        server.getScheduler().schedule(this::round, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private void round() {
        try {
            sessions.endOver();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.error("which sessions are over cannot be told; trying again", e);
            }
            failing = true;
        }
        if (server.isRunning()) {
            start();
        }
    }
}
