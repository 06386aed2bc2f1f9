package org.vigia.web.http;

import io.javalin.http.Context;
import org.vigia.web.account.Right;
import org.vigia.web.metrics.Metrics;
import org.vigia.web.sight.Sights;

/// Figures for a monitoring system, which brings a token.
final class MetricsRoutes {
    static final String PATH = "/metrics";

    private final Sights sights;
    private final Sessions sessions;
    private final Metrics metrics;

    MetricsRoutes(Sights sights, Sessions sessions, Metrics metrics) {
        this.sights = sights;
        this.sessions = sessions;
        this.metrics = metrics;
    }

    void register(RouteTable routes) {
        routes.get(Right.MONITOR, PATH, this::tell);
    }

    private void tell(Context ctx, Session session) {
        String text =
                metrics.text(
                        sights.of(session.onlooker(ctx)).cameras().all(),
                        session.reach(),
                        sessions.count());
        ctx.contentType(Metrics.TYPE).result(text);
    }
}
