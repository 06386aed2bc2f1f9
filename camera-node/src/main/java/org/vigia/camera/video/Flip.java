package org.vigia.camera.video;

import java.util.List;

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
