package org.vigia.web.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraStatus;
import org.vigia.web.account.Right;
import org.vigia.web.sight.Sights;

/// How cameras and this node are, and trying out whether a camera's events come through.
final class HealthRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);

    private final Sights sights;
    private final SiteHealth health;
    private final Duration patience;

    HealthRoutes(Sights sights, SiteHealth health, Duration patience) {
        this.sights = sights;
        this.health = health;
        this.patience = patience;
    }

    void register(RouteTable routes) {
        routes.get(Right.LOOK, "/api/v1/cameras/{id}/health", this::health);
        routes.post(Right.CONTROL, "/api/v1/cameras/{id}/self-test", this::test);
        routes.get(
                Right.LOOK,
                "/api/v1/node",
                (ctx, session) ->
                        Reply.json(ctx, NodeJson.of(health.node().get(), session.reach())));
    }

    private void health(Context ctx, Session session) {
        String name = name(ctx, session);
        HealthJson now =
                health.cameras().find(name).map(HealthJson::of).orElseThrow(CameraRoutes::unknown);
        health.cameras().look(name);
        Reply.json(ctx, now);
    }

    private void test(Context ctx, Session session) throws InterruptedException {
        String name = name(ctx, session);
        CameraStatus status =
                CameraRoutes.orRefusal(
                        sights.of(session.onlooker(ctx))
                                .cameras()
                                .command(name, new CameraCommand.SelfTest(), patience));
        LOG.info("{} from {}: self-test of {}, {}", session.user(), ctx.ip(), name, status.alarm());
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private static String name(Context ctx, Session session) {
        String name = CameraRoutes.name(ctx);
        if (!session.reach().sees(name)) {
            throw CameraRoutes.unknown();
        }
        return name;
    }
}
