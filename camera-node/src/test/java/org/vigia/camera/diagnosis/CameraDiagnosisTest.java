package org.vigia.camera.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.footage.Footage;

class CameraDiagnosisTest {
    @TempDir Path proc;
    private CameraDiagnosis diagnosis;

    @BeforeEach
    void build() {
        diagnosis = new CameraDiagnosis(proc, "vigia-camera", Locale.ENGLISH);
    }

    private String text(String... lines) {
        return diagnosis.ofWords(List.of(lines)).orElse("");
    }

    private void process(String number, String name, String open) throws IOException {
        Path descriptors = Files.createDirectories(proc.resolve(number + "/fd"));
        Files.createSymbolicLink(descriptors.resolve("3"), Path.of(open));
        Files.writeString(proc.resolve(number + "/comm"), name + "\n");
    }

    @Test
    void namesWhoHoldsTheCamera() throws IOException {
        process("7", "sshd", "socket:[4711]");
        process("812", "motion", "/dev/video0");
        process("900", "libcamerify", "/dev/media1");
        assertThat(
                        text(
                                "[video4linux2,v4l2 @ 0x1] Cannot open video device /dev/video0:"
                                        + " Device or resource busy"))
                .startsWith("the camera /dev/video0 is in use by motion (process 812): end that");
        assertThat(text("/dev/video0: Device or resource busy")).contains("motion (process 812)");
        assertThat(text("[x] ioctl(VIDIOC_STREAMON): Device or resource busy"))
                .contains("/dev/video* is in use by motion (process 812)");
        Files.delete(proc.resolve("812/fd/3"));
        assertThat(text("ERROR: *** failed to acquire camera /base/soc ***"))
                .startsWith("the camera is in use by libcamerify (process 900): ");
        assertThat(text("/dev/video0: Device or resource busy"))
                .contains("another program (which one tells: sudo fuser -v");
    }

    @Test
    void seesTheProcessThatReallyHoldsAFile() throws IOException {
        var real = new ProcessBuilder("sh", "-c", "exec 3<'%s'; read x".formatted(proc)).start();
        try {
            java.util.Optional<String> holder = java.util.Optional.empty();
            for (int i = 0; i < 10_000 && holder.isEmpty(); i++) {
                holder =
                        OpenFiles.holder(
                                Path.of("/proc"),
                                java.util.regex.Pattern.compile(
                                        java.util.regex.Pattern.quote(
                                                proc.toRealPath().toString())));
            }
            assertThat(holder).contains("sh (process %d)".formatted(real.pid()));
        } finally {
            real.destroyForcibly();
        }
    }

    @Test
    void knowsWhatFfmpegSaysOfWebcams() {
        assertThat(text("[v4l2 @ 0x5] Cannot open video device /dev/video3: Permission denied"))
                .isEqualTo(
                        "the user vigia-camera may not use /dev/video3: sudo usermod -aG video"
                                + " vigia-camera, then restart");
        assertThat(
                        text(
                                "[v4l2 @ 0x5] Cannot open video device /dev/video3: No such file or"
                                        + " directory",
                                "/dev/video3: No such file or directory"))
                .startsWith("there is no camera at /dev/video3");
        assertThat(text("[v4l2 @ 0x5] Not a video capture device."))
                .startsWith("the device gives no pictures");
        assertThat(text("[v4l2 @ 0x5] ioctl(VIDIOC_DQBUF): No such device"))
                .startsWith("the camera was unplugged");
        assertThat(text("[v4l2 @ 0x5] ioctl(VIDIOC_S_FMT): Invalid argument"))
                .startsWith("the camera does not give this format");
    }

    @Test
    void theLastFindingCountsAndUnknownWordsAreNone() {
        assertThat(text("no cameras available", "failed to open V4L2 H264 encoder", "something"))
                .startsWith("the H.264 encoder /dev/video11");
        assertThat(text("lens cap on", "")).isEmpty();
        assertThat(diagnosis.ofProgram("ffmpeg")).contains("install it: sudo apt install ffmpeg");
        assertThat(diagnosis.ofProgram("my-camera")).isEmpty();
    }

    @Test
    void everyFindingHasATextInEveryLanguage() {
        for (Finding.Kind kind : Finding.Kind.values()) {
            Finding finding = new Finding(kind, List.of("D1", "D2"));
            List<String> texts =
                    List.of("en", "es", "ca").stream()
                            .map(l -> finding.text(Locale.of(l)))
                            .distinct()
                            .toList();
            assertThat(texts).as(kind.toString()).hasSize(3).noneMatch(t -> t.contains("{"));
            assertThat(finding.text(Locale.FRENCH)).isEqualTo(texts.getFirst());
            assertThat(texts).noneMatch(t -> t.contains("null") || t.contains("''"));
        }
    }

    @Test
    void noWordsAreTooMuch() {
        Random random = new Random(5);
        String[] parts = {
            "Cannot open video device ",
            "/dev/video0",
            ": Device or resource busy",
            "ioctl(",
            "VIDIOC_S_FMT): ",
            "{0}",
            "'",
            "no cameras available",
            "\0",
            "é",
            ": ",
            "\n"
        };
        for (int i = 0; i < Footage.fuzzRuns(); i++) {
            StringBuilder line = new StringBuilder();
            for (int k = random.nextInt(8); k > 0; k--) {
                line.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(text(line.toString())).as("seed 5, run %d: %s", i, line).isNotNull();
        }
    }
}
