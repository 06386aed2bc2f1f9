package org.vigia.camera.gpio;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.vigia.camera.pwm.PwmSettings;

/// How the parts are wired to a Pi. Pins are BCM numbers (GPIO n), not those of the header.
///
/// @param pir the motion sensor's output
/// @param buzzer the transistor in front of the buzzer
/// @param infrared the receiver's output
/// @param source who times the infrared
/// @param device of the kernel's receiver, for [Source#LIRC]
/// @param pwm the servo's output
public record PiSettings(
        int pir, int buzzer, int infrared, Source source, Path device, PwmSettings pwm) {
    /// The first pin of the header that is free for use; 0 and 1 belong to the HAT's EEPROM.
    public static final int FIRST_PIN = 2;

    /// The last pin of the header.
    public static final int LAST_PIN = 27;

    /// Who turns infrared light into durations.
    public enum Source {
        /// The kernel, `dtoverlay=gpio-ir`: loses nothing while this process pauses.
        LIRC,
        /// This process, from the kernel's time stamps of the line's edges. The kernel keeps 16 of
        /// them, 10 to 20 ms of a button: a longer pause loses the press.
        GPIO
    }

    /// @throws IllegalArgumentException when a pin is not on the header or is used twice
    public PiSettings {
        List<Integer> pins = List.of(pir, buzzer, infrared, pwm.pin());
        if (pins.stream().anyMatch(p -> p < FIRST_PIN || p > LAST_PIN)) {
            throw new IllegalArgumentException(
                    "pins are GPIO %d to %d, were %s".formatted(FIRST_PIN, LAST_PIN, pins));
        }
        if (Stream.of(pir, buzzer, infrared, pwm.pin()).distinct().count() < pins.size()) {
            throw new IllegalArgumentException("a pin is used twice: " + pins);
        }
    }

    /// As docs/wiring.md draws it.
    public static PiSettings defaults() {
        return new PiSettings(
                23, 24, 18, Source.LIRC, Path.of("/dev/lirc0"), PwmSettings.defaults());
    }
}
