package org.vigia.web.picture;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Films and pictures made by ffmpeg, and what a hostile hand makes of them.
final class TestFilm {
    private TestFilm() {}

    /// One second as a camera would send it: init segment, then a fragment a frame.
    static byte[] make(Path directory, String source) throws IOException, InterruptedException {
        return make(
                directory, source, "+frag_every_frame+empty_moov+default_base_moof", "film.mp4");
    }

    /// One second with its index in front: not fragmented.
    static byte[] plain(Path directory, String source) throws IOException, InterruptedException {
        return make(directory, source, "+faststart", "plain.mp4");
    }

    private static byte[] make(Path directory, String source, String flags, String name)
            throws IOException, InterruptedException {
        Path file = directory.resolve(name);
        ffmpeg(
                List.of("-f", "lavfi", "-i", source, "-c:v", "libx264", "-preset", "ultrafast"),
                List.of("-tune", "zerolatency", "-g", "25", "-pix_fmt", "yuv420p"),
                List.of("-movflags", flags, file.toString()));
        return Files.readAllBytes(file);
    }

    /// A JPEG, made with further `options` of the encoder's.
    static byte[] still(Path directory, String source, String... options)
            throws IOException, InterruptedException {
        Path file = directory.resolve("still.jpg");
        ffmpeg(
                List.of("-f", "lavfi", "-i", source, "-frames:v", "1"),
                List.of(options),
                List.of(file.toString()));
        return Files.readAllBytes(file);
    }

    @SafeVarargs
    private static void ffmpeg(List<String>... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
        for (List<String> more : words) {
            command.addAll(more);
        }
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("ffmpeg failed: " + command);
        }
    }

    static Footage film(byte[] bytes) {
        return Footage.film(() -> new ByteArrayInputStream(bytes));
    }

    static Footage film(String text) {
        return film(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Of a disk that fails as it is closed.
    static Footage closingBadly(byte[] bytes) {
        return Footage.film(() ->
                new FilterInputStream(new ByteArrayInputStream(bytes)) {
                    @Override
                    public void close() throws IOException {
                        throw new IOException("the disk is gone");
                    }
                });
    }

    /// The index of the first box of `type`: of its type, four bytes into it.
    static int find(byte[] film, String type) {
        byte[] wanted = type.getBytes(StandardCharsets.US_ASCII);
        for (int i = 4; i + 4 <= film.length; i++) {
            if (Arrays.equals(film, i, i + 4, wanted, 0, 4)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no " + type);
    }

    /// `film` with the bytes between `from` and `to` replaced, and `boxes` around them made to fit.
    static byte[] splice(byte[] film, int from, int to, byte[] with, String... boxes) {
        ByteBuffer out = ByteBuffer.allocate(film.length - (to - from) + with.length);
        out.put(film, 0, from).put(with).put(film, to, film.length - to);
        for (String box : boxes) {
            int size = find(film, box) - 4;
            out.putInt(size, out.getInt(size) - (to - from) + with.length);
        }
        return out.array();
    }

    /// `film` with a sequence parameter set that declares pictures of `width` × `height`
    /// macroblocks of 16 pixels.
    static byte[] declaring(byte[] film, int width, int height) {
        int avcC = find(film, "avcC") + 4;
        int length = avcC + 6;
        int sps = length + 2;
        int end = sps + ByteBuffer.wrap(film).getShort(length);
        Bits bits = new Bits().fixed(0x67, 8).fixed(66, 8).fixed(0xC0, 8).fixed(62, 8);
        bits.golomb(0).golomb(0).golomb(2).golomb(1).fixed(0, 1);
        bits.golomb(width - 1).golomb(height - 1).fixed(0b11001, 5);
        byte[] body = bits.bytes();
        byte[] with =
                ByteBuffer.allocate(2 + body.length)
                        .putShort((short) body.length)
                        .put(body)
                        .array();
        return splice(
                film, length, end, with, "moov", "trak", "mdia", "minf", "stbl", "stsd", "avc1",
                "avcC");
    }

    /// Bits in the order of ITU-T H.264, 7.2.
    private static final class Bits {
        private final StringBuilder bits = new StringBuilder();

        Bits fixed(int value, int count) {
            for (int i = count - 1; i >= 0; i--) {
                bits.append(value >> i & 1);
            }
            return this;
        }

        Bits golomb(int value) {
            int length = 32 - Integer.numberOfLeadingZeros(value + 1);
            return fixed(0, length - 1).fixed(value + 1, length);
        }

        byte[] bytes() {
            while (bits.length() % 8 != 0) {
                bits.append('0');
            }
            byte[] bytes = new byte[bits.length() / 8];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
            }
            return bytes;
        }
    }
}
