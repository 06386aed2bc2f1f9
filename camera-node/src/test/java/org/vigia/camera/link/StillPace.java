package org.vigia.camera.link;

import java.time.Duration;
import org.vigia.shared.time.Pace;

/// Waits like the machine's own, but no time passes: on a busy machine a frame would grow old, or
/// the other side seem silent, before a test has come to its next line.
final class StillPace implements Pace {
    @Override
    public long nanos() {
        return 1_000_000_000L;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Pace.system().sleep(duration);
    }
}
