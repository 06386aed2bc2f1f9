package org.vigia.camera.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vigia.camera.gpio.PiSettings;
import org.vigia.camera.pwm.PwmSettings;
import org.vigia.camera.pwm.SysfsPwm;

/// What files tell about the board and its parts.
final class HardwareChecks {
    private static final String CONFIG = "/boot/firmware/config.txt";

    private final Machine machine;

    HardwareChecks(Machine machine) {
        this.machine = machine;
    }

    /// @param wired how real lines are wired; empty for simulated ones
    /// @param camera whether a camera's device is wanted
    List<Check> all(Optional<PiSettings> wired, boolean camera) {
        List<Check> checks = new ArrayList<>();
        checks.add(words -> board(words, wired.isPresent()));
        if (wired.isPresent()) {
            checks.add(words -> group(words, "gpio"));
        }
        if (wired.isPresent() || camera) {
            checks.add(words -> group(words, "video"));
        }
        if (wired.isPresent()) {
            checks.add(this::chip);
            checks.add(this::lineInterface);
            checks.add(words -> pulse(words, wired.get().pwm()));
            checks.add(words -> infrared(words, wired.get()));
        } else {
            checks.add(words -> words.ok("lines.simulated"));
        }
        return checks;
    }

    private Outcome board(Words words, boolean wired) {
        String model = machine.text("proc/device-tree/model");
        if (wired && !model.contains("Raspberry Pi")) {
            return words.fail("board.not", model.isEmpty() ? "?" : model);
        }
        return model.isEmpty()
                ? words.ok("board.unknown", System.getProperty("os.arch", "?"))
                : words.ok("board", model);
    }

    private Outcome group(Words words, String group) {
        return switch (machine.member(group)) {
            case HELD -> words.ok("group", machine.user(), group);
            case NOT_YET -> words.fail("group.later", machine.user(), group);
            case NONE -> words.fail("group.not", machine.user(), group);
        };
    }

    private Outcome chip(Words words) {
        List<Path> chips = machine.list("dev", "gpiochip*");
        if (chips.isEmpty()) {
            return words.fail("gpio.none");
        }
        for (Path chip : chips) {
            if (!Files.isReadable(chip) || !Files.isWritable(chip)) {
                return words.fail("gpio.forbidden", machine.user(), chip.getFileName());
            }
        }
        return words.ok("gpio", chips.stream().map(this::named).collect(Collectors.joining(", ")));
    }

    private String named(Path chip) {
        String name = chip.getFileName().toString();
        // E.g. "brcm,bcm2711-gpio" (Pi 4), "raspberrypi,rp1-gpio" (Pi 5).
        String kind = machine.text("sys/bus/gpio/devices/" + name + "/of_node/compatible");
        return kind.isEmpty() ? name : name + " (" + kind.split(" ", -1)[0] + ")";
    }

    private Outcome lineInterface(Words words) {
        String kernel = machine.text("proc/sys/kernel/osrelease");
        String config = machine.text("boot/config-" + kernel);
        return config.contains("# CONFIG_GPIO_CDEV_V1 is not set")
                ? words.fail("gpio.abi", kernel)
                : words.ok(
                        config.contains("CONFIG_GPIO_CDEV_V1=y") ? "gpio.abi.ok" : "gpio.abi.maybe",
                        kernel);
    }

    private Outcome pulse(Words words, PwmSettings pwm) {
        if (machine.list("sys/class/pwm", "pwmchip*").isEmpty()) {
            return words.fail("pwm.none", CONFIG, pwm.overlay());
        }
        Path chip;
        try {
            chip = SysfsPwm.chip(machine.at("sys/class/pwm"), pwm);
        } catch (IOException e) {
            return words.fail("pwm.not", String.valueOf(e.getMessage()));
        }
        String name = String.valueOf(chip.getFileName());
        String channels = machine.text("sys/class/pwm/" + name + "/npwm");
        if (channels.matches("[0-9]{1,3}") && pwm.channel() >= Integer.parseInt(channels)) {
            return words.fail("pwm.channel", pwm.channel(), name, channels);
        }
        Path exported = chip.resolve("pwm" + pwm.channel()).resolve("enable");
        Path written = Files.exists(exported) ? exported : chip.resolve("export");
        return Files.isWritable(written)
                ? words.ok("pwm", name)
                : words.fail("pwm.forbidden", machine.user(), written);
    }

    private Outcome infrared(Words words, PiSettings wired) {
        if (wired.source() == PiSettings.Source.GPIO) {
            return words.ok("ir.edges", wired.infrared());
        }
        Path device = machine.at(wired.device().toString().substring(1));
        if (!Files.exists(device)) {
            return words.fail("ir.none", CONFIG, wired.device(), wired.infrared());
        }
        return Files.isReadable(device)
                ? words.ok("ir", wired.device())
                : words.fail("ir.forbidden", machine.user(), wired.device());
    }
}
