package org.vigia.camera.video;

/// What a camera is asked for.
///
/// @param width in pixels, even, 16 to 8192
/// @param height in pixels, even, 16 to 8192
/// @param framesPerSecond 1 to 240; also the distance of key frames
/// @param bitsPerSecond the encoder's target, 10,000 to 100,000,000
/// @param flip how it is mirrored
public record Picture(int width, int height, int framesPerSecond, int bitsPerSecond, Flip flip) {
    /// @throws IllegalArgumentException when a number is out of range
    public Picture {
        FfmpegArguments.check(width, height, framesPerSecond, bitsPerSecond);
    }
}
