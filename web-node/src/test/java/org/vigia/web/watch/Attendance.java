package org.vigia.web.watch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.link.AlarmMode;
import org.vigia.shared.link.CameraCommand;
import org.vigia.shared.link.CameraStatus;
import org.vigia.web.camera.CameraView;
import org.vigia.web.camera.Cameras;
import org.vigia.web.camera.CommandOutcome;

/// Cameras that come, speak and go as a test wants.
final class Attendance implements Cameras {
    private final Map<String, CameraView> views = new TreeMap<>();
    private final List<Consumer<CameraView>> observers = new CopyOnWriteArrayList<>();
    private long millis = 1_790_000_000_000L;

    /// Registered, and not heard of since the start.
    void absent(String name) {
        put(new CameraView(name, false, null, 0, null));
    }

    /// The camera says how it is.
    void speak(String name, AlarmMode alarm, boolean incident) {
        put(
                new CameraView(
                        name,
                        true,
                        new CameraStatus(alarm, incident, false, 0, false, false, null, 0),
                        ++millis,
                        null));
    }

    /// The camera says something.
    void speak(String name) {
        CameraView view = Objects.requireNonNull(views.get(name));
        @Nullable CameraStatus status = view.status();
        put(new CameraView(name, true, status, ++millis, null));
    }

    /// The link is down.
    void hangUp(String name) {
        CameraView view = Objects.requireNonNull(views.get(name));
        put(new CameraView(name, false, view.status(), view.lastContactMillis(), null));
    }

    void unregister(String name) {
        views.remove(name);
    }

    private void put(CameraView view) {
        views.put(view.name(), view);
        observers.forEach(observer -> observer.accept(view));
    }

    @Override
    public List<CameraView> all() {
        return List.copyOf(views.values());
    }

    @Override
    public Optional<CameraView> find(String name) {
        return Optional.ofNullable(views.get(name));
    }

    @Override
    public CommandOutcome command(String name, CameraCommand command, Duration patience) {
        return new CommandOutcome.Offline();
    }

    @Override
    public boolean confirm(String name, String by) {
        return views.containsKey(name);
    }

    @Override
    public AutoCloseable subscribe(Consumer<CameraView> observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }
}
