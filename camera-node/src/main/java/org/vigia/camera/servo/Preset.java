package org.vigia.camera.servo;

/// Where the camera may look by one word.
public enum Preset {
    LEFT,
    CENTER,
    RIGHT
}
