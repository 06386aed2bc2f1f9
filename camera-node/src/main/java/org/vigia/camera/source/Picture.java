package org.vigia.camera.source;

import java.util.List;

/// What a camera is asked for.
///
/// @param width in pixels, even, 16 to 8192
/// @param height in pixels, even, 16 to 8192
/// @param framesPerSecond 1 to 240; also the distance of key frames
/// @param bitsPerSecond the encoder's target, 10,000 to 100,000,000
/// @param flip how it is mirrored
public record Picture(int width, int height, int framesPerSecond, int bitsPerSecond, Flip flip) {
    /// How the picture is mirrored, for cameras that hang upside down or look into a mirror.
    public enum Flip {
        /// As the lens sees it.
        NONE,
        /// Left is right.
        HORIZONTAL,
        /// Top is bottom.
        VERTICAL,
        /// Both, which is half a turn.
        BOTH;

        /// Options of rpicam-vid; the sensor does it, at no cost.
        List<String> rpicam() {
            return switch (this) {
                case NONE -> List.of();
                case HORIZONTAL -> List.of("--hflip");
                case VERTICAL -> List.of("--vflip");
                case BOTH -> List.of("--hflip", "--vflip");
            };
        }

        /// Filters of ffmpeg.
        List<String> ffmpeg() {
            return switch (this) {
                case NONE -> List.of();
                case HORIZONTAL -> List.of("hflip");
                case VERTICAL -> List.of("vflip");
                case BOTH -> List.of("hflip", "vflip");
            };
        }
    }

    /// @throws IllegalArgumentException when a number is out of range
    public Picture {
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
}
