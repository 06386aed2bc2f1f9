package org.vigia.camera.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.vigia.shared.time.FakePace;

class UploadGateTest {
    private final FakePace pace = new FakePace();

    private Duration passing(UploadGate gate) throws InterruptedException {
        long since = pace.nanos();
        gate.pass();
        return Duration.ofNanos(pace.nanos() - since);
    }

    @Test
    void uploadsGoAtOnceWhileNoEvidenceIsBehind() throws Exception {
        assertThat(passing(new UploadGate(() -> false, pace))).isZero();
    }

    @Test
    void uploadsWaitUntilEvidenceHasCaughtUp() throws Exception {
        long caughtUp = pace.nanos() + Duration.ofMillis(300).toNanos();
        UploadGate gate = new UploadGate(() -> pace.nanos() < caughtUp, pace);
        assertThat(passing(gate)).isEqualTo(Duration.ofMillis(300));
        assertThat(passing(gate)).isZero();
    }

    @Test
    void uploadsNeverStarve() throws Exception {
        UploadGate gate = new UploadGate(() -> true, pace);
        assertThat(passing(gate)).isEqualTo(Duration.ofSeconds(1));
        assertThat(passing(gate)).isEqualTo(Duration.ofSeconds(1));
    }
}
