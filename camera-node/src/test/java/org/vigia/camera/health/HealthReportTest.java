package org.vigia.camera.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.spool.OpenEvent;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.machine.Machine;
import org.vigia.shared.time.FakePace;

class HealthReportTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @TempDir Path folder;
    private final FakePace pace = new FakePace();

    private HealthReport report(Spool spool, Moments moments) {
        return new HealthReport(
                "0.6.0",
                Machine.here(),
                folder,
                spool,
                moments,
                new HealthReport.Parts(
                        () -> null,
                        () -> new CameraHealth.Film(25, 4L),
                        () -> new CameraHealth.SelfTest(false, null)),
                CLOCK,
                pace);
    }

    @Test
    void itSaysWhatWaitsHowOldItIsAndHowFarTheClocksAreApart() throws IOException {
        RsaIdentity identity = TestKeys.key(folder, "identity");
        Moments moments = new Moments(CLOCK, pace, "boot", () -> true);
        try (Spool spool =
                Spool.open(folder.resolve("spool"), "door", identity, Files::size, CLOCK)) {
            HealthReport report = report(spool, moments);
            CameraHealth empty = report.get();
            assertThat(empty.spool()).isEqualTo(new CameraHealth.Waiting(0, null));
            assertThat(empty.clock()).isEqualTo(new CameraHealth.Wall(true, null));
            assertThat(empty.machine().disk()).isNotNull();

            long madeMillis = CLOCK.millis() - 90_000;
            EventId id =
                    EventId.create(
                            Clock.fixed(Instant.ofEpochMilli(madeMillis), ZoneOffset.UTC),
                            new java.security.SecureRandom());
            OpenEvent event = spool.begin(new Opening(id, id, EventKind.PHOTO, moments.now(), 0));
            event.snapshot(new byte[] {1});
            event.seal(moments.now(), 0);
            moments.heard(CLOCK.millis() - 1500);
            pace.advance(Duration.ofSeconds(61));
            CameraHealth later = report.get();
            assertThat(later.spool()).isEqualTo(new CameraHealth.Waiting(1, 90L));
            assertThat(later.runningSeconds()).isEqualTo(61);
            // Pi #B's clock has gone on meanwhile, this one's is fixed.
            assertThat(later.clock().aheadMillis()).isEqualTo(1500L - 61_000);
        }
    }

    @Test
    void itIsToldAtTheBeginningAndSoonWhenSomebodyLooks() throws Exception {
        LinkedBlockingQueue<CameraHealth> told = new LinkedBlockingQueue<>();
        RsaIdentity identity = TestKeys.key(folder, "identity");
        try (Spool spool =
                Spool.open(folder.resolve("spool"), "door", identity, Files::size, CLOCK)) {
            Moments moments = new Moments(CLOCK, pace, "boot", () -> true);
            try (HealthTeller teller = new HealthTeller(report(spool, moments), told::add, pace)) {
                teller.start();
                assertThat(told.poll(20, TimeUnit.SECONDS)).isNotNull();
                teller.hurry();
                assertThat(told.poll(20, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }
}
