package org.vigia.camera.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class TestCardTest {
    private static final String DIGITS = "2026-11-21 09:30";

    private static byte[] noise(long seed) {
        byte[] noise = new byte[TestCard.NOISE];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    private static BufferedImage seen(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static int[] block(BufferedImage picture, int row, int column) {
        int rgb = picture.getRGB(column * TestCard.BLOCK + 4, row * TestCard.BLOCK + 4);
        return new int[] {(rgb >> 16) & 0xFF, (rgb >> 8) & 0xFF, rgb & 0xFF};
    }

    @Test
    void itIsAPictureOfColourBarsThatAnyProgramReads() throws IOException {
        BufferedImage picture = seen(TestCard.jpeg(DIGITS, noise(1)));
        assertThat(picture.getWidth()).isEqualTo(512);
        assertThat(picture.getHeight()).isEqualTo(288);
        int[] red = block(picture, 3, 45);
        assertThat(red[0]).isGreaterThan(200);
        assertThat(red[1]).isLessThan(60);
        int[] blue = block(picture, 3, 50);
        assertThat(blue[2]).isGreaterThan(200);
    }

    @Test
    void itsDigitsAreDrawnInBlocks() throws IOException {
        BufferedImage picture = seen(TestCard.jpeg(DIGITS, noise(1)));
        StringBuilder two = new StringBuilder();
        for (int row = 21; row < 26; row++) {
            for (int column = 0; column < 3; column++) {
                two.append(block(picture, row, column)[0] > 128 ? '#' : '.');
            }
            two.append('\n');
        }
        assertThat(two).hasToString("###\n..#\n###\n#..\n###\n");
    }

    @Test
    void everyNoiseGivesAPictureAndNoTwoAlike() throws IOException {
        byte[] first = TestCard.jpeg(DIGITS, noise(0));
        for (long seed = 1; seed < 200; seed++) {
            byte[] noise = noise(seed);
            byte[] jpeg = TestCard.jpeg(DIGITS, noise);
            assertThat(jpeg).as("seed %d", seed).isNotEqualTo(first);
            BufferedImage picture = seen(jpeg);
            for (int column = 0; column < TestCard.COLUMNS; column++) {
                assertThat(block(picture, 35, column)[1])
                        .as("seed %d, column %d", seed, column)
                        .isCloseTo(
                                noise[7 * TestCard.COLUMNS + column] & 0xFF,
                                org.assertj.core.data.Offset.offset(2));
            }
        }
    }
}
