package org.vigia.telegram.orders;

import org.vigia.shared.link.CameraStatus;

/// How things stand at the camera.
///
/// @param camera its name
/// @param status what it says of itself
/// @param linked whether Pi #B is to be reached
/// @param freeBytes what its disk may still take; negative where the disk does not say
public record Situation(String camera, CameraStatus status, boolean linked, long freeBytes) {}
