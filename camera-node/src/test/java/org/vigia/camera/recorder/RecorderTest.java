package org.vigia.camera.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.camera.snapshot.KeyFrameDecoder;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.clip.ClipRepair;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// The recorder over the real ring, clip writer and spool; the film is made of small fragments.
class RecorderTest {
    @TempDir static Path keys;
    private static RsaIdentity identity;

    @TempDir Path root;
    private final Pace pace = Pace.system();
    private final FragmentRing ring = new FragmentRing(Duration.ofSeconds(30), 1 << 20);
    private final SmallCamera camera = new SmallCamera(ring, pace);
    private final Painter painter = new Painter();
    private final List<Opening> opened = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Spool spool;
    private Recorder recorder;

    @BeforeAll
    static void makeKey() throws IOException {
        identity = RsaIdentity.loadOrCreate(keys.resolve("identity"));
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

    private final class Witness implements EventObserver {
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

    /// Decodes everything to the same three bytes, when it is let.
    private static final class Painter implements KeyFrameDecoder {
        private final Semaphore brush = new Semaphore(1);
        private final AtomicInteger notYet = new AtomicInteger();
        private volatile boolean broken;

        @Override
        public Optional<byte[]> decode(VideoConfig config, Fragment keyFrame)
                throws InterruptedException {
            brush.acquire();
            brush.release();
            if (broken) {
                throw new IllegalStateException("the brush is broken");
            }
            return notYet.getAndUpdate(n -> Math.max(0, n - 1)) > 0
                    ? Optional.empty()
                    : Optional.of(new byte[] {1, 2, 3});
        }

        @Override
        public void close() {}
    }

    private void configure() {
        camera.configure();
    }

    private void film(int frames) {
        camera.film(frames);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = pace.nanos() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(pace.nanos() - deadline).as("waiting").isNegative();
            pace.sleep(Duration.ofMillis(10));
        }
    }

    private Manifest manifest(SealedEvent event) throws IOException {
        return Manifest.parse(
                Files.readAllBytes(event.folder().resolve(event.files().getLast().text())));
    }

    private static List<EvidenceKind> kinds(SealedEvent event) {
        return event.files().stream().map(EvidenceName::kind).toList();
    }

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
        assertThat(frames).as("10 to 80").isEqualTo(71);
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
}
