package org.vigia.camera.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.clip.ClipRepair;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.VideoConfig;

/// The recorder over the real ring, clip writer and spool; the film is made of small fragments.
abstract class RecorderBed {
    @TempDir static Path keys;
    private static RsaIdentity identity;

    @TempDir Path root;
    final Pace pace = Pace.system();
    final FragmentRing ring = new FragmentRing(Duration.ofSeconds(30), 1 << 20);
    final SmallCamera camera = new SmallCamera(ring, pace);
    final Painter painter = new Painter();
    final List<Opening> opened = new CopyOnWriteArrayList<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    Spool spool;
    Recorder recorder;

    @BeforeAll
    static void makeKey() throws IOException {
        identity = TestKeys.key(keys, "identity");
    }

    @BeforeEach
    void open() throws IOException {
        spool = Spool.open(root, "yard", identity, ClipRepair::repair, Clock.systemUTC());
        recorder =
                new Recorder(
                        new RecorderSettings(Duration.ofSeconds(1), Duration.ofSeconds(5)),
                        ring,
                        painter,
                        spool,
                        new Moments(Clock.systemUTC(), pace, "boot", () -> true),
                        Clock.systemUTC(),
                        pace,
                        new Witness());
    }

    @AfterEach
    void close() throws IOException {
        recorder.close();
        spool.close();
    }

    final class Witness implements EventObserver {
        @Override
        public void onOpened(Opening opening) {
            opened.add(opening);
        }

        @Override
        public void onFilmBegun(Opening opening, VideoConfig config, long first) {
            told.add("%s from %d/%d".formatted(opening.event(), config.epoch(), first));
        }

        @Override
        public void onFilmEnded(EventId event, long last) {
            told.add("%s to %d".formatted(event, last));
        }
    }

    void configure() {
        camera.configure();
    }

    void film(int frames) {
        camera.film(frames);
    }

    void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = pace.nanos() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(pace.nanos() - deadline).as("waiting").isNegative();
            pace.sleep(Duration.ofMillis(10));
        }
    }

    Manifest manifest(SealedEvent event) throws IOException {
        return Manifest.parse(
                Files.readAllBytes(event.folder().resolve(event.files().getLast().text())));
    }

    static List<EvidenceKind> kinds(SealedEvent event) {
        return event.files().stream().map(EvidenceName::kind).toList();
    }
}
