package org.vigia.telegram.orders;

/// Where the camera may be turned by one word.
public enum Direction {
    LEFT,
    CENTER,
    RIGHT
}
