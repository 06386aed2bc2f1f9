package org.vigia.web.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BaselineJpegTest {
    private static byte[] good = {};

    @BeforeAll
    static void make(@TempDir Path directory) throws Exception {
        good =
                TestFilm.still(
                        directory,
                        "testsrc2=size=320x180",
                        "-flags",
                        "+bitexact",
                        "-pix_fmt",
                        "yuvj420p");
    }

    private static byte[] inserted(byte[] segment) {
        return ByteBuffer.allocate(good.length + segment.length)
                .put(good, 0, 2)
                .put(segment)
                .put(good, 2, good.length - 2)
                .array();
    }

    @Test
    void aPlainJpegPassesWithItsSize() {
        Picture.Jpeg jpeg = BaselineJpeg.read(good, 320).orElseThrow();
        assertThat(jpeg.bytes()).isEqualTo(good);
        assertThat(jpeg.width()).isEqualTo(320);
        assertThat(jpeg.height()).isEqualTo(180);
    }

    @Test
    void aLargerOneThanWasAskedForDoesNot() {
        assertThat(BaselineJpeg.read(good, 319)).isEmpty();
    }

    @Test
    void metadataDoNotPass() {
        assertThat(BaselineJpeg.read(inserted(new byte[] {-1, (byte) 0xE1, 0, 2}), 320)).isEmpty();
        assertThat(BaselineJpeg.read(inserted(new byte[] {-1, (byte) 0xFE, 0, 3, 'x'}), 320))
                .isEmpty();
    }

    @Test
    void nothingMayStandBehindTheEnd() {
        assertThat(BaselineJpeg.read(Arrays.copyOf(good, good.length + 1), 320)).isEmpty();
    }

    @Test
    void noProgressiveJpegPasses() {
        byte[] progressive = good.clone();
        for (int i = 0; i < progressive.length - 1; i++) {
            if (progressive[i] == -1 && progressive[i + 1] == (byte) 0xC0) {
                progressive[i + 1] = (byte) 0xC2;
            }
        }
        assertThat(BaselineJpeg.read(progressive, 320)).isEmpty();
    }

    @Test
    void noPartOfAJpegPasses() {
        for (int length = 0; length < good.length; length++) {
            assertThat(BaselineJpeg.read(Arrays.copyOf(good, length), 320))
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    @Timeout(3600)
    void anythingIsAnswered() {
        int inputs = 10_000 * Integer.getInteger("vigia.fuzz", 1);
        for (int seed = 0; seed < inputs; seed++) {
            Random random = new Random(seed);
            byte[] bytes = good.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                bytes[random.nextInt(700)] = (byte) random.nextInt();
            }
            var answer = BaselineJpeg.read(bytes, 320);
            assertThat(answer.map(j -> j.width() <= 320 && j.height() <= 320).orElse(true))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }
}
