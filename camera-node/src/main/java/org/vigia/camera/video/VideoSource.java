package org.vigia.camera.video;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the picture comes from: a program that writes an H.264 byte stream (Annex B, no B-frames)
/// to its standard output, with parameter sets at each key frame.
public sealed interface VideoSource
        permits VideoSource.TestScene,
                VideoSource.FileSource,
                VideoSource.CommandSource,
                PiCamera,
                Webcam {
    /// The program and its arguments.
    List<String> command();

    /// How many frames a second are expected; what comes is measured.
    int framesPerSecond();

    /// How it is started so that it tells when each frame was filmed; empty where it cannot.
    default Optional<TimedStart> timed() {
        return Optional.empty();
    }

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
