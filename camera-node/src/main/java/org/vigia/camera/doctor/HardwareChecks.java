package org.vigia.camera.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What files tell about the board and its parts.
final class HardwareChecks {
    private static final String CONFIG = "/boot/firmware/config.txt";

    private final Machine machine;

    HardwareChecks(Machine machine) {
        this.machine = machine;
    }

    /// @param lines whether real lines are wanted
    /// @param camera whether a camera's device is wanted
    List<Check> all(boolean lines, boolean camera) {
        List<Check> checks = new ArrayList<>();
        checks.add(this::board);
        if (lines) {
            checks.add(words -> group(words, "gpio"));
        }
        if (lines || camera) {
            checks.add(words -> group(words, "video"));
        }
        if (lines) {
            checks.add(this::chip);
            checks.add(this::lineInterface);
            checks.add(this::pulse);
            checks.add(this::infrared);
        } else {
            checks.add(words -> words.ok("lines.simulated"));
        }
        return checks;
    }

    private Outcome board(Words words) {
        String model = machine.text("proc/device-tree/model");
        return model.isEmpty()
                ? words.ok("board.unknown", System.getProperty("os.arch", "?"))
                : words.ok("board", model);
    }

    private Outcome group(Words words, String group) {
        return machine.mayAsMember(group)
                ? words.ok("group", machine.user(), group)
                : words.fail("group.not", machine.user(), group);
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

    private Outcome pulse(Words words) {
        List<Path> chips = machine.list("sys/class/pwm", "pwmchip*");
        if (chips.isEmpty()) {
            return words.fail("pwm.none", CONFIG);
        }
        Path export = chips.getFirst().resolve("export");
        return Files.isWritable(export)
                ? words.ok("pwm", chips.getFirst().getFileName())
                : words.fail("pwm.forbidden", machine.user(), export);
    }

    private Outcome infrared(Words words) {
        List<Path> devices = machine.list("dev", "lirc*");
        if (devices.isEmpty()) {
            return words.fail("ir.none", CONFIG);
        }
        return Files.isReadable(devices.getFirst())
                ? words.ok("ir", devices.getFirst().getFileName())
                : words.fail("ir.forbidden", machine.user(), devices.getFirst().getFileName());
    }
}
