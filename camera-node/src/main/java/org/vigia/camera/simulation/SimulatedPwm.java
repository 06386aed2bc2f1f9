package org.vigia.camera.simulation;

import java.io.IOException;
import org.vigia.camera.board.PwmOutput;

/// A pulse output with an SG90-class servo on it. Safe for several threads.
public final class SimulatedPwm implements PwmOutput {
    private static final double LEAST_NANOS = 500_000;
    private static final double MOST_NANOS = 2_400_000;

    private long period;
    private long duty;
    private boolean enabled;
    private boolean released;
    private double angle;

    SimulatedPwm() {}

    /// The pulse and what it does to the servo.
    ///
    /// @param angle where the servo's arm stands, in degrees, 0 ahead, negative to the left; it
    ///   stays when the pulse ends
    public record Pulse(long periodNanos, long dutyNanos, boolean enabled, double angle) {}

    @Override
    public synchronized void set(long periodNanos, long dutyNanos) throws IOException {
        if (periodNanos <= 0 || dutyNanos < 0 || dutyNanos > periodNanos) {
            throw new IllegalArgumentException(
                    "not a pulse: %d ns in %d ns".formatted(dutyNanos, periodNanos));
        }
        open();
        period = periodNanos;
        duty = dutyNanos;
        turn();
    }

    @Override
    public synchronized void enable(boolean on) throws IOException {
        open();
        if (on && period == 0) {
            throw new IllegalStateException("enabled before it was set");
        }
        enabled = on;
        turn();
    }

    synchronized Pulse pulse() {
        return new Pulse(period, duty, enabled, angle);
    }

    synchronized void cut() {
        enabled = false;
        released = true;
    }

    private void turn() {
        if (enabled) {
            double share = (duty - LEAST_NANOS) / (MOST_NANOS - LEAST_NANOS);
            angle = Math.clamp(share * 180 - 90, -90.0, 90.0);
        }
    }

    private void open() throws IOException {
        if (released) {
            throw new IOException("the board is closed");
        }
    }
}
