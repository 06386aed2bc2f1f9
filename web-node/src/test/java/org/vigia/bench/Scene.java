package org.vigia.bench;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some seconds of raw pictures (planar YUV 4:2:0) in a file, shown to and fro without end.
final class Scene {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    static final int FRAMES_PER_SECOND = 25;
    static final int FRAME_BYTES = WIDTH * HEIGHT * 3 / 2;

    private static final int FRAMES = 75;

    private final MappedByteBuffer pictures;
    private final int count;

    /// Opens what [#render] has made.
    ///
    /// @throws IOException when it cannot be read or holds less than two pictures
    Scene(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            pictures = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
        count = pictures.capacity() / FRAME_BYTES;
        if (count < 2) {
            throw new IOException(file + ": no scene");
        }
    }

    /// Renders a scene into `file`: frame after frame of a film, filling the picture, or the
    /// product's test scene with a camera's noise where there is none.
    ///
    /// @throws IOException when ffmpeg cannot do it
    static void render(@Nullable Path film, Path file) throws IOException, InterruptedException {
        String size = WIDTH + ":" + HEIGHT;
        List<String> input =
                film == null
                        ? List.of(
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc2=size=%dx%d:rate=%d,noise=alls=4:allf=t"
                                        .formatted(WIDTH, HEIGHT, FRAMES_PER_SECOND))
                        : List.of("-i", "file:" + film.toAbsolutePath());
        String fit =
                "scale=%s:force_original_aspect_ratio=increase,crop=%s,setsar=1,setpts=N/%d/TB"
                        .formatted(size, size, FRAMES_PER_SECOND);
        List<String> command = Ffmpeg.begin();
        command.addAll(input);
        command.addAll(List.of("-an", "-vf", fit, "-r", Integer.toString(FRAMES_PER_SECOND)));
        command.addAll(List.of("-frames:v", Integer.toString(FRAMES)));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-f", "rawvideo", "-y", file.toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0 || Files.size(file) < 2L * FRAME_BYTES) {
            throw new IOException("ffmpeg cannot render " + (film == null ? "a scene" : film));
        }
    }

    /// A copy of the picture to show as the `number`th.
    byte[] frame(long number) {
        int turn = 2 * (count - 1);
        int place = (int) (number % turn);
        byte[] frame = new byte[FRAME_BYTES];
        pictures.get(Math.min(place, turn - place) * FRAME_BYTES, frame);
        return frame;
    }
}
