package org.vigia.camera.delivery;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.vigia.shared.time.Pace;

/// Lets uploads wait while evidence that is filmed now is behind, but never starve: what waits is
/// evidence too. For several threads.
public final class UploadGate {
    // A chunk of 32 KiB each second: 0.26 Mbit/s, and above what Pi #B calls a stalled upload.
    private static final Duration MOST = Duration.ofSeconds(1);
    private static final Duration TURN = Duration.ofMillis(20);

    private final BooleanSupplier evidenceBehind;
    private final Pace pace;

    /// @param evidenceBehind whether evidence is on its way and not up to date
    public UploadGate(BooleanSupplier evidenceBehind, Pace pace) {
        this.evidenceBehind = evidenceBehind;
        this.pace = pace;
    }

    /// Returns when the next chunk may be sent: at once, when evidence has caught up, or after a
    /// second.
    ///
    /// @throws InterruptedException when the thread is interrupted while it waits
    public void pass() throws InterruptedException {
        long since = pace.nanos();
        while (evidenceBehind.getAsBoolean() && pace.nanos() - since < MOST.toNanos()) {
            pace.sleep(TURN);
        }
    }
}
