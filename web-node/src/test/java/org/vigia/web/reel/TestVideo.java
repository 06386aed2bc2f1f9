package org.vigia.web.reel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Moving pictures made by ffmpeg: an mp4 with one fragment a frame, and the same cut into what the
/// link would bring.
public record TestVideo(byte[] mp4, VideoConfig config, List<Fragment> fragments) {
    public static final int FRAMES_PER_SECOND = 25;
    private static final int GOP = 25;

    /// A test picture that moves, 25 frames and one key frame a second.
    public static TestVideo make(Path directory, int seconds)
            throws IOException, InterruptedException {
        return encoded(
                directory.resolve("scene-" + seconds + ".mp4"),
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x360:rate=25:duration=" + seconds);
    }

    /// A part of somebody's film, as a camera would have filmed it.
    ///
    /// @param window which part of its picture: width, height, left and top, as ffmpeg's `crop`
    public static TestVideo of(Path directory, Path film, String window, int start, int seconds)
            throws IOException, InterruptedException {
        String name = "part-%s-%d.mp4".formatted(window.replace(':', '-'), start);
        return encoded(
                directory.resolve(name),
                "-ss",
                String.valueOf(start),
                "-t",
                String.valueOf(seconds),
                "-i",
                film.toString(),
                "-an",
                "-vf",
                "crop=" + window + ",scale=640:360:flags=lanczos,fps=25");
    }

    private static TestVideo encoded(Path file, String... source)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(source));
        words.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"));
        words.addAll(List.of("-g", String.valueOf(GOP), "-pix_fmt", "yuv420p"));
        words.addAll(List.of("-video_track_timescale", String.valueOf(VideoConfig.TIMESCALE)));
        words.addAll(List.of("-movflags", "frag_every_frame+empty_moov+default_base_moof"));
        words.add(file.toString());
        ffmpeg(words.toArray(String[]::new));
        return cut(Files.readAllBytes(file));
    }

    /// One picture of somebody's film.
    public static byte[] picture(Path directory, Path film, String window, int second)
            throws IOException, InterruptedException {
        Path file = directory.resolve("picture.jpg");
        ffmpeg(
                "-ss",
                String.valueOf(second),
                "-i",
                film.toString(),
                "-vf",
                "crop=" + window + ",scale=640:360:flags=lanczos",
                "-q:v",
                "3",
                "-frames:v",
                "1",
                file.toString());
        return Files.readAllBytes(file);
    }

    public static byte[] picture(Path directory, String source)
            throws IOException, InterruptedException {
        Path file = directory.resolve("picture.jpg");
        ffmpeg("-f", "lavfi", "-i", source, "-frames:v", "1", file.toString());
        return Files.readAllBytes(file);
    }

    private static void ffmpeg(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("ffmpeg failed: " + command);
        }
    }

    private static TestVideo cut(byte[] mp4) {
        ByteBuffer boxes = ByteBuffer.wrap(mp4);
        int start = 0;
        int initEnd = 0;
        List<Fragment> fragments = new ArrayList<>();
        while (boxes.remaining() >= 8) {
            int at = boxes.position();
            int size = boxes.getInt(at);
            String type = new String(mp4, at + 4, 4, StandardCharsets.US_ASCII);
            boxes.position(at + size);
            switch (type) {
                case "moov" -> initEnd = at + size;
                case "moof" -> start = at;
                case "mdat" -> fragments.add(fragment(fragments.size(), mp4, start, at + size));
                default -> {}
            }
        }
        byte[] init = Arrays.copyOf(mp4, initEnd);
        int avcc = find(init, "avcC", 0) + 4;
        String codec =
                "avc1."
                        + HexFormat.of()
                                .formatHex(init, avcc + 1, avcc + 4)
                                .toUpperCase(Locale.ROOT);
        return new TestVideo(mp4, new VideoConfig(0, codec, 640, 360, init), fragments);
    }

    private static Fragment fragment(int sequence, byte[] mp4, int from, int to) {
        byte[] bytes = Arrays.copyOfRange(mp4, from, to);
        int tfdt = find(bytes, "tfdt", 0) + 4;
        ByteBuffer box = ByteBuffer.wrap(bytes);
        long time = bytes[tfdt] == 1 ? box.getLong(tfdt + 4) : box.getInt(tfdt + 4);
        return new Fragment(
                0,
                sequence,
                time,
                VideoConfig.TIMESCALE / FRAMES_PER_SECOND,
                sequence % GOP == 0,
                false,
                0,
                bytes);
    }

    private static int find(byte[] haystack, String type, int from) {
        byte[] needle = type.getBytes(StandardCharsets.US_ASCII);
        for (int i = from; i + needle.length <= haystack.length; i++) {
            if (Arrays.equals(haystack, i, i + needle.length, needle, 0, needle.length)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no " + type);
    }
}
