package org.vigia.camera.pwm;

import java.util.OptionalInt;

/// Which of the kernel's PWM outputs drives the servo.
///
/// @param chip the N of `pwmchipN`; empty to find the one that belongs to the header's pins
/// @param channel 0 to 15; GPIO 12 is channel 0 on every Pi
/// @param pin the GPIO that the overlay gives the pulse to; only named in advice, since nothing in
///   sysfs tells it
public record PwmSettings(OptionalInt chip, int channel, int pin) {
    /// @throws IllegalArgumentException when a number is out of its range
    public PwmSettings {
        if ((chip.isPresent() && chip.getAsInt() < 0) || channel < 0 || channel > 15) {
            throw new IllegalArgumentException(
                    "no PWM output: chip %s, channel %d".formatted(chip, channel));
        }
    }

    /// Channel 0 of the chip that is found, on GPIO 12.
    public static PwmSettings defaults() {
        return new PwmSettings(OptionalInt.empty(), 0, 12);
    }

    /// What has to stand in the boot configuration.
    public String overlay() {
        // BCM's function numbers: 4 is Alt0 (GPIO 12, 13), 2 is Alt5 (GPIO 18, 19).
        return "dtoverlay=pwm,pin=%d,func=%d".formatted(pin, pin == 18 || pin == 19 ? 2 : 4);
    }
}
