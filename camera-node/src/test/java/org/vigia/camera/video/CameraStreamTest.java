package org.vigia.camera.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.footage.Footage;
import org.vigia.camera.source.Picture;
import org.vigia.camera.source.Picture.Flip;
import org.vigia.camera.source.VideoSource;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;

@Timeout(180)
class CameraStreamTest {
    private static final Duration STALL = Duration.ofSeconds(5);

    @TempDir Path folder;
    private final Film film = new Film();

    private CameraStream camera(VideoSource source, Duration stall) {
        CameraStream camera = new CameraStream(source, stall, Pace.system(), film);
        camera.start();
        return camera;
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long since = Pace.system().nanos();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(Pace.system().nanos() - since))
                    .as("waiting for %s; gaps %s", what, film.gaps())
                    .isLessThan(Duration.ofMinutes(2));
            Pace.system().sleep(Duration.ofMillis(20));
        }
    }

    private static ProcessHandle source() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .findFirst()
                .orElseThrow();
    }

    private static void noChildIsLeft() {
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void filmsTheTestSceneInRealTime() throws Exception {
        var scene = new VideoSource.TestScene(new Picture(320, 240, 10, 200_000, Flip.NONE));
        try (CameraStream _ = camera(scene, STALL)) {
            await("frames", () -> film.fragments().size() >= 15);
        }
        noChildIsLeft();
        assertThat(film.gaps()).isEmpty();
        assertThat(film.damages()).isEmpty();
        List<Fragment> frames = film.fragments();
        assertThat(frames.get(10).key()).isTrue();
        // On the long run media time is the clock's, whatever the machine's load is.
        Fragment last = frames.getLast();
        double filmed = (last.capturedNanos() - frames.getFirst().capturedNanos()) / 1e9;
        assertThat(last.time() / 90_000.0).isBetween(filmed - 1, filmed + 1);
    }

    @Test
    void filmsAFileOverAndOver() throws Exception {
        Path file = folder.resolve("three frames.mp4");
        Files.write(file, Film.of(Footage.h264(320, 240, 3)).file());
        var source =
                new VideoSource.FileSource(file, new Picture(160, 160, 25, 200_000, Flip.NONE));
        try (CameraStream _ = camera(source, STALL)) {
            await("frames", () -> film.fragments().size() >= 10);
        }
        assertThat(film.configs()).hasSize(1);
        assertThat(film.configs().getFirst().width()).isEqualTo(160);
        assertThat(film.configs().getFirst().height()).isEqualTo(160);
        noChildIsLeft();
    }

    @Test
    void startsAgainWhenTheProcessIsKilled() throws Exception {
        var scene = new VideoSource.TestScene(new Picture(160, 120, 25, 200_000, Flip.NONE));
        try (CameraStream _ = camera(scene, STALL)) {
            await("frames", () -> film.fragments().size() >= 5);
            assertThat(source().destroyForcibly()).isTrue();
            await("a second epoch", () -> film.epoch(1).size() >= 5);
        }
        noChildIsLeft();
        assertThat(film.gaps()).contains("the camera's program ended with status 137");
        assertThat(film.epoch(1).getFirst().key()).isTrue();
    }

    @Test
    void startsAgainWhenTheProcessStalls() throws Exception {
        var scene = new VideoSource.TestScene(new Picture(160, 120, 25, 200_000, Flip.NONE));
        try (CameraStream _ = camera(scene, Duration.ofSeconds(3))) {
            await("frames", () -> film.fragments().size() >= 5);
            Footage.output(List.of("kill", "-STOP", Long.toString(source().pid())));
            await("a second epoch", () -> film.epoch(1).size() >= 5);
        }
        noChildIsLeft();
        assertThat(film.gaps()).contains("no picture for 3 s");
    }

    @Test
    void tellsOnceWhyThereIsNoPictureAndKeepsTrying() throws Exception {
        Path log = folder.resolve("starts");
        var source =
                new VideoSource.CommandSource(
                        List.of(
                                "sh",
                                "-c",
                                "echo x >> '%s'; echo lens cap on >&2; exit 4".formatted(log)),
                        25);
        try (CameraStream _ = camera(source, STALL)) {
            await("a third start", () -> log.toFile().length() >= 6);
        }
        assertThat(film.gaps())
                .containsExactly("the camera's program ended with status 4: lens cap on");
        noChildIsLeft();
    }

    @Test
    void aProgramThatIsNotThereIsAGap() throws Exception {
        var source = new VideoSource.CommandSource(List.of("no-such-camera"), 25);
        try (CameraStream _ = camera(source, STALL)) {
            await("the gap", () -> !film.gaps().isEmpty());
        }
        assertThat(film.gaps().getFirst())
                .startsWith("the camera's program cannot be run: ")
                .contains("no-such-camera");
    }

    @Test
    void bytesThatMakeNoFrameDoNotCountAsAlive() throws Exception {
        var source =
                new VideoSource.CommandSource(
                        List.of("sh", "-c", "while :; do echo rubbish; sleep 0.1; done"), 25);
        try (CameraStream _ = camera(source, Duration.ofSeconds(1))) {
            await("the gap", () -> !film.gaps().isEmpty());
        }
        assertThat(film.gaps()).containsExactly("no picture for 1 s");
        noChildIsLeft();
    }

    @Test
    void losesNothingWhenTheProgramPausesWithinFrames() throws Exception {
        byte[] stream = Footage.sliced();
        Path file = folder.resolve("sliced.h264");
        Files.write(file, stream);
        // Pieces of 1000 bytes with pauses longer than the silence: about three a frame.
        String script =
                "i=0; while [ $i -lt %d ]; do dd if='%s' bs=1000 skip=$i count=1 2>&-; i=$((i+1)); sleep 0.02; done; sleep 600"
                        .formatted(stream.length / 1000 + 1, file);
        var source = new VideoSource.CommandSource(List.of("sh", "-c", script), 25);
        List<String> expected =
                Film.of(stream).nals().stream().map(HexFormat.of()::formatHex).toList();
        try (CameraStream _ = camera(source, Duration.ofSeconds(60))) {
            await(
                    "all of it",
                    () ->
                            film.fragments().size() == 35
                                    && film.nals().size() == expected.size()
                                    && java.util.Arrays.equals(
                                            film.nals().getLast(),
                                            HexFormat.of().parseHex(expected.getLast())));
        }
        assertThat(film.nals().stream().map(HexFormat.of()::formatHex).toList().equals(expected))
                .isTrue();
        assertThat(film.replaced()).isPositive();
        noChildIsLeft();
    }

    @Test
    void closesBeforeAnythingWasFilmedAndTwice() {
        var source = new VideoSource.CommandSource(List.of("sleep", "600"), 25);
        CameraStream camera = camera(source, STALL);
        camera.close();
        camera.close();
        noChildIsLeft();
        new CameraStream(source, STALL, Pace.system(), film).close();
    }
}
