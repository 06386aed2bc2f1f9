package org.vigia.telegram.server;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/// Files to send. The server takes no photo that is none.
public final class Samples {
    private Samples() {}

    /// A JPEG, another one for each seed.
    public static byte[] jpeg(int width, int height, long seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        Graphics2D g = image.createGraphics();
        for (int i = 0; i < 16; i++) {
            g.setColor(new Color(random.nextInt(0x1000000)));
            g.fillRect(
                    random.nextInt(width), random.nextInt(height), width / 3 + 1, height / 3 + 1);
        }
        g.dispose();
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "jpeg", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A small JPEG.
    public static byte[] jpeg() {
        return jpeg(64, 48, 1);
    }

    /// The beginning of an MP4, and as much as a very short film has.
    public static byte[] mp4() {
        byte[] head = "\0\0\0\u0018ftypisom\0\0\0\0isomiso2".getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.copyOf(head, 2_000);
    }

    /// As many bytes as a film of that size has; no player plays them.
    public static byte[] film(int bytes, long seed) {
        byte[] film = new byte[bytes];
        new Random(seed).nextBytes(film);
        return film;
    }
}
