package org.vigia.web.audit;

/// One line of the log. No passwords and no tokens.
///
/// @param atMillis this node's wall clock
/// @param action what was done
/// @param who the account, or what a stranger gave as its name; empty where there is none
/// @param from the address it came from; `console` for this machine's own
/// @param subject the camera, event or account it was done to; empty where there is none
/// @param detail the rest, as [AuditDetail] has it; may be empty
public record AuditEntry(
        long atMillis,
        AuditAction action,
        String who,
        String from,
        String subject,
        String detail) {}
