package org.vigia.web.preset;

/// A direction that has a name.
///
/// @param name 1 to 24 characters, no blanks around them
/// @param degrees -90 (left) to 90, 0 ahead
public record PanPreset(String name, int degrees) {
    private static final int LONGEST = 24;

    /// @throws IllegalArgumentException when out of range, in words for who gave it
    public PanPreset {
        if (name.isBlank()
                || !name.equals(name.strip())
                || name.codePointCount(0, name.length()) > LONGEST
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "name: must have 1 to %d characters".formatted(LONGEST));
        }
        if (degrees < -90 || degrees > 90) {
            throw new IllegalArgumentException(
                    "degrees: must be between -90 and 90, was " + degrees);
        }
    }
}
