package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.json.Json;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraStatus;
import org.vigia.web.account.Right;
import org.vigia.web.camera.CommandOutcome;
import org.vigia.web.camera.RevocableCameras;
import org.vigia.web.sight.Sights;

/// The cameras and what may be asked of them.
final class CameraRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(CameraRoutes.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");

    private final Sights sights;
    private final Gate gate;
    private final Duration patience;

    private record CameraList(List<CameraJson> cameras) {}

    CameraRoutes(Sights sights, Gate gate, Duration patience) {
        this.sights = sights;
        this.gate = gate;
        this.patience = patience;
    }

    void register(RouteTable routes) {
        routes.get(
                Right.LOOK,
                "/api/v1/cameras",
                (ctx, session) ->
                        Reply.json(
                                ctx,
                                new CameraList(
                                        seen(ctx, session).all().stream()
                                                .map(CameraJson::of)
                                                .toList())));
        routes.post(Right.CONTROL, "/api/v1/cameras/{id}/commands", this::command);
        routes.post(Right.MARK, "/api/v1/cameras/{id}/confirm", this::confirm);
        routes.post(Right.ADMINISTER, "/api/v1/cameras/{id}/revoke", this::revoke);
    }

    private RevocableCameras seen(Context ctx, Session session) {
        return sights.of(session.onlooker(ctx)).cameras();
    }

    private void revoke(Context ctx, Session session) throws IOException {
        RevocableCameras cameras = seen(ctx, session);
        String name = name(ctx);
        if (!cameras.revoke(name)) {
            throw unknown();
        }
        LOG.warn("{} from {}: revokes {}", session.user(), ctx.ip(), name);
        Reply.json(ctx, CameraJson.of(cameras.find(name).orElseThrow(CameraRoutes::unknown)));
    }

    private void confirm(Context ctx, Session session) throws IOException {
        RevocableCameras cameras = seen(ctx, session);
        String name = name(ctx);
        if (!cameras.confirm(name, session.user())) {
            throw unknown();
        }
        LOG.info("{} from {}: confirms {}", session.user(), ctx.ip(), name);
        Reply.json(ctx, CameraJson.of(cameras.find(name).orElseThrow(CameraRoutes::unknown)));
    }

    private void command(Context ctx, Session session) throws IOException, InterruptedException {
        String name = name(ctx);
        CameraCommand command = read(gate.json(ctx));
        CommandOutcome outcome = seen(ctx, session).command(name, command, patience);
        LOG.info(
                "{} from {}: {} at {}: {}",
                session.user(),
                ctx.ip(),
                command,
                name,
                outcome.getClass().getSimpleName());
        Reply.json(ctx, orRefusal(outcome));
    }

    /// The camera's status after a command.
    ///
    /// @throws Problem when it was not done
    static CameraStatus orRefusal(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Done(var status) -> status;
            case CommandOutcome.Refused(String reason) -> throw Problem.refused(reason);
            case CommandOutcome.Offline() -> throw Problem.offline();
            case CommandOutcome.TimedOut() -> throw Problem.timedOut();
            case CommandOutcome.Unknown() -> throw unknown();
        };
    }

    private static CameraCommand read(byte[] body) {
        try {
            CameraCommand command = Json.read(body, CameraCommand.class);
            // Invitations have an address of their own, where the code is drawn as it must be; and
            // self-tests, which are no order to the alarm.
            if (!(command instanceof CameraCommand.Invite)
                    && !(command instanceof CameraCommand.SelfTest)) {
                return command;
            }
        } catch (IOException e) {
            LOG.debug("not a command", e);
        }
        throw Problem.badRequest(
                "The body must be one of {\"command\":\"arm\"}, disarm, snapshot,"
                        + " {\"command\":\"siren\",\"on\":true} and"
                        + " {\"command\":\"pan\",\"degrees\":-90…90}.");
    }

    /// The camera's name in the path.
    ///
    /// @throws Problem 404 when no camera can have it
    static String name(Context ctx) {
        String text = ctx.pathParam("id");
        if (!NAME.matcher(text).matches()) {
            throw unknown();
        }
        return text;
    }

    /// The camera's name in a query; null where there is none.
    ///
    /// @throws Problem 400 when no camera can have it
    static @Nullable String nameOrNull(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!NAME.matcher(text).matches()) {
            throw Problem.badRequest("camera: not a camera's name.");
        }
        return text;
    }

    static Problem unknown() {
        return Problem.notFound("There is no such camera.");
    }
}
