package org.vigia.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimePatternTest {
    private static final int PICTURES = 12;

    @TempDir Path directory;

    @Test
    void aTimeIsReadAsItWasDrawnAndNothingElseIsATime() {
        long seed = 20_260_101;
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            byte[] picture = new byte[Scene.FRAME_BYTES];
            int tenths = random.nextInt();
            TimePattern.stamp(picture, Scene.WIDTH, Scene.HEIGHT, tenths);
            assertThat(TimePattern.read(picture, Scene.WIDTH))
                    .as("seed %d, %d", seed, i)
                    .hasValue(tenths);
            int block = random.nextInt(TimePattern.COLUMNS) * TimePattern.BLOCK;
            byte other = (byte) ((picture[block] & 0xFF) > 128 ? 48 : 208);
            for (int y = 0; y < TimePattern.BLOCK; y++) {
                int from = y * Scene.WIDTH + block;
                Arrays.fill(picture, from, from + TimePattern.BLOCK, other);
            }
            assertThat(TimePattern.read(picture, Scene.WIDTH))
                    .as("seed %d, %d, one bit wrong", seed, i)
                    .isEmpty();
        }
    }

    @Test
    void anEvenPictureIsNoTime() {
        for (int level : new int[] {0, 16, 128, 235, 255}) {
            byte[] picture = new byte[Scene.FRAME_BYTES];
            Arrays.fill(picture, (byte) level);
            assertThat(TimePattern.read(picture, Scene.WIDTH)).as("%d", level).isEmpty();
        }
    }

    @Test
    void tenthsOfAMillisecondCountOnAcrossSeconds() {
        Instant moment = Instant.parse("2026-11-20T18:42:07.999950Z");
        assertThat(TimePattern.tenths(moment.plusNanos(100_000)) - TimePattern.tenths(moment))
                .isEqualTo(1);
    }

    @Test
    void theTimeSurvivesBothEncoders() throws Exception {
        Path file = directory.resolve("scene.yuv");
        Scene.render(null, file);
        Scene scene = new Scene(file);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        List<OptionalInt> drawn = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            byte[] picture = scene.frame(i);
            int tenths = 0x5EED_0000 + i * 397;
            TimePattern.stamp(picture, Scene.WIDTH, Scene.HEIGHT, tenths);
            drawn.add(OptionalInt.of(tenths));
            raw.write(picture);
        }

        byte[] h264 = run(Ffmpeg.h264(), raw.toByteArray());
        assertThat(read(h264, "h264")).isEqualTo(drawn);
        JpegParts parts =
                new JpegParts(new ByteArrayInputStream(run(Ffmpeg.mjpeg(), raw.toByteArray())));
        for (OptionalInt time : drawn) {
            byte[] jpeg = Objects.requireNonNull(parts.next(), "too few JPEGs");
            assertThat(read(jpeg, "mjpeg")).containsExactly(time);
        }
        assertThat(parts.next()).isNull();
    }

    private List<OptionalInt> read(byte[] video, String format)
            throws IOException, InterruptedException {
        List<String> decode = Ffmpeg.begin();
        decode.addAll(List.of("-f", format, "-i", "pipe:0", "-pix_fmt", "gray"));
        decode.addAll(List.of("-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"));
        byte[] pictures = run(decode, video);
        int size = Scene.WIDTH * Scene.HEIGHT;
        List<OptionalInt> times = new ArrayList<>();
        for (int from = 0; from < pictures.length; from += size) {
            times.add(
                    TimePattern.read(Arrays.copyOfRange(pictures, from, from + size), Scene.WIDTH));
        }
        return times;
    }

    private byte[] run(List<String> command, byte[] input)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", "");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        }
        assertThat(process.waitFor()).isZero();
        return Files.readAllBytes(output);
    }
}
