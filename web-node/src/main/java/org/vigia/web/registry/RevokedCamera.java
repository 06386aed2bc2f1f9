package org.vigia.web.registry;

/// A camera whose key was taken away, and which has had no new one since.
///
/// @param name what it was registered as
/// @param atMillis web-node's wall clock then
public record RevokedCamera(String name, long atMillis) {}
