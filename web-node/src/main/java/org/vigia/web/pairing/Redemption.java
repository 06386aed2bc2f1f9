package org.vigia.web.pairing;

/// What became of a secret that a newcomer has said.
public sealed interface Redemption {
    /// Its key is registered, on the disk.
    ///
    /// @param camera under this name
    record Paired(String camera) implements Redemption {}

    /// It will never be, but another one of the same camera may.
    ///
    /// @param reason why, in words
    record KeyRefused(String reason) implements Redemption {}

    /// It is not.
    ///
    /// @param reason why, in words for who stands at the camera
    record Refused(String reason) implements Redemption {}
}
