package org.vigia.camera.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.source.PiCamera;
import org.vigia.camera.source.PiCamera.Night;
import org.vigia.camera.source.PiSystem;
import org.vigia.camera.source.Picture;
import org.vigia.camera.source.Picture.Flip;
import org.vigia.camera.source.VideoSource;
import org.vigia.camera.source.Webcam;
import org.vigia.shared.config.Section;

/// Reads `video:`.
final class VideoSection {
    private enum SourceKind {
        TEST,
        FILE,
        COMMAND,
        CAMERA,
        WEBCAM
    }

    private VideoSection() {}

    /// Notes every problem there is.
    ///
    /// @param runtime a folder for what a source needs while it runs
    /// @param system what the board has to film with
    /// @return null where a problem was noted
    static CameraConfig.@Nullable Video read(Section video, Path runtime, PiSystem system) {
        SourceKind kind = video.choice("source", SourceKind.TEST, SourceKind.class);
        int width = video.integer("width", 1280, 16, 4096);
        int height = video.integer("height", 720, 16, 4096);
        int rate = video.integer("frames-per-second", 25, 1, 120);
        int bits = video.integer("bits-per-second", 2_000_000, 100_000, 50_000_000);
        Flip flip = video.choice("flip", Flip.NONE, Flip.class);
        Night night = video.choice("night", Night.AUTO, Night.class);
        Path device = video.path("webcam-device", "/dev/video0");
        Webcam.Format format =
                video.choice("webcam-format", Webcam.Format.MJPEG, Webcam.Format.class);
        Duration stall =
                video.duration(
                        "stall-after",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1));
        if (width % 2 != 0 || height % 2 != 0) {
            video.problem(
                    "width", "and height must be even, were %d and %d".formatted(width, height));
            return null;
        }
        Picture picture = new Picture(width, height, rate, bits, flip);
        @Nullable VideoSource source =
                switch (kind) {
                    case TEST -> new VideoSource.TestScene(picture);
                    case FILE -> new VideoSource.FileSource(video.requiredPath("file"), picture);
                    case COMMAND -> command(video, rate);
                    case CAMERA -> new PiCamera(system, picture, night, runtime);
                    case WEBCAM -> new Webcam(device, format, picture);
                };
        return source == null ? null : new CameraConfig.Video(source, stall);
    }

    private static @Nullable VideoSource command(Section video, int rate) {
        List<String> words = video.texts("command");
        if (words.isEmpty()) {
            video.problem(
                    "command",
                    "is missing; must be a list: a program that writes H.264 to its standard"
                            + " output, and its arguments");
            return null;
        }
        return new VideoSource.CommandSource(words, rate);
    }
}
