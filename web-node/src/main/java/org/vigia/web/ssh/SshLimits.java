package org.vigia.web.ssh;

import java.time.Duration;

/// What the endpoint grants.
///
/// @param waiting connections that have not logged in yet, in all
/// @param loginTime from connecting to being logged in
/// @param loginAttempts a connection
/// @param sessions a camera
/// @param channels a session
/// @param silence after which a connection is closed
public record SshLimits(
        int waiting,
        Duration loginTime,
        int loginAttempts,
        int sessions,
        int channels,
        Duration silence) {
    /// The values of docs/design/store.md.
    public static final SshLimits DEFAULT =
            new SshLimits(16, Duration.ofSeconds(20), 6, 4, 8, Duration.ofSeconds(120));
}
