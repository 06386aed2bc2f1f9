package org.vigia.web.sight;

import java.util.Optional;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditTrail;
import org.vigia.web.live.LiveHub;
import org.vigia.web.live.ViewerSocket;
import org.vigia.web.still.Still;
import org.vigia.web.still.Stills;

/// The live pictures of the cameras within reach; it is noted who looks at them.
record SeenLive(LiveHub hub, Stills stills, Onlooker who, AuditTrail trail) implements LiveSight {
    @Override
    public Optional<AutoCloseable> view(String camera, ViewerSocket socket) {
        look(camera);
        return hub.view(camera, socket);
    }

    @Override
    public Still still(String camera) throws InterruptedException {
        look(camera);
        return stills.take(camera);
    }

    private void look(String camera) {
        if (!who.reach().sees(camera)) {
            throw new IllegalArgumentException("%s does not see %s".formatted(who.name(), camera));
        }
        trail.looked(AuditAction.LIVE, who.name(), who.address(), camera);
    }
}
