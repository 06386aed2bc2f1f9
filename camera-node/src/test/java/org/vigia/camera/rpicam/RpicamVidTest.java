package org.vigia.camera.rpicam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.footage.Footage;
import org.vigia.shared.process.ChildProcess;
import org.vigia.shared.time.Pace;

/// The stand-in is held to what the real program's source says.
@Timeout(120)
class RpicamVidTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    private ChildProcess start(Map<String, String> environment, String words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(RpicamStandIn.install(folder, environment).toString());
        command.addAll(Arrays.asList(words.split(" ")));
        ChildProcess process = new ChildProcess("stand-in", command);
        process.start();
        return process;
    }

    private void ends(Map<String, String> environment, String words, String said) throws Exception {
        try (ChildProcess process = start(environment, words)) {
            assertThat(process.stdout().readAllBytes()).isEmpty();
            assertThat(process.await(LIMIT)).hasValue(255);
            assertThat(process.lastError()).isEqualTo("ERROR: *** " + said + " ***");
        }
    }

    private void grows(Path file, int lines) throws Exception {
        while (!Files.exists(file) || Files.readString(file).lines().count() < lines) {
            Pace.system().sleep(Duration.ofMillis(20));
        }
    }

    @Test
    void refusesWhatTheRealOneRefuses() throws Exception {
        ends(Map.of(), "--save-ptz x", "unrecognised option '--save-ptz'");
        ends(Map.of(), "-n --width", "the required argument for option '--width' is missing");
        ends(Map.of(), "--intra often", "the argument ('often') for option '--intra' is invalid");
        ends(Map.of(), "--codec h265", "unrecognised codec h265");
        ends(
                Map.of("RPICAM_PLATFORM", "pisp"),
                "--codec libav --libav-format h264 --save-pts " + folder.resolve("t") + " -o -",
                "libav: Incompatible options selected.");
        ends(
                Map.of(),
                "--save-pts " + folder.resolve("no/such") + " -o -",
                "Failed to open timestamp file " + folder.resolve("no/such"));
    }

    @Test
    void saysThatTheCameraIsMissingOrBusy() throws Exception {
        Path times = folder.resolve("times");
        ends(
                Map.of("RPICAM_CAMERA", "missing"),
                "-o - --save-pts " + times,
                "no cameras available");
        assertThat(times).hasContent("# timecode format v2");
        ends(
                Map.of("RPICAM_CAMERA", "busy"),
                "-o -",
                "failed to acquire camera /base/soc/i2c0mux/i2c@1/imx219@10");
    }

    @Test
    void writesWholeFramesAndALineAfterEach() throws Exception {
        Path times = folder.resolve("times");
        Path film = folder.resolve("film.h264");
        String words =
                "-n -t 0 --width 160 --height 120 --framerate 25 --intra 10 --flush --codec libav"
                        + " --libav-format h264 --low-latency --save-pts %s -o %s"
                                .formatted(times, film);
        try (ChildProcess process =
                start(Map.of("RPICAM_PLATFORM", "pisp", "RPICAM_FRAMES", "12"), words)) {
            grows(times, 13);
            process.terminate();
            assertThat(process.await(LIMIT)).hasValue(143);
        }
        List<String> lines = Files.readAllLines(times);
        assertThat(lines).hasSize(13).startsWith("# timecode format v2", "0.000", "40.000");
        assertThat(lines).endsWith("440.000");
        List<Integer> types =
                Footage.nals(Files.readAllBytes(film)).stream().map(n -> n[0] & 0x1F).toList();
        assertThat(types.stream().filter(t -> t == 5)).hasSize(8);
        assertThat(types.stream().filter(t -> t == 1)).hasSize(40);
        assertThat(types).startsWith(7, 8).doesNotContain(9);
    }
}
