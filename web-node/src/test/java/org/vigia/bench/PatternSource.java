package org.vigia.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.time.Pace;

/// A camera that shows each picture the time it was made: a program that camera-node runs as its
/// source. The pictures go as H.264 to standard output, and to whoever watches as MJPEG. A picture
/// is made at its time whatever became of the last one.
final class PatternSource {
    private PatternSource() {}

    /// Films until the encoder ends.
    ///
    /// @param arguments the scene's file; the file to write the MJPEG server's port into; and
    ///   `mjpeg-only` where no H.264 is wanted, or `reference` where the reference player is to
    ///   have it, too
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Scene scene = new Scene(Path.of(arguments[0]));
        Path portFile = Path.of(arguments[1]);
        List<String> wishes = List.of(arguments);
        boolean refers = wishes.contains("reference");
        AtomicLong dropped = new AtomicLong();
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        try (MjpegServer mjpeg = new MjpegServer(dropped);
                @Nullable Encoder h264 =
                        wishes.contains("mjpeg-only") ? null : encoder(refers, dropped);
                @Nullable ReferencePlayer player =
                        refers && h264 != null
                                ? ReferencePlayer.start(
                                        h264.output(), out, Pace.system(), Clock.systemUTC())
                                : null) {
            if (player != null) {
                mjpeg.refer(player);
            }
            mjpeg.start();
            Path fresh = portFile.resolveSibling(portFile.getFileName() + ".new");
            Files.writeString(fresh, Integer.toString(mjpeg.port()));
            Files.move(fresh, portFile, StandardCopyOption.REPLACE_EXISTING);
            film(scene, Pace.system(), Clock.systemUTC(), mjpeg, h264);
        }
    }

    private static Encoder encoder(boolean piped, AtomicLong dropped) throws IOException {
        return new Encoder(
                "h264",
                Ffmpeg.h264(),
                piped ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.INHERIT,
                dropped);
    }

    private static void film(
            Scene scene, Pace pace, Clock clock, MjpegServer mjpeg, @Nullable Encoder h264)
            throws InterruptedException {
        long start = pace.nanos();
        long every = Duration.ofSeconds(1).toNanos() / Scene.FRAMES_PER_SECOND;
        for (long number = 0; h264 == null || h264.isAlive(); number++) {
            byte[] picture = scene.frame(number);
            pace.sleep(Duration.ofNanos(start + number * every - pace.nanos()));
            TimePattern.stamp(
                    picture, Scene.WIDTH, Scene.HEIGHT, TimePattern.tenths(clock.instant()));
            if (h264 != null) {
                h264.offer(picture);
            }
            mjpeg.offer(picture);
        }
    }
}
