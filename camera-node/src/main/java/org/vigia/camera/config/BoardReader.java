package org.vigia.camera.config;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.gpio.PiSettings;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.pwm.PwmSettings;
import org.vigia.camera.remote.Button;
import org.vigia.camera.remote.RemoteSettings;
import org.vigia.camera.servo.ServoSettings;
import org.vigia.shared.config.Secret;
import org.vigia.shared.config.Section;

/// Reads what is wired to the board: `board`, `pins`, `pwm`, `remote` and `servo`. Keys that the
/// chosen board does not use are checked all the same, so that switching to the simulated one and
/// back takes one word.
final class BoardReader {
    private enum Kind {
        SIMULATED,
        PI
    }

    private final Section root;
    private final Section remote;
    private final Kind kind;
    private final int port;

    BoardReader(Section root) {
        this.root = root;
        this.remote = root.section("remote");
        Section board = root.section("board");
        this.kind = board.choice("kind", Kind.SIMULATED, Kind.class);
        this.port = board.integer("port", 8090, 0, 65_535);
    }

    CameraConfig.Board board() {
        PiSettings usual = PiSettings.defaults();
        Section section = root.section("pins");
        Map<String, Integer> pins = new HashMap<>();
        pins.put("pir", pin(section, "pir", usual.pir()));
        pins.put("buzzer", pin(section, "buzzer", usual.buzzer()));
        pins.put("infrared", pin(section, "infrared", usual.infrared()));
        pins.put("servo", pin(section, "servo", usual.pwm().pin()));
        PiSettings.Source source = remote.choice("source", usual.source(), PiSettings.Source.class);
        Path device =
                Path.of(
                        remote.text(
                                "device",
                                usual.device().toString(),
                                "a device such as /dev/lirc0",
                                text -> text.startsWith("/dev/")));
        PwmSettings pwm = pwm(root.section("pwm"), pins.getOrDefault("servo", 0));
        if (new HashSet<>(pins.values()).size() < pins.size()) {
            root.problem("pins", "must all differ, were " + new TreeMap<>(pins));
            return new CameraConfig.Board.Simulated(port);
        }
        return switch (kind) {
            case SIMULATED -> new CameraConfig.Board.Simulated(port);
            case PI ->
                    new CameraConfig.Board.Pi(
                            new PiSettings(
                                    pins.getOrDefault("pir", 0),
                                    pins.getOrDefault("buzzer", 0),
                                    pins.getOrDefault("infrared", 0),
                                    source,
                                    device,
                                    pwm));
        };
    }

    private static int pin(Section pins, String part, int usual) {
        return pins.integer(part, usual, PiSettings.FIRST_PIN, PiSettings.LAST_PIN);
    }

    private static PwmSettings pwm(Section pwm, int pin) {
        String chip =
                pwm.text(
                        "chip",
                        "auto",
                        "auto or the N of a /sys/class/pwm/pwmchipN",
                        text -> text.matches("auto|[0-9]{1,3}"));
        return new PwmSettings(
                chip.equals("auto") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(chip)),
                pwm.integer("channel", 0, 0, 15),
                pin);
    }

    RemoteSettings remote() {
        RemoteSettings.Disarm disarm =
                remote.choice("disarm", RemoteSettings.Disarm.PIN, RemoteSettings.Disarm.class);
        Optional<Secret> pin = pin("pin");
        Optional<Secret> duress = pin("duress-pin");
        if (!remote.has("pin") && disarm == RemoteSettings.Disarm.PIN && remote.has("disarm")) {
            remote.problem("pin", "is missing; disarm: pin takes one of 4 to 8 digits");
        }
        if (remote.has("duress-pin") && !remote.has("pin")) {
            remote.problem("duress-pin", "takes a pin beside it");
            duress = Optional.empty();
        } else if (duress.isPresent() && duress.equals(pin)) {
            remote.problem("duress-pin", "must not be the pin");
            duress = Optional.empty();
        }
        return new RemoteSettings(
                bindings(), disarm, pin.orElse(null), pin.isPresent() ? duress.orElse(null) : null);
    }

    private Optional<Secret> pin(String key) {
        Secret pin = remote.secret(key);
        if (pin.value().isEmpty()) {
            return Optional.empty();
        }
        if (!RemoteSettings.isPin(pin.value())) {
            remote.problem(key, "must be 4 to 8 digits in quotes");
            return Optional.empty();
        }
        return Optional.of(pin);
    }

    private Map<Button, NecCode> bindings() {
        Section section = remote.section("bindings");
        Map<Button, NecCode> bindings = new EnumMap<>(Button.class);
        Set<NecCode> taken = new HashSet<>();
        for (String label : section.keys()) {
            @Nullable Button button = Button.labelled(label).orElse(null);
            if (button == null) {
                // Asked for in vain by name, so that it is reported with what it might have meant.
                for (Button known : Button.values()) {
                    if (!section.has(known.label())) {
                        section.expect(known.label());
                    }
                }
                continue;
            }
            String text =
                    section.text(
                            label,
                            null,
                            "a code such as nec:0x0408 or necx:0x564710",
                            t -> NecCode.parse(t).isPresent());
            NecCode.parse(text)
                    .ifPresent(code -> {
                        if (taken.add(code)) {
                            bindings.put(button, code);
                        } else {
                            section.problem(label, "%s is bound twice".formatted(code));
                        }
                    });
        }
        return bindings.isEmpty() && kind == Kind.SIMULATED
                ? RemoteSettings.simulatedBindings()
                : bindings;
    }

    ServoSettings servo() {
        ServoSettings usual = ServoSettings.defaults();
        Section servo = root.section("servo");
        int leftLimit = degrees(servo, "left-limit", usual.leftLimit());
        int rightLimit = degrees(servo, "right-limit", usual.rightLimit());
        int left = degrees(servo, "left", usual.left());
        int center = degrees(servo, "center", usual.center());
        int right = degrees(servo, "right", usual.right());
        try {
            return new ServoSettings(leftLimit, rightLimit, left, center, right);
        } catch (IllegalArgumentException e) {
            root.problem("servo", String.valueOf(e.getMessage()));
            return usual;
        }
    }

    private static int degrees(Section servo, String key, double usual) {
        return servo.integer(key, (int) usual, -90, 90);
    }
}
