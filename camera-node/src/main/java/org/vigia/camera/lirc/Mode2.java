package org.vigia.camera.lirc;

import org.vigia.camera.board.PulseSource;

/// The samples of LIRC mode 2: 32 bits in the machine's order, a type in the top byte and
/// microseconds (or Hz) in the rest (`include/uapi/linux/lirc.h`).
///
/// Not every kernel reports where silence begins: before 5.18 time-outs are off by default. So
/// [#silent] is called when no sample came for [#QUIET_MILLIS]; that is longer than the kernel's
/// own time-out (125 ms) and than the pauses of a held button (96 ms), and within what
/// [PulseSource.Listener] promises. Used by one thread.
final class Mode2 {
    static final int QUIET_MILLIS = 150;

    private static final int SPACE = 0;
    private static final int PULSE = 1;
    private static final int FREQUENCY = 2;
    private static final int TIMEOUT = 3;
    private static final int OVERFLOW = 4;
    private static final int VALUE = 0x00FF_FFFF;

    private final PulseSource.Listener listener;
    private boolean afterMark;

    Mode2(PulseSource.Listener listener) {
        this.listener = listener;
    }

    /// Takes the next sample.
    void sample(int sample) {
        int micros = Math.min(sample & VALUE, PulseSource.LOST_MICROS);
        switch (sample >>> 24) {
            case PULSE -> tell(true, micros);
            case SPACE, TIMEOUT -> tell(false, micros);
            case OVERFLOW -> tell(false, PulseSource.LOST_MICROS);
            // A frequency is no duration; types that are not known yet are none of ours.
            case FREQUENCY -> {}
            default -> {}
        }
    }

    /// No sample came for [#QUIET_MILLIS].
    void silent() {
        if (afterMark) {
            tell(false, QUIET_MILLIS * 1_000);
        }
    }

    private void tell(boolean mark, int micros) {
        if (micros > 0) {
            afterMark = mark;
            listener.onPulse(mark, micros);
        }
    }
}
