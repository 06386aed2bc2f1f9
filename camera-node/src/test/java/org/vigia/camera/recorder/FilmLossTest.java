package org.vigia.camera.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.spool.OpenEvent;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.clip.ClipRepair;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;
import org.vigia.shared.powercut.PowerCuts;
import org.vigia.shared.powercut.Recording;
import org.vigia.shared.time.FakePace;

/// The power is cut at each moment of a film, and all goes that was not synced: at most 1.5 s of
/// it.
class FilmLossTest {
    private static final Moment START = new Moment(1_000_000, true, "boot", 5_000);
    private static final EventId EVENT = new EventId("01990000-0000-7000-8000-000000000001");
    private static final int FRAMES = 35;
    private static final int FRAME_MILLIS = 100;

    @TempDir Path folder;

    @Test
    void wheneverThePowerIsCutAtMostOneAndAHalfSecondsAreLost() throws IOException {
        RsaIdentity identity = TestKeys.key(folder, "identity");
        Recording recording = new Recording(Files.createDirectory(folder.resolve("live")));
        FakePace pace = new FakePace();
        try (Spool spool = open(recording.path(), identity)) {
            OpenEvent event = spool.begin(new Opening(EVENT, EVENT, EventKind.MOTION, START, 0));
            try (Film film = new Film(event, SmallCamera.config(0), pace)) {
                for (int i = 0; i < FRAMES; i++) {
                    film.add(SmallCamera.frame(0, i, pace.nanos()));
                    recording.promised(i + 1);
                    pace.advance(Duration.ofMillis(FRAME_MILLIS));
                }
            }
        }
        PowerCuts cuts =
                new PowerCuts(
                        recording,
                        folder.resolve("found"),
                        (found, said) -> look(found, said, identity));
        cuts.all();
        String sync =
                cuts.sites().stream()
                        .filter(site -> site.contains("Film.syncWhenDue"))
                        .findFirst()
                        .orElseThrow();
        assertThat(cuts.isMissed(sync)).as("a film that is never synced is noticed").isTrue();
    }

    private static Spool open(Path root, RsaIdentity identity) throws IOException {
        return Spool.open(root, "yard", identity, ClipRepair::repair, Clock.systemUTC());
    }

    private static void look(Path found, List<Object> said, RsaIdentity identity)
            throws IOException {
        try (Spool spool = open(found, identity)) {
            if (said.isEmpty()) {
                return;
            }
            long filmed = FRAME_MILLIS * (long) (Integer) said.getLast();
            SealedEvent event = spool.sealed().getFirst();
            assertThat(event.event()).isEqualTo(EVENT);
            Path file = event.folder().resolve(event.files().getLast().text());
            Manifest manifest = Manifest.parse(Files.readAllBytes(file));
            assertThat(manifest.clipMillis()).isGreaterThanOrEqualTo(filmed - 1500);
        }
    }
}
