package org.vigia.shared.video;

/// What a decoder must know before the first fragment of a stream. A new one begins a new epoch:
/// when the camera process was restarted or its parameter sets changed.
///
/// @param epoch counts up from 0 in the life of the camera-node process
/// @param codec the RFC 6381 name, e.g. `avc1.42C01F`
/// @param width in pixels, 1 to 8192
/// @param height in pixels, 1 to 8192
/// @param initSegment `ftyp` + `moov`; never changed after construction by anybody
public record VideoConfig(int epoch, String codec, int width, int height, byte[] initSegment) {
    /// Ticks per second of every time in a stream (RFC 6184's clock rate for H.264).
    public static final int TIMESCALE = 90_000;

    /// @throws IllegalArgumentException when a number is out of range or the segment is empty
    public VideoConfig {
        if (epoch < 0 || outside(width) || outside(height) || initSegment.length == 0) {
            throw new IllegalArgumentException(
                    "not a video configuration: epoch %d, %dx%d, %d bytes"
                            .formatted(epoch, width, height, initSegment.length));
        }
        if (!codec.matches("avc1\\.[0-9A-F]{6}")) {
            throw new IllegalArgumentException("not an avc1 codec name: " + codec);
        }
    }

    private static boolean outside(int pixels) {
        return pixels < 1 || pixels > 8192;
    }

    @Override
    public String toString() {
        return "VideoConfig[%d %s %dx%d]".formatted(epoch, codec, width, height);
    }
}
