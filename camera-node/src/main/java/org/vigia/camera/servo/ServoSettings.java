package org.vigia.camera.servo;

/// How the servo is built in. Angles in degrees, 0 straight ahead, negative to the left.
///
/// @param leftLimit where it must stop, -90 to below `rightLimit`
/// @param rightLimit where it must stop, up to 90
/// @param left where the preset looks, within the limits
/// @param center the same
/// @param right the same
public record ServoSettings(
        double leftLimit, double rightLimit, double left, double center, double right) {
    /// @throws IllegalArgumentException when an angle is out of its range
    public ServoSettings {
        if (!(leftLimit >= -90 && leftLimit < rightLimit && rightLimit <= 90)) {
            throw new IllegalArgumentException(
                    "servo limits must be between -90° and 90° and in order, were %s and %s"
                            .formatted(leftLimit, rightLimit));
        }
        if (!(left >= leftLimit && left <= center && center <= right && right <= rightLimit)) {
            throw new IllegalArgumentException(
                    "servo presets must lie within its limits and in order, were %s, %s, %s"
                            .formatted(left, center, right));
        }
    }

    /// 60° to either side.
    public static ServoSettings defaults() {
        return new ServoSettings(-80, 80, -60, 0, 60);
    }

    double within(double degrees) {
        return Math.clamp(degrees, leftLimit, rightLimit);
    }

    double angle(Preset preset) {
        return switch (preset) {
            case LEFT -> left;
            case CENTER -> center;
            case RIGHT -> right;
        };
    }
}
