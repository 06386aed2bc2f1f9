package org.vigia.camera.video;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the picture comes from: a program that writes an H.264 byte stream (Annex B, no B-frames)
/// to its standard output, with parameter sets at each key frame.
public sealed interface VideoSource {
    /// The program and its arguments.
    List<String> command();

    /// How many frames a second are expected; what comes is measured.
    int framesPerSecond();

    /// A moving test picture with the wall clock burned in, in real time.
    ///
    /// @param width in pixels, even, 16 to 8192
    /// @param height in pixels, even, 16 to 8192
    /// @param framesPerSecond 1 to 240; also the distance of key frames
    /// @param bitsPerSecond the encoder's target, 10,000 to 100,000,000
    record TestScene(int width, int height, int framesPerSecond, int bitsPerSecond)
            implements VideoSource {
        /// @throws IllegalArgumentException when a number is out of range
        public TestScene {
            FfmpegArguments.check(width, height, framesPerSecond, bitsPerSecond);
        }

        @Override
        public List<String> command() {
            List<String> words = FfmpegArguments.begin();
            words.addAll(
                    List.of(
                            "-re",
                            "-f",
                            "lavfi",
                            "-i",
                            "testsrc2=size=%dx%d:rate=%d".formatted(width, height, framesPerSecond),
                            "-vf",
                            "drawtext=text='%{localtime}':x=(w-tw)/2:y=h-2*th:fontsize=h/14"
                                    + ":fontcolor=white:box=1:boxcolor=black:boxborderw=8"));
            return FfmpegArguments.encode(words, framesPerSecond, bitsPerSecond);
        }
    }

    /// A film that ffmpeg can read, over and over, at its own pace, fitted into a picture of the
    /// given size.
    ///
    /// @param file the film
    /// @param width in pixels, even, 16 to 8192
    /// @param height in pixels, even, 16 to 8192
    /// @param framesPerSecond 1 to 240; also the distance of key frames
    /// @param bitsPerSecond the encoder's target, 10,000 to 100,000,000
    record FileSource(Path file, int width, int height, int framesPerSecond, int bitsPerSecond)
            implements VideoSource {
        /// @throws IllegalArgumentException when a number is out of range
        public FileSource {
            FfmpegArguments.check(width, height, framesPerSecond, bitsPerSecond);
        }

        @Override
        public List<String> command() {
            List<String> words = FfmpegArguments.begin();
            words.addAll(
                    List.of(
                            "-re",
                            "-stream_loop",
                            "-1",
                            "-i",
                            "file:" + file.toAbsolutePath(),
                            "-map",
                            "0:v:0",
                            "-vf",
                            "scale=%1$d:%2$d:force_original_aspect_ratio=decrease:force_divisible_by=2,pad=%1$d:%2$d:-1:-1,setsar=1,fps=%3$d"
                                    .formatted(width, height, framesPerSecond)));
            return FfmpegArguments.encode(words, framesPerSecond, bitsPerSecond);
        }
    }

    /// Any program, a camera's own one for instance.
    ///
    /// @param command the program and its arguments; not for a shell
    /// @param framesPerSecond 1 to 240
    record CommandSource(List<String> command, int framesPerSecond) implements VideoSource {
        /// @throws IllegalArgumentException when there is no program or the rate is out of range
        public CommandSource {
            command = List.copyOf(command);
            if (command.isEmpty() || framesPerSecond < 1 || framesPerSecond > 240) {
                throw new IllegalArgumentException(
                        "not a source: %s at %d frames a second"
                                .formatted(command, framesPerSecond));
            }
        }
    }
}

/// The words of an ffmpeg command that both generated sources share.
final class FfmpegArguments {
    private FfmpegArguments() {}

    static void check(int width, int height, int framesPerSecond, int bitsPerSecond) {
        if (outside(width) || outside(height)) {
            throw new IllegalArgumentException(
                    "width and height must be even and from 16 to 8192, were %d x %d"
                            .formatted(width, height));
        }
        if (framesPerSecond < 1 || framesPerSecond > 240) {
            throw new IllegalArgumentException(
                    "frames a second must be from 1 to 240, were " + framesPerSecond);
        }
        if (bitsPerSecond < 10_000 || bitsPerSecond > 100_000_000) {
            throw new IllegalArgumentException(
                    "bits a second must be from 10000 to 100000000, were " + bitsPerSecond);
        }
    }

    private static boolean outside(int pixels) {
        return pixels < 16 || pixels > 8192 || pixels % 2 != 0;
    }

    static List<String> begin() {
        return new ArrayList<>(
                List.of("ffmpeg", "-hide_banner", "-nostdin", "-nostats", "-loglevel", "error"));
    }

    static List<String> encode(List<String> words, int framesPerSecond, int bitsPerSecond) {
        String rate = Integer.toString(bitsPerSecond);
        words.addAll(List.of("-an", "-pix_fmt", "yuv420p", "-c:v", "libx264"));
        words.addAll(List.of("-preset", "ultrafast", "-tune", "zerolatency"));
        words.addAll(List.of("-g", Integer.toString(framesPerSecond), "-b:v", rate));
        words.addAll(List.of("-maxrate", rate, "-bufsize", Integer.toString(bitsPerSecond / 2)));
        words.addAll(List.of("-flush_packets", "1", "-f", "h264", "pipe:1"));
        return List.copyOf(words);
    }
}
