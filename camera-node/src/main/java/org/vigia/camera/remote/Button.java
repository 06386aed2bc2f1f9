package org.vigia.camera.remote;

import java.util.Optional;

/// A button by its meaning, whatever is printed on the remote at hand.
public enum Button {
    ARM("arm", 0x10),
    DISARM("disarm", 0x11),
    PANIC("panic", 0x12),
    DIGIT_0("0", 0x13),
    DIGIT_1("1", 0x14),
    DIGIT_2("2", 0x15),
    DIGIT_3("3", 0x16),
    DIGIT_4("4", 0x17),
    DIGIT_5("5", 0x18),
    DIGIT_6("6", 0x19),
    DIGIT_7("7", 0x1a),
    DIGIT_8("8", 0x1b),
    DIGIT_9("9", 0x1c),
    OK("ok", 0x1d),
    LEFT("left", 0x1e),
    RIGHT("right", 0x1f);

    private final String label;
    private final int simulatedCommand;

    Button(String label, int simulatedCommand) {
        this.label = label;
        this.simulatedCommand = simulatedCommand;
    }

    /// As in the configuration and in the board's API.
    public String label() {
        return label;
    }

    /// What the simulated remote's button sends.
    int simulatedCommand() {
        return simulatedCommand;
    }

    boolean digit() {
        return Character.isDigit(label.charAt(0));
    }

    /// The button of that label.
    public static Optional<Button> labelled(String label) {
        for (Button button : values()) {
            if (button.label.equals(label)) {
                return Optional.of(button);
            }
        }
        return Optional.empty();
    }
}
