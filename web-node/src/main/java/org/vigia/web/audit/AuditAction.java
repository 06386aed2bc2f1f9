package org.vigia.web.audit;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What somebody did.
public enum AuditAction {
    /// Signed in.
    @JsonProperty("sign-in")
    SIGN_IN,
    /// Was not let in.
    @JsonProperty("refused")
    REFUSED,
    /// Signed out.
    @JsonProperty("sign-out")
    SIGN_OUT,
    /// Armed a camera.
    @JsonProperty("arm")
    ARM,
    /// Disarmed a camera.
    @JsonProperty("disarm")
    DISARM,
    /// Gave a camera another order.
    @JsonProperty("command")
    COMMAND,
    /// Looked at a camera's live picture.
    @JsonProperty("live")
    LIVE,
    /// Looked at a film or downloaded it.
    @JsonProperty("film")
    FILM,
    /// Took an event away with all its files.
    @JsonProperty("export")
    EXPORT,
    /// Marked an event, or said that a camera is to be trusted.
    @JsonProperty("mark")
    MARK,
    /// Deleted an event.
    @JsonProperty("delete")
    DELETE,
    /// Let a camera's key in, or took it away.
    @JsonProperty("key")
    KEY,
    /// Gave this node another host key.
    @JsonProperty("host-key")
    HOST_KEY,
    /// Invited somebody to a camera's bot.
    @JsonProperty("bot")
    BOT,
    /// Made, changed or closed an account, or its password, second factor, sessions or tokens.
    @JsonProperty("account")
    ACCOUNT
}
