package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.json.Json;
import org.vigia.web.account.Right;
import org.vigia.web.preset.PanPreset;
import org.vigia.web.preset.PanPresets;
import org.vigia.web.sight.Sights;

/// The directions of cameras that have names: for who may turn them to see, for owners to give.
final class PresetRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(PresetRoutes.class);
    private static final String PATH = "/api/v1/cameras/{id}/presets";

    private final PanPresets presets;
    private final Sights sights;
    private final Gate gate;

    private record Body(List<PanPreset> presets) {}

    PresetRoutes(PanPresets presets, Sights sights, Gate gate) {
        this.presets = presets;
        this.sights = sights;
        this.gate = gate;
    }

    void register(RouteTable routes) {
        routes.get(Right.CONTROL, PATH, (ctx, session) -> show(ctx, seen(ctx, session)));
        routes.post(Right.ADMINISTER, PATH, this::put);
    }

    private void show(Context ctx, String camera) {
        Reply.json(ctx, new Body(presets.of(camera)));
    }

    private void put(Context ctx, Session session) throws IOException {
        String camera = seen(ctx, session);
        Body body = read(gate.json(ctx));
        try {
            presets.put(camera, body.presets());
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(e.getMessage() + ".");
        }
        LOG.info(
                "{} from {}: names {} directions of {}",
                session.user(),
                ctx.ip(),
                body.presets().size(),
                camera);
        show(ctx, camera);
    }

    private String seen(Context ctx, Session session) {
        String name = CameraRoutes.name(ctx);
        if (sights.of(session.onlooker(ctx)).cameras().find(name).isEmpty()) {
            throw CameraRoutes.unknown();
        }
        return name;
    }

    private static Body read(byte[] body) {
        try {
            return Json.read(body, Body.class);
        } catch (IOException e) {
            throw Problem.badRequest(
                    "The body must be {\"presets\":[{\"name\":…,\"degrees\":-90…90}, …]}, each name"
                            + " of 1 to 24 characters.");
        }
    }
}
