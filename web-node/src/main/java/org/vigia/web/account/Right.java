package org.vigia.web.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What somebody may do on the site. Which cameras it holds for is [Reach]'s to say.
public enum Right {
    /// See events, pictures, films and live pictures, and download them.
    @JsonProperty("look")
    LOOK,
    /// Keep, release and confirm events, and write notes.
    @JsonProperty("mark")
    MARK,
    /// Arm and disarm, sound the siren, turn the camera, order pictures.
    @JsonProperty("control")
    CONTROL,
    /// Delete events, and take deletions back.
    @JsonProperty("delete")
    DELETE,
    /// Accounts, invitations, cameras' keys, the audit log.
    @JsonProperty("administer")
    ADMINISTER,
    /// Figures for a monitoring system, and nothing else.
    @JsonProperty("monitor")
    MONITOR
}
