package org.vigia.camera.health;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.machine.Machine;
import org.vigia.shared.time.Pace;

/// How this camera is, put together. May wait for a disk.
public final class HealthReport implements Supplier<CameraHealth> {
    private final String software;
    private final Machine machine;
    private final Path data;
    private final Spool spool;
    private final Moments moments;
    private final Parts parts;
    private final Clock clock;
    private final Pace pace;
    private final long beganNanos;

    /// What is measured elsewhere.
    ///
    /// @param upload the last that tells a speed
    /// @param film what the source gives
    /// @param selfTest whether an event comes through
    public record Parts(
            Supplier<CameraHealth.@Nullable Upload> upload,
            Supplier<CameraHealth.Film> film,
            Supplier<CameraHealth.SelfTest> selfTest) {}

    /// @param software its version
    /// @param machine what it runs on
    /// @param data the node's folder
    /// @param clock for the age of what waits
    /// @param pace for the process's age, from now on
    public HealthReport(
            String software,
            Machine machine,
            Path data,
            Spool spool,
            Moments moments,
            Parts parts,
            Clock clock,
            Pace pace) {
        this.software = software;
        this.machine = machine;
        this.data = data;
        this.spool = spool;
        this.moments = moments;
        this.parts = parts;
        this.clock = clock;
        this.pace = pace;
        this.beganNanos = pace.nanos();
    }

    @Override
    public CameraHealth get() {
        return new CameraHealth(
                software,
                Math.max(0, (pace.nanos() - beganNanos) / 1_000_000_000L),
                machine.health(data),
                waiting(),
                new CameraHealth.Wall(moments.synchronised(), moments.aheadMillis()),
                parts.upload().get(),
                parts.film().get(),
                parts.selfTest().get());
    }

    private CameraHealth.Waiting waiting() {
        List<SealedEvent> sealed = spool.sealed();
        return new CameraHealth.Waiting(
                spool.undelivered(),
                sealed.isEmpty()
                        ? null
                        : Math.max(
                                0,
                                (clock.millis() - sealed.getFirst().event().madeMillis()) / 1000));
    }
}
