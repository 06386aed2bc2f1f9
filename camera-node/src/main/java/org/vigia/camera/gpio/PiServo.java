package org.vigia.camera.gpio;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.board.PwmOutput;
import org.vigia.camera.pwm.SysfsPwm;

/// The servo's output, or what stands in for one that cannot be had: that one can be stopped, and
/// says why it cannot be started.
final class PiServo implements PwmOutput {
    private static final Logger LOG = LoggerFactory.getLogger(PiServo.class);

    private final @Nullable SysfsPwm pwm;
    private final String missing;

    /// Opens the output.
    interface Opening {
        /// Opens it.
        ///
        /// @throws IOException when it cannot be had, in words
        SysfsPwm open() throws IOException;
    }

    PiServo(Opening opening) {
        SysfsPwm opened = null;
        String reason = "";
        try {
            opened = opening.open();
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
            LOG.error("servo: the camera does not turn: {}", reason);
        }
        pwm = opened;
        missing = reason;
    }

    @Override
    public void set(long periodNanos, long dutyNanos) throws IOException {
        there().set(periodNanos, dutyNanos);
    }

    @Override
    public void enable(boolean on) throws IOException {
        if (on || pwm != null) {
            there().enable(on);
        }
    }

    void close() throws IOException {
        if (pwm != null) {
            pwm.close();
        }
    }

    private SysfsPwm there() throws IOException {
        if (pwm == null) {
            throw new IOException(missing);
        }
        return pwm;
    }
}
