package org.vigia.camera.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DiskDeskTest {
    @Test
    void whatADiskRefusesAndEvenABugKeepNothingElseFromBeingDone() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (DiskDesk desk = new DiskDesk()) {
            desk.hand(() -> {
                throw new IOException("No space left on device");
            });
            desk.hand(() -> {
                throw new IllegalStateException("a bug");
            });
            desk.hand(done::countDown);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
