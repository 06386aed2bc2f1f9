package org.vigia.web.sight;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.vigia.shared.link.CameraCommand;
import org.vigia.web.audit.AuditAction;
import org.vigia.web.audit.AuditDetail;
import org.vigia.web.audit.AuditTrail;
import org.vigia.web.camera.CameraView;
import org.vigia.web.camera.CommandOutcome;
import org.vigia.web.camera.RevocableCameras;

/// The cameras that somebody sees. What they order is noted whatever becomes of it: an order that
/// timed out may have been obeyed.
record SeenCameras(RevocableCameras cameras, Onlooker who, AuditTrail trail)
        implements RevocableCameras {
    @Override
    public List<CameraView> all() {
        return cameras.all().stream().filter(view -> sees(view.name())).toList();
    }

    @Override
    public Optional<CameraView> find(String name) {
        return sees(name) ? cameras.find(name) : Optional.empty();
    }

    @Override
    public CommandOutcome command(String name, CameraCommand command, Duration patience)
            throws InterruptedException {
        if (!sees(name)) {
            return new CommandOutcome.Unknown();
        }
        CommandOutcome outcome = cameras.command(name, command, patience);
        if (!(outcome instanceof CommandOutcome.Unknown)) {
            note(action(command), name, detail(command, outcome));
        }
        return outcome;
    }

    @Override
    public boolean confirm(String name, String by) throws IOException {
        boolean done = sees(name) && cameras.confirm(name, by);
        if (done) {
            note(AuditAction.MARK, name, AuditDetail.CONFIRMED.code());
        }
        return done;
    }

    @Override
    public boolean revoke(String name) throws IOException {
        boolean done = sees(name) && cameras.revoke(name);
        if (done) {
            note(AuditAction.KEY, name, AuditDetail.REVOKED.code());
        }
        return done;
    }

    @Override
    public AutoCloseable subscribe(Consumer<CameraView> observer) {
        return cameras.subscribe(view -> {
            if (sees(view.name())) {
                observer.accept(view);
            }
        });
    }

    private boolean sees(String name) {
        return who.reach().sees(name);
    }

    private void note(AuditAction action, String name, String detail) {
        trail.note(action, who.name(), who.address(), name, detail);
    }

    private static AuditAction action(CameraCommand command) {
        return switch (command) {
            case CameraCommand.Arm() -> AuditAction.ARM;
            case CameraCommand.Disarm() -> AuditAction.DISARM;
            case CameraCommand.Invite _ -> AuditAction.BOT;
            case CameraCommand.Snapshot _,
                    CameraCommand.Siren _,
                    CameraCommand.Pan _,
                    CameraCommand.SelfTest _ ->
                    AuditAction.COMMAND;
        };
    }

    private static String detail(CameraCommand command, CommandOutcome outcome) {
        String what =
                switch (command) {
                    case CameraCommand.Arm(), CameraCommand.Disarm() -> "";
                    case CameraCommand.Invite(_, boolean owner) ->
                            (owner ? AuditDetail.BOT_OWNER : AuditDetail.BOT_LOOK).code();
                    case CameraCommand.Snapshot() -> AuditDetail.SNAPSHOT.code();
                    case CameraCommand.Siren(boolean on) ->
                            (on ? AuditDetail.SIREN_ON : AuditDetail.SIREN_OFF).code();
                    case CameraCommand.Pan(int degrees) ->
                            AuditDetail.PAN.of(Integer.toString(degrees));
                    case CameraCommand.SelfTest() -> AuditDetail.SELF_TEST.code();
                };
        if (outcome instanceof CommandOutcome.Done) {
            return what;
        }
        return (what + " (" + outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT) + ")")
                .strip();
    }
}
