package org.vigia.camera.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The camera on a Raspberry Pi's ribbon cable, by `rpicam-vid`. Options and formats are those of
/// the source of rpicam-apps; the software encoder writes frame times from 1.9.1 on.
///
/// @param system the board and its program
/// @param picture what is asked for
/// @param night what light it is set for
/// @param folder of the node's own, for the FIFO; made where it is missing
public record PiCamera(PiSystem system, Picture picture, Night night, Path folder)
        implements VideoSource {
    /// What light the Pi Camera is set for. The exposure is automatic in all three; its time is
    /// bounded by the frame rate: at 25 frames a second it is at most 40 ms.
    public enum Night {
        /// As the camera was tuned.
        AUTO,
        /// For the dark: long exposures before gain, a stop brighter, and grey, because what little
        /// colour there is under an infrared lamp is false.
        ON,
        /// For places that are always lit: short exposures, so that what moves is sharp.
        OFF;

        /// Options of rpicam-vid.
        List<String> rpicam() {
            return switch (this) {
                case AUTO -> List.of();
                case ON -> List.of("--exposure", "long", "--ev", "1", "--saturation", "0");
                case OFF -> List.of("--exposure", "sport");
            };
        }
    }

    @Override
    public int framesPerSecond() {
        return picture.framesPerSecond();
    }

    /// Without frame times.
    @Override
    public List<String> command() {
        List<String> words = common();
        words.addAll(List.of("-o", "-"));
        return List.copyOf(words);
    }

    @Override
    public Optional<TimedStart> timed() {
        Path times = folder.resolve("frame-times");
        List<String> words = common();
        words.addAll(List.of("--save-pts", times.toString()));
        if (system.hardwareEncoder()) {
            words.addAll(List.of("-o", "-"));
            return Optional.of(new TimedStart(List.copyOf(words), times, Optional.empty()));
        }
        // The software encoder takes --save-pts only where the output's name ends in 264.
        Path output = folder.resolve("video.h264");
        words.addAll(List.of("-o", output.toString()));
        return Optional.of(new TimedStart(List.copyOf(words), times, Optional.of(output)));
    }

    /// The same camera with another folder.
    public PiCamera in(Path other) {
        return new PiCamera(system, picture, night, other);
    }

    private List<String> common() {
        String rate = Integer.toString(picture.framesPerSecond());
        List<String> words = new ArrayList<>(List.of(system.program(), "-n", "-t", "0"));
        words.addAll(List.of("--width", Integer.toString(picture.width())));
        words.addAll(List.of("--height", Integer.toString(picture.height())));
        words.addAll(List.of("--framerate", rate, "--intra", rate, "--inline", "--flush"));
        // Without a unit: older versions take no other form.
        words.addAll(List.of("--bitrate", Integer.toString(picture.bitsPerSecond())));
        if (system.hardwareEncoder()) {
            words.addAll(List.of("--codec", "h264"));
        } else {
            words.addAll(List.of("--codec", "libav", "--libav-format", "h264", "--low-latency"));
        }
        words.addAll(picture.flip().rpicam());
        words.addAll(night.rpicam());
        return words;
    }
}
