package org.vigia.web.ssh;

import java.time.Duration;

/// What the endpoint grants.
///
/// @param waiting connections that have not logged in yet, in all
/// @param loginTime from connecting to being logged in
/// @param loginAttempts a connection
/// @param sessions a camera; one more ends the oldest
/// @param channels a session
/// @param silence after which a connection is closed
/// @param uploadStall how long an upload may take for its next 64 KiB, or less to its end
public record SshLimits(
        int waiting,
        Duration loginTime,
        int loginAttempts,
        int sessions,
        int channels,
        Duration silence,
        Duration uploadStall) {
    /// The values of docs/design/store.md.
    public static final SshLimits DEFAULT =
            new SshLimits(
                    16,
                    Duration.ofSeconds(20),
                    6,
                    4,
                    8,
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(30));
}
