package org.vigia.shared.pairing;

/// What both nodes say while they pair; docs/design/pairing.md has the course.
public final class PairingProtocol {
    /// The SSH user name, which no camera can have.
    public static final String USER = "+pair";

    /// The one command of such a session.
    public static final String COMMAND = "pair";

    /// The command of a camera that meets another host key: which announcements are there?
    public static final String HOST_KEY_COMMAND = "host-key";

    /// The command's status when the key is registered.
    public static final int PAIRED = 0;

    /// The command's status when it is not; standard error says why.
    public static final int REFUSED = 1;

    /// The command's status when this key never will be and another one may.
    public static final int NEEDS_NEW_KEY = 2;

    private PairingProtocol() {}

    /// What Pi #B says to the right secret, as JSON.
    ///
    /// @param camera the name the key is registered under now
    public record Answer(String camera) {}
}
