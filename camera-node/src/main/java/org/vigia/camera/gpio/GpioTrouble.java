package org.vigia.camera.gpio;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What keeps GPIO from working, in words that a person can act on. Pi4J 3.0.4 reports libgpiod's
/// errors as text only: `c_gpiod_… failed: -1 (Device or resource busy)`.
final class GpioTrouble {
    /// What Pi4J says when it never opened the chip, having found the board's model unknown.
    private static final String NO_CHIP = "no gpio chip yet";

    private GpioTrouble() {}

    /// A line that cannot be had.
    static IOException ofLine(String part, int pin, Throwable cause) {
        String reason = reason(cause);
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains(NO_CHIP)) {
            return ofChip(cause);
        }
        String line = "GPIO %d (%s)".formatted(pin, part);
        if (lower.contains("busy")) {
            return new IOException(
                    line
                            + " is in use by another program or an overlay; gpioinfo shows by whom."
                            + " Is a second camera-node running, or has a dtoverlay no pin of its"
                            + " own (pwm and gpio-ir both take GPIO 18 by default)?",
                    cause);
        }
        if (lower.contains("permission") || lower.contains("not permitted")) {
            return new IOException(line + " may not be used; " + group(), cause);
        }
        if (lower.contains("chip_get_line")) {
            return new IOException(
                    line
                            + " cannot be had: this kernel has no CONFIG_GPIO_CDEV_V1, which"
                            + " Pi4J's libgpiod needs; use a kernel of Raspberry Pi OS ("
                            + reason
                            + ")",
                    cause);
        }
        return new IOException(line + " cannot be had: " + reason, cause);
    }

    /// The whole chip cannot be had.
    static IOException ofChip(Throwable cause) {
        String reason = reason(cause);
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("permission")) {
            return new IOException("the GPIO chips may not be used; " + group(), cause);
        }
        if (lower.contains(NO_CHIP)) {
            return new IOException(
                    "Pi4J opens no GPIO chip: it does not know this model of Pi", cause);
        }
        if (lower.contains("gpiochip")) {
            return new IOException(
                    "none of /dev/gpiochip* is the Pi's header (its label must contain pinctrl;"
                            + " gpiodetect lists them): "
                            + reason,
                    cause);
        }
        return new IOException("GPIO cannot be used: " + reason, cause);
    }

    /// What stands before Pi4J is even tried.
    ///
    /// @param model of the machine as the device tree calls it; null where it calls it nothing
    /// @param chips how many /dev/gpiochip* there are
    /// @param usable whether this user may open all of them; libgpiod gives up at the first it may
    ///   not
    /// @throws IOException when it cannot work, in words
    static void checkMachine(@Nullable String model, int chips, boolean usable) throws IOException {
        if (model == null || !model.contains("Raspberry Pi")) {
            throw new IOException(
                    "board.kind: pi takes a Raspberry Pi; this machine is %s. Set board.kind:"
                                    .formatted(model == null ? "none" : "a " + model)
                            + " simulated to try it without");
        }
        if (chips == 0) {
            throw new IOException(
                    "there is no /dev/gpiochip*: this kernel shows no GPIO to programs"
                            + " (CONFIG_GPIO_CDEV)");
        }
        if (!usable) {
            throw new IOException("/dev/gpiochip* may not be used; " + group());
        }
    }

    private static String group() {
        return "put this user into the group gpio: sudo usermod -aG gpio USER, and log in again";
    }

    /// The innermost message; the wrappings of Pi4J say nothing of their own.
    private static String reason(Throwable cause) {
        Throwable inner = cause;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner.getMessage() == null ? inner.toString() : inner.getMessage();
    }
}
