package org.vigia.camera.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.shared.clip.ClipRepair;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.lifecycle.NamedThreads;

class RecorderTest extends RecorderBed {
    @Test
    void anIncidentBecomesAnEventWithPictureFilmAndPreRoll() throws Exception {
        configure();
        film(30);
        recorder.begin(EventKind.MOTION);
        await(() -> opened.size() == 1);
        film(12);
        recorder.end();
        film(1);
        await(() -> spool.sealed().size() == 1);
        SealedEvent event = spool.sealed().getFirst();
        assertThat(kinds(event))
                .containsExactly(
                        EvidenceKind.SNAPSHOT,
                        EvidenceKind.CLIP,
                        EvidenceKind.SIGNATURE,
                        EvidenceKind.MANIFEST);
        Manifest manifest = manifest(event);
        assertThat(manifest.incident()).isEqualTo(manifest.event());
        // 1 s of pre-roll at 10 frames a second, from a key frame on, and 12 or 13 frames after it.
        assertThat(manifest.clipMillis()).isBetween(2_200L, 2_900L);
    }

    @Test
    void anIncidentThatIsKnownLateIsFilmedFromBeforeItBegan() throws Exception {
        configure();
        film(60);
        long before = pace.nanos();
        recorder.begin(EventKind.LENS_COVERED, Duration.ofSeconds(2));
        await(() -> opened.size() == 1);
        recorder.end();
        film(1);
        await(() -> spool.sealed().size() == 1);
        Manifest manifest = manifest(spool.sealed().getFirst());
        assertThat(manifest.kind()).isEqualTo(EventKind.LENS_COVERED);
        // 1 s of pre-roll and 2 s since it began, from a key frame on.
        assertThat(manifest.clipMillis()).isBetween(3_000L, 3_700L);
        assertThat(manifest.started().monotonicMillis())
                .isBetween(before / 1_000_000 - 2_001, before / 1_000_000 - 1_500);
    }

    @Test
    void whatIsNotedDuringAnIncidentIsAnEventOfItsOwnInIt() throws Exception {
        configure();
        film(30);
        recorder.begin(EventKind.MOTION);
        await(() -> opened.size() == 1);
        recorder.note(EventKind.LENS_COVERED);
        await(() -> spool.sealed().size() == 1);
        SealedEvent noted = spool.sealed().getFirst();
        assertThat(kinds(noted))
                .containsExactly(
                        EvidenceKind.SNAPSHOT, EvidenceKind.SIGNATURE, EvidenceKind.MANIFEST);
        assertThat(manifest(noted).kind()).isEqualTo(EventKind.LENS_COVERED);
        assertThat(manifest(noted).incident()).isEqualTo(opened.getFirst().event());
        film(12);
        recorder.end();
        film(1);
        await(() -> spool.sealed().size() == 2);
        assertThat(manifest(spool.sealed().getLast()).kind()).isEqualTo(EventKind.MOTION);
    }

    @Test
    void theFilmIsOnTheDiskWhileItsPictureIsStillBeingDecoded() throws Exception {
        painter.brush.acquire();
        configure();
        film(30);
        recorder.begin(EventKind.MOTION);
        await(() -> opened.size() == 1);
        film(12);
        Path interrupted = root.resolve("open").resolve(opened.getFirst().event().text());
        // 2 s of film: the one frame in hand is not written yet.
        await(() -> wholeMillis(interrupted.resolve("clip.part")) >= 2_000);
        recorder.end();
        film(1);
        await(() -> names(interrupted).anyMatch(name -> name.endsWith(".mp4")));
        assertThat(spool.sealed()).isEmpty();

        painter.brush.release();
        await(() -> spool.sealed().size() == 1);
        assertThat(kinds(spool.sealed().getFirst()))
                .contains(EvidenceKind.SNAPSHOT, EvidenceKind.CLIP);
    }

    /// What a restart would find of a film that grows.
    private long wholeMillis(Path clip) {
        try {
            if (!Files.exists(clip)) {
                return 0;
            }
            Path copy = root.resolve("copy");
            Files.copy(clip, copy, StandardCopyOption.REPLACE_EXISTING);
            return ClipRepair.repair(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> names(Path folder) {
        if (!Files.exists(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDecoderThatIsStillStartingIsAskedAgainWhileTheFilmLasts() throws Exception {
        painter.notYet.set(2);
        configure();
        film(20);
        recorder.begin(EventKind.MOTION);
        await(() -> opened.size() == 1);
        Path folder = root.resolve("open").resolve(opened.getFirst().event().text());
        await(() -> names(folder).anyMatch(name -> name.endsWith(".jpg")));
        recorder.end();
        film(1);
        await(() -> spool.sealed().size() == 1);
        assertThat(kinds(spool.sealed().getFirst())).contains(EvidenceKind.SNAPSHOT);
    }

    @Test
    void aPictureThatCannotBeDecodedKeepsNoFilmBack() throws Exception {
        painter.broken = true;
        configure();
        film(20);
        recorder.begin(EventKind.MOTION);
        await(() -> opened.size() == 1);
        recorder.end();
        film(1);
        await(() -> spool.sealed().size() == 1);
        assertThat(kinds(spool.sealed().getFirst()))
                .containsExactly(EvidenceKind.CLIP, EvidenceKind.SIGNATURE, EvidenceKind.MANIFEST);
    }

    @Test
    void withoutAPictureThereIsStillAnEvent() throws Exception {
        recorder.begin(EventKind.PANIC);
        await(() -> opened.size() == 1);
        recorder.end();
        await(() -> spool.sealed().size() == 1);
        assertThat(kinds(spool.sealed().getFirst()))
                .containsExactly(EvidenceKind.SIGNATURE, EvidenceKind.MANIFEST);
        assertThat(manifest(spool.sealed().getFirst()).kind()).isEqualTo(EventKind.PANIC);
    }

    @Test
    void aPictureThatComesInTheMiddleOfAGopBeginsAtTheNextKeyFrame() throws Exception {
        recorder.begin(EventKind.MOTION);
        await(() -> opened.size() == 1);
        configure();
        camera.frame = 3;
        film(20);
        recorder.end();
        film(1);
        await(() -> spool.sealed().size() == 1);
        assertThat(manifest(spool.sealed().getFirst()).clipMillis()).isGreaterThan(1_000);
    }

    @Test
    void aLongIncidentIsCutAtAKeyFrameWithoutLosingOne() throws Exception {
        configure();
        film(20);
        recorder.begin(EventKind.MOTION);
        await(() -> opened.size() == 1);
        film(100);
        await(() -> opened.size() >= 3);
        recorder.end();
        film(1);
        await(() -> spool.sealed().size() == opened.size());
        long frames = 0;
        for (SealedEvent event : spool.sealed()) {
            Manifest manifest = manifest(event);
            assertThat(manifest.incident()).isEqualTo(opened.getFirst().event());
            frames += manifest.clipMillis() / 100;
        }
        assertThat(frames).isBetween(110L, 121L);
    }

    @Test
    void aCameraThatStopsHasItsFilmSealedAtOnceAndTheIncidentGoesOnWhenItIsBack() throws Exception {
        configure();
        film(20);
        recorder.begin(EventKind.MOTION);
        await(() -> opened.size() == 1);
        film(10);
        ring.onGap("the cable was pulled");
        await(() -> spool.sealed().size() == 1);
        assertThat(manifest(spool.sealed().getFirst()).clipMillis()).isGreaterThan(1_000);

        camera.epoch = 1;
        configure();
        film(10);
        await(() -> opened.size() == 2);
        recorder.end();
        film(1);
        await(() -> spool.sealed().size() == 2);
        Manifest second = manifest(spool.sealed().getLast());
        assertThat(second.incident()).isEqualTo(opened.getFirst().event());
        assertThat(second.clipMillis()).isGreaterThan(500);
    }

    @Test
    void filmIsToldFromItsFirstFrameToItsLastAndCutWithoutLosingOne() throws Exception {
        configure();
        film(23);
        recorder.begin(EventKind.MOTION);
        await(() -> !told.isEmpty());
        film(60);
        await(() -> told.size() == 3);
        recorder.end();
        film(1);
        await(() -> told.size() == 4);
        String one = opened.getFirst().event().text();
        String two = opened.getLast().event().text();
        // Pre-roll of at least 1 s from a key frame on, then at least 5 s of film.
        assertThat(told)
                .containsExactly(
                        one + " from 0/10", one + " to 59", two + " from 0/60", two + " to 83");
    }

    @Test
    void aPhotoIsAnEventOfItsOwn() throws Exception {
        configure();
        film(6);
        recorder.photo();
        SealedEvent event = spool.sealed().getFirst();
        assertThat(kinds(event))
                .containsExactly(
                        EvidenceKind.SNAPSHOT, EvidenceKind.SIGNATURE, EvidenceKind.MANIFEST);
        assertThat(manifest(event).kind()).isEqualTo(EventKind.PHOTO);
    }

    @Test
    void aFilmOnDemandIsForTheAskerAndAnEventOfItsOwnBesideAnIncident() throws Exception {
        configure();
        film(7);
        recorder.begin(EventKind.MOTION);
        await(() -> opened.size() == 1);
        Path wanted = root.resolve("wanted.mp4");
        Thread asking =
                NamedThreads.start(
                        "asking",
                        () -> {
                            try {
                                recorder.film(Duration.ofMillis(300), wanted);
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        await(() -> opened.size() == 2);
        await(() -> {
            film(1);
            return !asking.isAlive();
        });
        recorder.end();
        film(1);
        await(() -> spool.sealed().size() == 2);
        SealedEvent event =
                spool.sealed().stream()
                        .filter(e -> e.event().equals(opened.get(1).event()))
                        .findFirst()
                        .orElseThrow();
        Manifest manifest = manifest(event);
        assertThat(manifest.kind()).isEqualTo(EventKind.FILM);
        assertThat(kinds(event)).contains(EvidenceKind.SNAPSHOT, EvidenceKind.CLIP);
        Path kept = event.folder().resolve(event.files().get(1).text());
        assertThat(Files.readAllBytes(wanted)).isEqualTo(Files.readAllBytes(kept));
        assertThat(told)
                .as("the link hears nothing of its film")
                .noneMatch(t -> t.startsWith(opened.get(1).event().text()));
    }

    @Test
    void withoutAPictureThereIsNoFilmOnDemand() {
        Path wanted = root.resolve("wanted.mp4");
        assertThatThrownBy(() -> recorder.film(Duration.ofSeconds(3), wanted))
                .isInstanceOf(NoPictureException.class)
                .hasMessage("the camera gives no picture");
        assertThat(wanted).doesNotExist();
        assertThat(opened).isEmpty();
    }

    @Test
    void aFilmOnDemandEndsWithTheStream() throws Exception {
        configure();
        film(7);
        NamedThreads.start(
                "cable",
                () -> {
                    try {
                        await(() -> opened.size() == 1);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    ring.onGap("the cable was pulled");
                });
        recorder.film(Duration.ofMinutes(1), root.resolve("wanted.mp4"));
        await(() -> spool.sealed().size() == 1);
        assertThat(manifest(spool.sealed().getFirst()).clipMillis()).isPositive();
    }
}
