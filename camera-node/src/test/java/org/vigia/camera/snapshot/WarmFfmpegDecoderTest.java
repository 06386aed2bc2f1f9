package org.vigia.camera.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.vigia.camera.footage.Footage;
import org.vigia.camera.process.ChildProcess;
import org.vigia.camera.video.Film;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

@Timeout(120)
class WarmFfmpegDecoderTest {
    private static final long LIMIT = 4096L * 2304;

    @TempDir Path folder;

    private static BufferedImage picture(KeyFrameDecoder decoder, Film film, int fragment)
            throws Exception {
        Fragment key = film.fragments().get(fragment);
        VideoConfig config = film.configs().get(key.epoch());
        byte[] jpeg = decoder.decode(config, key).orElseThrow();
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static double difference(BufferedImage a, BufferedImage b) {
        long sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                sum += Math.abs((a.getRGB(x, y) & 0xFF) - (b.getRGB(x, y) & 0xFF));
            }
        }
        return (double) sum / a.getWidth() / a.getHeight();
    }

    @Test
    void decodesEachKeyFrameItIsGivenAndNoOther() throws Exception {
        Film film = Film.of(Footage.sliced());
        try (WarmFfmpegDecoder decoder = new WarmFfmpegDecoder(LIMIT)) {
            BufferedImage first = picture(decoder, film, 0);
            ChildProcess process = Objects.requireNonNull(decoder.warmProcess());
            BufferedImage later = picture(decoder, film, 30);
            BufferedImage again = picture(decoder, film, 0);
            BufferedImage oncemore = picture(decoder, film, 0);
            assertThat(first.getWidth()).isEqualTo(320);
            assertThat(first.getHeight()).isEqualTo(240);
            assertThat(difference(first, again)).isLessThan(1);
            assertThat(difference(first, oncemore)).isLessThan(1);
            assertThat(difference(first, later)).isGreaterThan(2);
            assertThat(decoder.warmProcess()).as("the same process").isSameAs(process);
        }
    }

    @Test
    void followsAChangeOfParameterSets() throws Exception {
        Film film = Film.of(Footage.join(Footage.plain(), Footage.h264(160, 120, 12)));
        try (KeyFrameDecoder decoder = new WarmFfmpegDecoder(LIMIT)) {
            assertThat(picture(decoder, film, 0).getWidth()).isEqualTo(320);
            assertThat(picture(decoder, film, 35).getWidth()).isEqualTo(160);
            assertThat(picture(decoder, film, 10).getWidth()).isEqualTo(320);
        }
    }

    @Test
    void survivesTheDeathOfItsProcess() throws Exception {
        Film film = Film.of(Footage.plain());
        try (WarmFfmpegDecoder decoder = new WarmFfmpegDecoder(LIMIT)) {
            BufferedImage before = picture(decoder, film, 0);
            ChildProcess process = Objects.requireNonNull(decoder.warmProcess());
            process.kill();
            assertThat(difference(picture(decoder, film, 0), before)).isLessThan(1);
            assertThat(decoder.warmProcess()).isNotSameAs(process);
        }
    }

    @Test
    void givesAPictureThoughItsProcessHangs() throws Exception {
        Film film = Film.of(Footage.plain());
        try (WarmFfmpegDecoder decoder = new WarmFfmpegDecoder(LIMIT)) {
            BufferedImage before = picture(decoder, film, 0);
            ChildProcess process = Objects.requireNonNull(decoder.warmProcess());
            Footage.output(List.of("kill", "-STOP", Long.toString(process.pid())));
            assertThat(difference(picture(decoder, film, 0), before)).isLessThan(1);
            assertThat(process.alive()).isFalse();
        }
    }

    /// A program that starts slowly, or not at all the first time.
    private Path program(String script) throws Exception {
        Path program = folder.resolve("ffmpeg");
        Files.writeString(
                program, "#!/bin/sh\necho >>'" + folder.resolve("starts") + "'\n" + script);
        Footage.output(List.of("chmod", "+x", program.toString()));
        return program;
    }

    private long starts() throws Exception {
        return Files.readAllLines(folder.resolve("starts")).size();
    }

    @Test
    void aSlowStartCostsNoSecondOneAndNoFalsePicture() throws Exception {
        Film film = Film.of(Footage.sliced());
        Path slow = program("sleep 1; exec ffmpeg \"$@\"\n");
        var patience =
                new WarmFfmpegDecoder.Patience(
                        Duration.ofMillis(500), Duration.ofSeconds(60), 1_000);
        try (WarmFfmpegDecoder decoder = new WarmFfmpegDecoder(LIMIT, slow.toString(), patience);
                WarmFfmpegDecoder usual = new WarmFfmpegDecoder(LIMIT)) {
            Fragment first = film.fragments().getFirst();
            assertThat(decoder.decode(film.configs().getFirst(), first)).isEmpty();
            ChildProcess process = Objects.requireNonNull(decoder.warmProcess());
            // It is asked for another picture as soon as the first has come.
            BufferedImage asked = null;
            while (asked == null) {
                Fragment later = film.fragments().get(30);
                asked =
                        decoder.decode(film.configs().getFirst(), later)
                                .map(WarmFfmpegDecoderTest::image)
                                .orElse(null);
            }
            assertThat(difference(asked, picture(usual, film, 30))).isLessThan(1);
            assertThat(decoder.warmProcess()).isSameAs(process);
            assertThat(starts()).isEqualTo(1);
        }
    }

    @Test
    void aStartThatNeverEndsIsBegunAgain() throws Exception {
        Film film = Film.of(Footage.plain());
        Path stuck =
                program(
                        "[ $(wc -l <'%s') -gt 1 ] || exec sleep 1000\nexec ffmpeg \"$@\"\n"
                                .formatted(folder.resolve("starts")));
        var patience =
                new WarmFfmpegDecoder.Patience(Duration.ofMillis(200), Duration.ofSeconds(60), 3);
        try (WarmFfmpegDecoder decoder = new WarmFfmpegDecoder(LIMIT, stuck.toString(), patience)) {
            int tries = 1;
            while (decoder.decode(film.configs().getFirst(), film.fragments().getFirst())
                    .isEmpty()) {
                tries++;
            }
            assertThat(tries).isGreaterThanOrEqualTo(3);
            assertThat(starts()).isGreaterThan(1);
        }
    }

    private static BufferedImage image(byte[] jpeg) {
        try {
            return ImageIO.read(new ByteArrayInputStream(jpeg));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesWhatItCannotDecode() throws Exception {
        Film film = Film.of(Footage.plain());
        VideoConfig config = film.configs().getFirst();
        Fragment key = film.fragments().getFirst();
        try (KeyFrameDecoder small = new WarmFfmpegDecoder(1000);
                KeyFrameDecoder decoder = new WarmFfmpegDecoder(LIMIT)) {
            assertThat(small.decode(config, key)).isEmpty();
            Fragment broken = new Fragment(0, 0, 0, 1, true, false, 0, new byte[] {1, 2, 3});
            assertThat(decoder.decode(config, broken)).isEmpty();
            Fragment delta = film.fragments().get(1);
            assertThatThrownBy(() -> decoder.decode(config, delta))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no key frame of VideoConfig[0 ");
        }
    }

    @Test
    void closeLeavesNoProcess() throws Exception {
        Film film = Film.of(Footage.plain());
        WarmFfmpegDecoder decoder = new WarmFfmpegDecoder(LIMIT);
        picture(decoder, film, 0);
        ChildProcess process = Objects.requireNonNull(decoder.warmProcess());
        decoder.close();
        assertThat(process.alive()).isFalse();
        assertThat(decoder.decode(film.configs().getFirst(), film.fragments().getFirst()))
                .isEmpty();
    }

    /// Tells, does not judge: the times depend on what else the machine does.
    @Test
    void tellsHowLongAWarmPictureTakes() throws Exception {
        Film film = Film.of(Footage.h264(1280, 720, 11, "-b:v", "2M"));
        try (WarmFfmpegDecoder decoder = new WarmFfmpegDecoder(LIMIT)) {
            StringBuilder times = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                long before = Pace.system().nanos();
                byte[] jpeg =
                        decoder.decode(film.configs().getFirst(), film.fragments().get(i % 2 * 10))
                                .orElseThrow();
                times.append(Duration.ofNanos(Pace.system().nanos() - before).toMillis())
                        .append(" ms ");
                assertThat(jpeg).isNotEmpty();
            }
            LoggerFactory.getLogger(getClass())
                    .info("720p snapshots, the first one with a cold process: {}", times);
        }
    }

    @Test
    void aBrokenAnswerOfTheDecoderIsAnError() throws Exception {
        String good = "--ffmpeg\r\nContent-type: image/jpeg\r\nContent-length: 3\r\n\r\nabc\r\n";
        MultipartJpegs two =
                new MultipartJpegs(
                        new ByteArrayInputStream(
                                (good + good)
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertThat(two.next().orElseThrow()).asString().isEqualTo("abc");
        assertThat(two.next().orElseThrow()).asString().isEqualTo("abc");
        assertThat(two.next()).isEmpty();
        for (String bad :
                List.of(
                        "Content-length: 99999999\r\n\r\n",
                        "Content-length: -3\r\n\r\n",
                        "Content-length: 30\r\n\r\nabc",
                        "x".repeat(300),
                        "\n".repeat(100))) {
            var in =
                    new ByteArrayInputStream(
                            bad.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> new MultipartJpegs(in).next()).isInstanceOf(IOException.class);
        }
    }
}
