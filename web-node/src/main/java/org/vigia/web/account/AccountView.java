package org.vigia.web.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What may be shown of an account.
///
/// @param cameras null for every one
/// @param password whether its person has chosen one; without it nobody signs in
/// @param secondFactor whether signing in takes one
/// @param recoveryCodes how many are left
/// @param invitedUntilMillis until when a link to choose a password is good; 0 without one
/// @param sinceMillis the wall clock when it was made
public record AccountView(
        String name,
        Role role,
        @Nullable Set<String> cameras,
        boolean password,
        boolean secondFactor,
        int recoveryCodes,
        long invitedUntilMillis,
        long sinceMillis) {}
