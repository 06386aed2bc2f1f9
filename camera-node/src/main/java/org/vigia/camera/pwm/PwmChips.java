package org.vigia.camera.pwm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the PWM chip of the header's pins.
///
/// The numbers say nothing: on a Pi 5 the chip was `pwmchip2` under Linux 6.6 and is `pwmchip0`
/// under 6.12 (raspberrypi/linux issue 6818). What stays is the register address in the device's
/// name: `…20c000.pwm` on every Pi up to 4, `1f00098000.pwm` (PWM0 of the RP1) on a Pi 5. Its other
/// chips drive the fan.
record PwmChips(Sysfs sysfs, Path root) {
    private static final Pattern CHIP = Pattern.compile("pwmchip[0-9]+");
    private static final Pattern HEADER =
            Pattern.compile("(^|/)(1f00098000|[0-9a-f]*20c000)\\.pwm(/|$)");
    private static final Pattern FAN = Pattern.compile("(^|/)(1f0009c000|107d517a80)\\.pwm(/|$)");

    /// The chip's folder: the one that is set, the header's, or the only one that is no fan's.
    ///
    /// @throws IOException when there is none, in words
    Path find(PwmSettings settings) throws IOException {
        List<String> chips =
                sysfs.names(root).stream().filter(n -> CHIP.matcher(n).matches()).toList();
        if (settings.chip().isPresent()) {
            String wanted = "pwmchip" + settings.chip().getAsInt();
            if (!chips.contains(wanted)) {
                throw new IOException(
                        "pwm.chip: there is no %s in %s, only %s; add %s to"
                                        .formatted(wanted, root, chips, settings.overlay())
                                + " /boot/firmware/config.txt and restart the Pi, or set pwm.chip:"
                                + " auto");
            }
            return root.resolve(wanted);
        }
        List<String> header = chips.stream().filter(c -> named(c, HEADER)).toList();
        if (header.size() == 1) {
            return root.resolve(header.getFirst());
        }
        List<String> others = chips.stream().filter(c -> !named(c, FAN)).toList();
        if (others.size() == 1) {
            return root.resolve(others.getFirst());
        }
        throw new IOException(
                others.isEmpty()
                        ? "there is no PWM output in %s; add %s to /boot/firmware/config.txt and"
                                        .formatted(root, settings.overlay())
                                + " restart the Pi"
                        : "%s has several PWM chips, %s; set pwm.chip".formatted(root, others));
    }

    private boolean named(String chip, Pattern device) {
        return device.matcher(sysfs.real(root.resolve(chip)).toString()).find();
    }
}
