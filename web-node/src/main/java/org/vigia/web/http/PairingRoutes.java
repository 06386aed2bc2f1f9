package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.json.Json;
import org.vigia.web.account.Right;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditDetail;
import org.vigia.web.audit.AuditTrail;
import org.vigia.web.pairing.OpenedPairing;
import org.vigia.web.pairing.Pairings;

/// Letting a new camera in: a code is shown once, to who opened it.
final class PairingRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(PairingRoutes.class);

    private final Pairings pairings;
    private final Gate gate;
    private final AuditTrail trail;

    private record Wanted(String camera, boolean replace) {}

    private record Opened(String camera, String code, long seconds) {}

    PairingRoutes(Pairings pairings, Gate gate, AuditTrail trail) {
        this.pairings = pairings;
        this.gate = gate;
        this.trail = trail;
    }

    void register(RouteTable routes) {
        routes.post(Right.ADMINISTER, "/api/v1/pairings", this::open);
        routes.delete(Right.ADMINISTER, "/api/v1/pairings/{id}", this::close);
    }

    private void open(Context ctx, Session session) throws IOException {
        Wanted wanted = read(gate.json(ctx));
        OpenedPairing opened;
        try {
            opened = pairings.open(wanted.camera(), wanted.replace());
        } catch (IllegalArgumentException e) {
            throw Problem.refused(String.valueOf(e.getMessage()));
        }
        LOG.info("{} from {}: lets camera {} pair", session.user(), ctx.ip(), wanted.camera());
        trail.note(
                AuditAction.KEY,
                session.user(),
                ctx.ip(),
                wanted.camera(),
                AuditDetail.PAIRING_CODE.code());
        ctx.status(201);
        Reply.json(ctx, new Opened(opened.camera(), opened.code(), opened.lasts().toSeconds()));
    }

    private void close(Context ctx, Session session) {
        pairings.close(CameraRoutes.name(ctx));
        ctx.status(204);
    }

    private static Wanted read(byte[] body) {
        try {
            Wanted wanted = Json.read(body, Wanted.class);
            if (wanted.camera() != null) {
                return wanted;
            }
        } catch (IOException e) {
            LOG.debug("not a wish to pair", e);
        }
        throw Problem.badRequest("The body must be {\"camera\":\"NAME\",\"replace\":false}.");
    }
}
