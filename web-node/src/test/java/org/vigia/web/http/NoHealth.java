package org.vigia.web.http;

import java.util.Optional;
import java.util.function.Consumer;
import org.vigia.web.health.CameraVitals;
import org.vigia.web.health.VitalSigns;
import org.vigia.web.metrics.Tally;

/// For sites whose health nobody asks for.
public final class NoHealth implements VitalSigns {
    private NoHealth() {}

    /// Of no camera, and of a node that does not say.
    public static SiteHealth known() {
        return new SiteHealth(
                new NoHealth(),
                () -> {
                    throw new IllegalStateException("not asked for");
                },
                new Tally());
    }

    @Override
    public Optional<CameraVitals> find(String name) {
        return Optional.empty();
    }

    @Override
    public void look(String name) {}

    @Override
    public AutoCloseable subscribe(Consumer<CameraVitals> observer) {
        return () -> {};
    }
}
