package org.vigia.web.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraStatus;
import org.vigia.web.camera.CameraView;
import org.vigia.web.camera.CommandOutcome;
import org.vigia.web.camera.Loss;
import org.vigia.web.camera.RevocableCameras;

/// Cameras in memory that obey at once, unless told how else to answer.
final class FakeCameras implements RevocableCameras {
    private final Map<String, CameraView> views = new TreeMap<>();
    private final List<Consumer<CameraView>> observers = new CopyOnWriteArrayList<>();
    private final List<CameraCommand> commands = new ArrayList<>();
    private @Nullable CommandOutcome answer;

    static CameraStatus status(AlarmMode mode) {
        return new CameraStatus(mode, false, false, 0, false, false, null, 0);
    }

    void online(String name, AlarmMode mode) {
        put(new CameraView(name, true, status(mode), 1_790_000_000_000L, null));
    }

    void says(String name, CameraStatus status) {
        put(new CameraView(name, true, status, 1_790_000_000_000L, null));
    }

    void offline(String name) {
        put(new CameraView(name, false, null, 0, null));
    }

    /// From now on every command is answered with this; null: obeyed.
    synchronized void answer(@Nullable CommandOutcome outcome) {
        answer = outcome;
    }

    synchronized List<CameraCommand> commands() {
        return List.copyOf(commands);
    }

    int observers() {
        return observers.size();
    }

    private void put(CameraView view) {
        synchronized (this) {
            views.put(view.name(), view);
        }
        observers.forEach(o -> o.accept(view));
    }

    @Override
    public synchronized List<CameraView> all() {
        return List.copyOf(views.values());
    }

    @Override
    public synchronized Optional<CameraView> find(String name) {
        return Optional.ofNullable(views.get(name));
    }

    @Override
    public CommandOutcome command(String name, CameraCommand command, Duration patience) {
        CameraView view = find(name).orElse(null);
        if (view == null) {
            return new CommandOutcome.Unknown();
        }
        if (!view.online() || view.status() == null) {
            return new CommandOutcome.Offline();
        }
        synchronized (this) {
            commands.add(command);
            if (answer != null) {
                return answer;
            }
        }
        CameraStatus after = obey(view.status(), command);
        put(new CameraView(name, true, after, view.lastContactMillis(), view.loss()));
        return new CommandOutcome.Done(after);
    }

    private static CameraStatus obey(CameraStatus s, CameraCommand command) {
        return switch (command) {
            case CameraCommand.Arm() -> with(s, AlarmMode.ARMED, s.siren(), s.panDegrees());
            case CameraCommand.Disarm() -> with(s, AlarmMode.DISARMED, false, s.panDegrees());
            case CameraCommand.Snapshot() -> s;
            case CameraCommand.Siren(boolean on) -> with(s, s.alarm(), on, s.panDegrees());
            case CameraCommand.Pan(int degrees) -> with(s, s.alarm(), s.siren(), degrees);
            case CameraCommand.Invite _, CameraCommand.SelfTest _ -> s;
        };
    }

    private static CameraStatus with(CameraStatus s, AlarmMode alarm, boolean siren, int pan) {
        return new CameraStatus(
                alarm,
                s.incident(),
                siren,
                pan,
                s.warmingUp(),
                s.sensorFault(),
                s.videoFault(),
                s.undelivered(),
                s.bot(),
                s.alertTrouble());
    }

    void lost(String name, Loss loss) {
        put(find(name).orElseThrow().with(loss));
    }

    @Override
    public boolean confirm(String name, String by) {
        Optional<CameraView> view = find(name);
        view.ifPresent(v -> put(v.with(null)));
        return view.isPresent();
    }

    @Override
    public boolean revoke(String name) {
        Optional<CameraView> view = find(name);
        view.ifPresent(v -> put(CameraView.revoked(name, 1_790_000_100_000L)));
        return view.isPresent();
    }

    @Override
    public AutoCloseable subscribe(Consumer<CameraView> observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }
}
