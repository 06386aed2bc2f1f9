package org.vigia.camera.source;

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

    /// A start of a source that tells when each frame was filmed.
    ///
    /// @param command the program and its arguments
    /// @param times the FIFO it writes a line to after each frame, as `rpicam-vid --save-pts` does
    /// @param output a link to its own standard output that must be there under this name; empty
    ///   where it writes to its standard output anyway
    record TimedStart(List<String> command, Path times, Optional<Path> output) {}

    /// A moving test picture with the wall clock burned in, in real time.
    record TestScene(Picture picture) implements VideoSource {
        @Override
        public int framesPerSecond() {
            return picture.framesPerSecond();
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
                            "testsrc2=size=%dx%d:rate=%d"
                                    .formatted(
                                            picture.width(),
                                            picture.height(),
                                            picture.framesPerSecond())));
            return FfmpegArguments.encode(
                    words,
                    picture,
                    "drawtext=text='%{localtime}':x=(w-tw)/2:y=h-2*th:fontsize=h/14"
                            + ":fontcolor=white:box=1:boxcolor=black:boxborderw=8");
        }
    }

    /// A film that ffmpeg can read, over and over, at its own pace, fitted into the picture.
    record FileSource(Path file, Picture picture) implements VideoSource {
        @Override
        public int framesPerSecond() {
            return picture.framesPerSecond();
        }

        @Override
        public List<String> command() {
            List<String> words = FfmpegArguments.begin();
            words.addAll(List.of("-re", "-stream_loop", "-1"));
            words.addAll(List.of("-i", "file:" + file.toAbsolutePath(), "-map", "0:v:0"));
            return FfmpegArguments.encode(
                    words,
                    picture,
                    "scale=%d:%d:force_original_aspect_ratio=decrease:force_divisible_by=2"
                            .formatted(picture.width(), picture.height()),
                    "pad=%d:%d:-1:-1".formatted(picture.width(), picture.height()),
                    "setsar=1",
                    "fps=%d".formatted(picture.framesPerSecond()));
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
