package org.vigia.camera.diagnosis;

import java.util.List;
import java.util.Locale;

/// What is wrong, and what to do about it.
///
/// @param kind what is wrong
/// @param details what the text names, in the order of its places
record Finding(Kind kind, List<String> details) {
    /// What can be wrong with a camera.
    enum Kind {
        PI_MISSING,
        PI_BUSY,
        PI_LEGACY,
        PI_NOT_A_PI,
        PI_SILENT,
        PI_ENCODER,
        PI_PACKAGE,
        WEBCAM_MISSING,
        WEBCAM_FORBIDDEN,
        WEBCAM_BUSY,
        WEBCAM_UNPLUGGED,
        WEBCAM_NO_CAMERA,
        WEBCAM_FORMAT,
        FORBIDDEN,
        NO_FFMPEG,
        NO_RPICAM
    }

    Finding {
        details = List.copyOf(details);
    }

    Finding(Kind kind, String... details) {
        this(kind, List.of(details));
    }

    /// In Spanish, Catalan or, for any other language, English.
    String text(Locale locale) {
        return Texts.of(locale, kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), details);
    }
}
