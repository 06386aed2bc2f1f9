package org.vigia.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.alarm.AlarmCommand;
import org.vigia.camera.alarm.AlertKind;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.recorder.EventObserver;
import org.vigia.camera.recorder.Recorder;
import org.vigia.camera.recorder.RecorderSettings;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.camera.simulation.SimulatedBoard;
import org.vigia.camera.siren.Siren;
import org.vigia.camera.siren.SirenSettings;
import org.vigia.camera.snapshot.KeyFrameDecoder;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.camera.spool.Spool;
import org.vigia.camera.telegram.Alerts;
import org.vigia.shared.clip.ClipRepair;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

@Timeout(60)
class AlarmActionsTest {
    @TempDir Path folder;
    private final Pace pace = Pace.system();

    private static final class Blind implements KeyFrameDecoder {
        @Override
        public Optional<byte[]> decode(VideoConfig config, Fragment key) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    private static final class Nobody implements EventObserver {
        @Override
        public void onOpened(Opening opening) {}

        @Override
        public void onFilmBegun(Opening opening, VideoConfig config, long first) {}

        @Override
        public void onFilmEnded(EventId event, long last) {}
    }

    @Test
    void duressMakesAnEventAndNoSound() throws IOException, InterruptedException {
        RsaIdentity identity = TestKeys.key(folder, "identity");
        try (Spool spool =
                        Spool.open(
                                folder.resolve("spool"),
                                "yard",
                                identity,
                                ClipRepair::repair,
                                Clock.systemUTC());
                SimulatedBoard board = new SimulatedBoard(pace);
                Siren siren =
                        new Siren(
                                board.buzzer(),
                                new SirenSettings(Duration.ofMinutes(3), false),
                                pace);
                Recorder recorder =
                        new Recorder(
                                new RecorderSettings(Duration.ofSeconds(1), Duration.ofSeconds(5)),
                                new FragmentRing(Duration.ofSeconds(5), 1 << 20),
                                new Blind(),
                                spool,
                                new Moments(Clock.systemUTC(), pace, "boot", () -> true),
                                Clock.systemUTC(),
                                pace,
                                new Nobody())) {
            board.start();
            siren.start();
            new AlarmActions(recorder, siren, Alerts.none())
                    .onCommand(new AlarmCommand.Alert(AlertKind.DURESS));
            long deadline = pace.nanos() + Duration.ofSeconds(30).toNanos();
            while (spool.sealed().isEmpty()) {
                assertThat(pace.nanos() - deadline).as("waiting for the event").isNegative();
                pace.sleep(Duration.ofMillis(10));
            }
            SealedEvent event = spool.sealed().getFirst();
            Manifest manifest =
                    Manifest.parse(
                            Files.readAllBytes(
                                    event.folder().resolve(event.files().getLast().text())));
            assertThat(manifest.kind()).isEqualTo(EventKind.DURESS);
            assertThat(siren.settle(Duration.ofSeconds(5))).isTrue();
            assertThat(siren.wailing()).isFalse();
        }
    }
}
