package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.json.Json;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraStatus;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.access.Role;
import org.vigia.telegram.pairing.PairingLink;
import org.vigia.web.account.Right;
import org.vigia.web.camera.CameraView;
import org.vigia.web.camera.Cameras;
import org.vigia.web.camera.CommandOutcome;
import org.vigia.web.sight.Sights;

/// Invitations to give a camera orders through Telegram. The code is drawn here and shown to who
/// asked; the camera gets its hash alone.
final class TelegramRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(TelegramRoutes.class);
    private static final int CODE_BYTES = 16;

    private final Sights sights;
    private final Gate gate;
    private final Duration patience;
    private final SecureRandom random = new SecureRandom();

    private record Wanted(Role role) {}

    private record Invitation(String link, String qr, long seconds) {}

    TelegramRoutes(Sights sights, Gate gate, Duration patience) {
        this.sights = sights;
        this.gate = gate;
        this.patience = patience;
    }

    void register(RouteTable routes) {
        routes.post(Right.ADMINISTER, "/api/v1/cameras/{id}/telegram/invitations", this::invite);
    }

    private void invite(Context ctx, Session session) throws IOException, InterruptedException {
        Cameras cameras = sights.of(session.onlooker(ctx)).cameras();
        String name = CameraRoutes.name(ctx);
        Role role = read(gate.json(ctx)).role();
        CameraView view = cameras.find(name).orElseThrow(CameraRoutes::unknown);
        String bot = bot(view.status());
        if (!view.online()) {
            throw Problem.offline();
        }
        if (bot == null) {
            throw Problem.refused("This camera takes no orders through Telegram.");
        }
        byte[] bits = new byte[CODE_BYTES];
        random.nextBytes(bits);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        String hash = Sha256.of(code.getBytes(StandardCharsets.UTF_8));
        CommandOutcome outcome =
                cameras.command(name, new CameraCommand.Invite(hash, role == Role.OWNER), patience);
        CameraRoutes.orRefusal(outcome);
        LOG.info(
                "{} from {}: invites somebody to {}'s bot ({})",
                session.user(),
                ctx.ip(),
                name,
                role.label());
        PairingLink link = new PairingLink(bot, code);
        Reply.json(
                ctx, new Invitation(link.url(), link.svg(), Access.INVITATION_LASTS.toSeconds()));
    }

    private static @Nullable String bot(@Nullable CameraStatus status) {
        return status == null ? null : status.bot();
    }

    private static Wanted read(byte[] body) {
        try {
            return Json.read(body, Wanted.class);
        } catch (IOException e) {
            throw Problem.badRequest(
                    "The body must be {\"role\":\"owner\"} or {\"role\":\"look\"}.");
        }
    }
}
