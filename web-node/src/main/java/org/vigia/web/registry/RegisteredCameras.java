package org.vigia.web.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.vigia.shared.link.CameraCommand;
import org.vigia.web.camera.CameraView;
import org.vigia.web.camera.Cameras;
import org.vigia.web.camera.CommandOutcome;
import org.vigia.web.camera.RevocableCameras;

/// The cameras together with those whose key was taken away, and the taking away. Safe for use by
/// several threads.
public final class RegisteredCameras implements RevocableCameras {
    private final Cameras present;
    private final CameraRegistry registry;
    private final Runnable cut;
    private final List<Consumer<CameraView>> observers = new CopyOnWriteArrayList<>();

    /// @param present the cameras that have a key
    /// @param cut ends every connection whose key counts no more, at once
    public RegisteredCameras(Cameras present, CameraRegistry registry, Runnable cut) {
        this.present = present;
        this.registry = registry;
        this.cut = cut;
    }

    @Override
    public boolean revoke(String name) throws IOException {
        if (!registry.revoke(name)) {
            return registry.findRevoked(name).isPresent();
        }
        cut.run();
        find(name).ifPresent(view -> observers.forEach(observer -> observer.accept(view)));
        return true;
    }

    @Override
    public List<CameraView> all() {
        List<CameraView> all = new ArrayList<>(present.all());
        registry.revoked().forEach(camera -> all.add(view(camera)));
        all.sort(Comparator.comparing(CameraView::name));
        return List.copyOf(all);
    }

    @Override
    public Optional<CameraView> find(String name) {
        return present.find(name).or(() -> registry.findRevoked(name).map(RegisteredCameras::view));
    }

    @Override
    public CommandOutcome command(String name, CameraCommand command, Duration patience)
            throws InterruptedException {
        return present.command(name, command, patience);
    }

    @Override
    public boolean confirm(String name, String by) throws IOException {
        return present.confirm(name, by);
    }

    @Override
    public AutoCloseable subscribe(Consumer<CameraView> observer) {
        AutoCloseable subscription = present.subscribe(view -> observer.accept(now(view)));
        observers.add(observer);
        return () -> {
            observers.remove(observer);
            subscription.close();
        };
    }

    /// A link may end, and be told of, after its camera has lost its key.
    private CameraView now(CameraView view) {
        return registry.findRevoked(view.name()).map(RegisteredCameras::view).orElse(view);
    }

    private static CameraView view(RevokedCamera camera) {
        return CameraView.revoked(camera.name(), camera.atMillis());
    }
}
