package org.vigia.web.audit;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What an entry says besides its action, as a code that readers see in their own words: `closed`,
/// `pan: 30`. Lines from before there were codes have English words, which are shown as they are.
public enum AuditDetail {
    /// Signed in with a code besides the password.
    SECOND_FACTOR,
    /// A link to make the first owner was wrong.
    SET_UP,
    /// A link to choose a password was wrong.
    INVITATION,
    /// Signed another of one's own browsers out.
    ANOTHER_BROWSER,
    /// Signed every browser out.
    EVERYWHERE,
    /// Asked for a code with which a camera pairs.
    PAIRING_CODE,
    /// Let the key in on the console; its fingerprint.
    REGISTERED,
    /// Took the key away.
    REVOKED,
    /// Gave another host key; its fingerprint.
    ROTATED,
    /// Said that nobody has meddled with it.
    CONFIRMED,
    /// Ordered a picture.
    SNAPSHOT,
    /// Switched the siren on.
    SIREN_ON,
    /// Switched the siren off.
    SIREN_OFF,
    /// Turned the camera; so many degrees.
    PAN,
    /// Ordered a self-test.
    SELF_TEST,
    /// Invited somebody who may give every order.
    BOT_OWNER,
    /// Invited somebody who may look.
    BOT_LOOK,
    /// Made the account; role and cameras.
    MADE,
    /// Made the account with the set-up link; role.
    MADE_BY_LINK,
    /// Gave the account a role and cameras.
    ROLE,
    /// Closed the account.
    CLOSED,
    /// Made a link to choose the account's password.
    LINK,
    /// Set the password.
    PASSWORD,
    /// Chose the password with a link.
    PASSWORD_BY_LINK,
    /// Turned the second factor on.
    FACTOR_ON,
    /// Turned the second factor off.
    FACTOR_OFF,
    /// Made a token; its name.
    TOKEN,
    /// Ended a token; its name.
    TOKEN_ENDED;

    /// As it stands in the log.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// As it stands in the log, with a value.
    public String of(String value) {
        return code() + ": " + value;
    }

    /// As it stands in the log, with a role and the cameras it is for.
    ///
    /// @param cameras null for all
    public String of(Enum<?> role, @Nullable Set<String> cameras) {
        String word = role.name().toLowerCase(Locale.ROOT);
        return of(cameras == null ? word : word + " " + String.join(",", new TreeSet<>(cameras)));
    }
}
