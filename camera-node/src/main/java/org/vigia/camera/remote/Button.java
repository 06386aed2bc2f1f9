package org.vigia.camera.remote;

import java.util.Optional;

/// A button by its meaning, whatever is printed on the remote at hand.
public enum Button {
    ARM("arm"),
    DISARM("disarm"),
    PANIC("panic"),
    DIGIT_0("0"),
    DIGIT_1("1"),
    DIGIT_2("2"),
    DIGIT_3("3"),
    DIGIT_4("4"),
    DIGIT_5("5"),
    DIGIT_6("6"),
    DIGIT_7("7"),
    DIGIT_8("8"),
    DIGIT_9("9"),
    OK("ok"),
    LEFT("left"),
    RIGHT("right");

    private final String label;

    Button(String label) {
        this.label = label;
    }

    /// As in the configuration and in the board's API.
    public String label() {
        return label;
    }

    boolean digit() {
        return ordinal() >= DIGIT_0.ordinal() && ordinal() <= DIGIT_9.ordinal();
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
