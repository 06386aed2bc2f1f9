package org.vigia.camera.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Manifest;

/// What the disk does must not hold up what leaves for Pi #B.
class RecorderDiskTest extends RecorderBed {
    @Test
    void aDiskThatRefusesStopsNeitherAnnouncementNorFilmAndMakesNoMoreEvents() throws Exception {
        configure();
        film(20);
        refuse(true);
        recorder.begin(EventKind.MOTION);
        await(() -> told.size() == 1);
        film(10);
        pace.sleep(Duration.ofMillis(1_500));
        film(10);
        recorder.end();
        film(1);
        await(() -> told.size() == 2);
        recorder.close();
        assertThat(opened).hasSize(1);
        assertThat(told.getLast()).isEqualTo(opened.getFirst().event() + " to 40");
        assertThat(spool.sealed()).isEmpty();
        refuse(false);
    }

    @Test
    void aDiskThatHangsHoldsUpNeitherAnnouncementNorFilm() throws Exception {
        configure();
        film(20);
        Spool hanging = spool;
        synchronized (hanging) {
            recorder.begin(EventKind.MOTION);
            await(() -> told.size() == 1);
            film(60);
            await(() -> told.size() == 3);
            recorder.end();
            film(1);
            await(() -> told.size() == 4);
        }
        await(() -> spool.sealed().size() == 2);
        long frames = 0;
        for (SealedEvent event : spool.sealed()) {
            frames += manifest(event).clipMillis() / 100;
        }
        String begun = told.getFirst();
        long first = Long.parseLong(begun.substring(begun.lastIndexOf('/') + 1));
        assertThat(first).as("a busy machine looks further back").isIn(5L, 10L);
        assertThat(frames).isEqualTo(80 - first + 1);
    }

    @Test
    void aDiskThatRefusesOnceTakesTheSameEventLater() throws Exception {
        configure();
        film(20);
        refuse(true);
        recorder.begin(EventKind.MOTION);
        await(() -> told.size() == 1);
        pace.sleep(Duration.ofMillis(300));
        refuse(false);
        Path folder = root.resolve("open").resolve(opened.getFirst().event().text());
        for (int i = 0; i < 35 && !Files.exists(folder.resolve("clip.part")); i++) {
            film(1);
            pace.sleep(Duration.ofMillis(100));
        }
        recorder.end();
        film(1);
        await(() -> spool.sealed().size() == 1);
        Manifest manifest = manifest(spool.sealed().getFirst());
        assertThat(manifest.event()).isEqualTo(opened.getFirst().event());
        assertThat(manifest.preRollMillis()).isZero();
        assertThat(opened).hasSize(1);
    }

    private void refuse(boolean refusing) throws IOException {
        Path openFolder = root.resolve("open");
        Files.delete(openFolder);
        if (refusing) {
            Files.createFile(openFolder);
        } else {
            Files.createDirectory(openFolder);
        }
    }
}
