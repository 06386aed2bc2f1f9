package org.vigia.camera.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigia.camera.rpicam.RpicamStandIn;
import org.vigia.camera.source.PiCamera;
import org.vigia.camera.source.PiCamera.Night;
import org.vigia.camera.source.PiSystem;
import org.vigia.camera.source.Picture;
import org.vigia.camera.source.Picture.Flip;
import org.vigia.camera.source.VideoSource;
import org.vigia.camera.source.Webcam;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;

/// The Pi Camera with a stand-in that refuses what the real program refuses.
@Timeout(180)
class PiCameraTest {
    private static final String PI_4 = "Raspberry Pi 4 Model B Rev 1.4";
    private static final String PI_5 = "Raspberry Pi 5 Model B Rev 1.0";
    private static final Duration NEVER = Duration.ofMinutes(10);

    @TempDir Path folder;
    private final Film film = new Film();

    private PiCamera camera(String model, Night night, Flip flip, Map<String, String> more)
            throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("RPICAM_PLATFORM", model.equals(PI_5) ? "pisp" : "vc4");
        Path program = RpicamStandIn.install(folder, environment);
        return new PiCamera(
                new PiSystem(model, program.toString()),
                new Picture(160, 120, 25, 300_000, flip),
                night,
                folder.resolve("run/camera"));
    }

    private CameraStream film(VideoSource source, Duration silence) {
        CameraStream stream =
                new CameraStream(source, silence, Duration.ofMinutes(1), Pace.system(), film);
        stream.start();
        return stream;
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

    private void leavesNothing() throws Exception {
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(folder.resolve("run/camera/frame-times")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {PI_4, PI_5})
    void aFrameIsCompleteWithItsLineHoweverLongSilenceWouldTake(String model) throws Exception {
        var source = camera(model, Night.AUTO, Flip.NONE, Map.of("RPICAM_FRAMES", "12"));
        try (CameraStream _ = film(source, NEVER)) {
            // Only its line tells that the twelfth is complete: no thirteenth follows.
            await("all frames", () -> film.fragments().size() == 12);
        }
        leavesNothing();
        assertThat(film.gaps()).isEmpty();
        assertThat(film.damages()).isEmpty();
        assertThat(film.replaced()).isZero();
        assertThat(film.nals().size()).isEqualTo(model.equals(PI_5) ? 49 : 13); // with x264's SEI
    }

    @Test
    void pausesWithinFramesReplaceNothing() throws Exception {
        var source =
                camera(
                        PI_5,
                        Night.ON,
                        Flip.BOTH,
                        Map.of("RPICAM_FRAMES", "12", "RPICAM_MISCHIEF", "halves"));
        try (CameraStream _ = film(source, Duration.ofSeconds(5))) {
            await("all frames", () -> film.fragments().size() == 12);
        }
        assertThat(film.nals().size()).isEqualTo(49);
        // The first frame is not yet patient: no line has come so far.
        assertThat(film.replaced()).isLessThanOrEqualTo(1);
        leavesNothing();
    }

    @Test
    void framesCarryTheTimeTheyWereFilmedAndNotThatOfTheirArrival() throws Exception {
        var source = camera(PI_4, Night.OFF, Flip.NONE, Map.of("RPICAM_MISCHIEF", "jitter"));
        try (CameraStream _ = film(source, Duration.ofSeconds(1))) {
            await("frames", () -> film.fragments().size() >= 60);
        }
        List<Fragment> frames = film.fragments();
        List<Long> errors = new java.util.ArrayList<>();
        for (int i = 20; i < 60; i++) {
            long apart = frames.get(i).capturedNanos() - frames.get(i - 1).capturedNanos();
            errors.add(Math.abs(apart - 40_000_000L) / 1000);
        }
        errors.sort(null);
        assertThat(errors.get(errors.size() / 2)).as("µs, %s", errors).isLessThan(3000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-times", "garbage", "gaps", "surplus"})
    void wrongOrMissingTimesLoseNoFrame(String mischief) throws Exception {
        var source =
                camera(
                        PI_4,
                        Night.AUTO,
                        Flip.NONE,
                        Map.of("RPICAM_FRAMES", "30", "RPICAM_MISCHIEF", mischief));
        try (CameraStream _ = film(source, CameraStream.SILENCE)) {
            await("all frames", () -> film.fragments().size() == 30);
        }
        assertThat(film.nals().size()).isEqualTo(31); // with x264's SEI
        assertThat(film.gaps()).isEmpty();
        leavesNothing();
    }

    @Test
    void anOldProgramThatKnowsNoTimesFilmsWithoutThem() throws Exception {
        var source = camera(PI_5, Night.AUTO, Flip.NONE, Map.of("RPICAM_AGE", "old"));
        try (CameraStream _ = film(source, CameraStream.SILENCE)) {
            await("frames", () -> film.fragments().size() >= 5);
        }
        assertThat(film.gaps()).isEmpty();
        leavesNothing();
    }

    @Test
    void aFolderThatCannotBeMadeCostsOnlyTheTimes() throws Exception {
        Files.writeString(folder.resolve("run"), "a file where the folder should be");
        var source = camera(PI_4, Night.AUTO, Flip.NONE, Map.of());
        try (CameraStream _ = film(source, CameraStream.SILENCE)) {
            await("frames", () -> film.fragments().size() >= 5);
        }
        assertThat(film.gaps()).isEmpty();
    }

    @Test
    void aMissingOrBusyCameraIsSaidInWordsToActOn() throws Exception {
        var missing = camera(PI_4, Night.AUTO, Flip.NONE, Map.of("RPICAM_CAMERA", "missing"));
        try (CameraStream _ = film(missing, CameraStream.SILENCE)) {
            await("the gap", () -> film.gaps().size() == 1);
        }
        var busy = camera(PI_5, Night.AUTO, Flip.NONE, Map.of("RPICAM_CAMERA", "busy"));
        try (CameraStream _ = film(busy, CameraStream.SILENCE)) {
            await("the gap", () -> film.gaps().size() == 2);
        }
        assertThat(film.gaps().getFirst())
                .startsWith("no camera is found: switch the Pi off, check both ends of the ribbon")
                .endsWith(" (the camera's program ended with status 255)");
        assertThat(film.gaps().get(1))
                .startsWith("the camera is in use by another program (which one tells: sudo fuser");
    }

    @Test
    void aCameraThatGivesNothingIsSaidInWordsToActOn() throws Exception {
        var silent = camera(PI_4, Night.AUTO, Flip.NONE, Map.of("RPICAM_CAMERA", "silent"));
        var stream =
                new CameraStream(
                        silent, CameraStream.SILENCE, Duration.ofSeconds(5), Pace.system(), film);
        try (stream) {
            stream.start();
            await("the gap", () -> film.gaps().size() == 1);
        }
        assertThat(film.gaps().getFirst())
                .startsWith("the camera was found but gives no picture: check the ribbon cable")
                .endsWith(" (no picture for 5 s)");
    }

    @Test
    void aWebcamThatIsNotThereIsSaidInWordsToActOn() throws Exception {
        var webcam =
                new Webcam(
                        Path.of("/dev/video98"),
                        Webcam.Format.YUYV,
                        new Picture(640, 480, 15, 500_000, Flip.VERTICAL));
        try (CameraStream _ = film(webcam, CameraStream.SILENCE)) {
            await("the gap", () -> film.gaps().size() == 1);
        }
        assertThat(film.gaps().getFirst())
                .startsWith("there is no camera at /dev/video98: plug it in");
        assertThat(String.join(" ", webcam.command()))
                .contains(
                        "-f v4l2 -input_format yuyv422 -video_size 640x480 -framerate 15 -i"
                                + " /dev/video98 -vf vflip ");
    }

    @Test
    void theBoardTellsWhichEncoderThereIs() throws Exception {
        assertThat(new PiSystem(PI_4, "").hardwareEncoder()).isTrue();
        for (String old :
                List.of(
                        "Raspberry Pi 400 Rev 1.0",
                        "Raspberry Pi Zero 2 W Rev 1.0",
                        "Raspberry Pi Model B Plus Rev 1.2",
                        "Raspberry Pi Compute Module 4 Rev 1.1",
                        "Raspberry Pi Compute Module 4S Rev 1.0",
                        "Raspberry Pi 3 Model B Plus Rev 1.3")) {
            assertThat(new PiSystem(old, "").hardwareEncoder()).as(old).isTrue();
        }
        for (String other :
                List.of(
                        PI_5,
                        "Raspberry Pi 500 Rev 1.0",
                        "Raspberry Pi 500+ Rev 1.0",
                        "Raspberry Pi Compute Module 5 Lite Rev 1.0",
                        "linux,dummy-virt",
                        "")) {
            assertThat(new PiSystem(other, "").hardwareEncoder()).as(other).isFalse();
        }
        Path model = Files.writeString(folder.resolve("model"), PI_5 + "\0");
        Path tools = Files.createDirectory(folder.resolve("bin"));
        PiSystem bare = PiSystem.of(model, "/nowhere::" + tools);
        assertThat(bare).isEqualTo(new PiSystem(PI_5, "rpicam-vid"));
        Files.move(RpicamStandIn.install(tools, Map.of()), tools.resolve("libcamera-vid"));
        assertThat(PiSystem.of(folder.resolve("none"), "/nowhere::" + tools))
                .isEqualTo(new PiSystem("", "libcamera-vid"));
    }
}
