package org.vigia.camera.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
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
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// The recorder over the real ring, clip writer and spool; the film is made of small fragments.
class RecorderTest {
    private static final int FRAME_TICKS = 9_000;
    private static final int GOP = 5;

    @TempDir static Path keys;
    private static RsaIdentity identity;

    @TempDir Path root;
    private final Pace pace = Pace.system();
    private final FragmentRing ring = new FragmentRing(Duration.ofSeconds(30), 1 << 20);
    private final Painter painter = new Painter();
    private final List<Opening> opened = new CopyOnWriteArrayList<>();
    private Spool spool;
    private Recorder recorder;
    private int epoch;
    private long frame;

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
                        opened::add);
    }

    @AfterEach
    void close() throws IOException {
        recorder.close();
        spool.close();
    }

    /// Decodes everything to the same three bytes, when it is let.
    private static final class Painter implements KeyFrameDecoder {
        private final Semaphore brush = new Semaphore(1);
        private volatile boolean broken;

        @Override
        public Optional<byte[]> decode(VideoConfig config, Fragment keyFrame)
                throws InterruptedException {
            brush.acquire();
            brush.release();
            if (broken) {
                throw new IllegalStateException("the brush is broken");
            }
            return Optional.of(new byte[] {1, 2, 3});
        }

        @Override
        public void close() {}
    }

    private void configure() {
        ring.onConfig(new VideoConfig(epoch, "avc1.42C01F", 64, 64, initSegment()));
        frame = 0;
    }

    private static byte[] initSegment() {
        byte[] boxes = new byte[24];
        boxes[3] = 8;
        boxes[11] = 16;
        return boxes;
    }

    private void film(int frames) {
        for (int i = 0; i < frames; i++) {
            boolean key = frame % GOP == 0;
            ring.onFragment(
                    new Fragment(
                            epoch,
                            frame,
                            frame * FRAME_TICKS,
                            FRAME_TICKS,
                            key,
                            false,
                            pace.nanos(),
                            fragment()));
            frame++;
        }
    }

    /// The layout of docs/design/video.md with a sample of four bytes.
    private byte[] fragment() {
        ByteBuffer out = ByteBuffer.allocate(112);
        box(out, 100, "moof");
        box(out, 16, "mfhd").putInt(0).putInt((int) frame + 1);
        box(out, 76, "traf");
        box(out, 16, "tfhd").putInt(0x020000).putInt(1);
        box(out, 20, "tfdt").putInt(0x01000000).putLong(frame * FRAME_TICKS);
        box(out, 32, "trun").putInt(0x000701).putInt(1).putInt(108);
        out.putInt(FRAME_TICKS).putInt(4).putInt(0);
        box(out, 12, "mdat").putInt((int) frame);
        return out.array();
    }

    private static ByteBuffer box(ByteBuffer out, int size, String type) {
        return out.putInt(size).put(type.getBytes(StandardCharsets.US_ASCII));
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
        frame = 3;
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

        epoch = 1;
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
    void aDiskThatRefusesOnceCostsNoMoreThanWhatItRefused() throws Exception {
        configure();
        film(20);
        Path openFolder = root.resolve("open");
        Files.delete(openFolder);
        Files.createFile(openFolder);
        recorder.begin(EventKind.MOTION);
        pace.sleep(Duration.ofMillis(300));
        assertThat(opened).isEmpty();
        Files.delete(openFolder);
        Files.createDirectory(openFolder);
        for (int i = 0; i < 400 && opened.isEmpty(); i++) {
            film(1);
            pace.sleep(Duration.ofMillis(20));
        }
        recorder.end();
        film(1);
        await(() -> spool.sealed().size() == 1);
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
