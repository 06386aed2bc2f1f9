package org.vigia.shared.pairing;

/// What both nodes say while they pair; docs/design/pairing.md has the course.
public final class PairingProtocol {
    /// The SSH user name, which no camera can have.
    public static final String USER = "+pair";

    /// The one command of such a session.
    public static final String COMMAND = "pair";

    private PairingProtocol() {}

    /// What Pi #B says to the right secret, as JSON.
    ///
    /// @param camera the name the key is registered under now
    public record Answer(String camera) {}
}
