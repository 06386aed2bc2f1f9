package org.vigia.camera.moment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.Moment;
import org.vigia.shared.time.Pace;

/// Turns monotonic nanoseconds into moments that can be told to others. Safe for several threads.
public final class Moments {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    // Made by systemd-timesyncd once the clock is set (systemd-timesyncd.service(8)).
    private static final Path SYNCHRONISED = Path.of("/run/systemd/timesync/synchronized");

    private final Clock clock;
    private final Pace pace;
    private final String boot;
    private final BooleanSupplier synchronised;
    private final OtherClock other;

    /// @param clock wall time, a label
    /// @param pace what the nanoseconds are of
    /// @param boot the kernel's boot id
    /// @param synchronised whether the wall clock can be believed now
    public Moments(Clock clock, Pace pace, String boot, BooleanSupplier synchronised) {
        this.clock = clock;
        this.pace = pace;
        this.boot = boot;
        this.synchronised = synchronised;
        this.other = new OtherClock(clock, pace);
    }

    /// This machine's.
    ///
    /// @param trusted whether the wall clock is to be believed without asking systemd
    /// @throws IOException when the kernel tells no boot id
    public static Moments ofThisMachine(Clock clock, Pace pace, boolean trusted)
            throws IOException {
        return new Moments(
                clock,
                pace,
                Files.readString(BOOT_ID).strip(),
                () -> trusted || Files.exists(SYNCHRONISED));
    }

    /// Whether this machine believes its wall clock now, whatever Pi #B says.
    public boolean synchronised() {
        return synchronised.getAsBoolean();
    }

    /// Pi #B's wall clock shows `wallMillis`. From now on a moment is only called synchronised
    /// while the two agree.
    public void heard(long wallMillis) {
        other.heard(wallMillis);
    }

    /// How far this wall clock is ahead of Pi #B's; null until Pi #B has told its time.
    public @Nullable Long aheadMillis() {
        return other.aheadMillis();
    }

    /// The kernel's boot id.
    public String boot() {
        return boot;
    }

    /// The moment at which the pace showed `nanos`, lately.
    public Moment at(long nanos) {
        long agoMillis = Math.floorDiv(pace.nanos() - nanos, 1_000_000L);
        return new Moment(
                Math.clamp(clock.millis() - agoMillis, 0, Moment.LAST_WALL_MILLIS),
                synchronised.getAsBoolean() && !other.contradicts(),
                boot,
                Math.floorDiv(nanos, 1_000_000L));
    }

    /// This moment.
    public Moment now() {
        return at(pace.nanos());
    }
}
