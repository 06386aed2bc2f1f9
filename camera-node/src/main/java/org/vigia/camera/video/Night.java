package org.vigia.camera.video;

import java.util.List;

/// What light the Pi Camera is set for. The exposure is automatic in all three; its time is bounded
/// by the frame rate: at 25 frames a second it is at most 40 ms.
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
