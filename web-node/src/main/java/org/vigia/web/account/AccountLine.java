package org.vigia.web.account;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One line of the accounts' journal, as in `{"action":"add","user":…,"hash":…,"atMillis":…}`.
/// `atMillis` is the wall clock then, a label only. Of tokens and codes there are SHA-256 hashes
/// alone; of passwords bcrypt's.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AccountLine.Add.class, name = "add"),
    @JsonSubTypes.Type(value = AccountLine.Open.class, name = "open"),
    @JsonSubTypes.Type(value = AccountLine.SetRole.class, name = "role"),
    @JsonSubTypes.Type(value = AccountLine.Password.class, name = "password"),
    @JsonSubTypes.Type(value = AccountLine.Invite.class, name = "invite"),
    @JsonSubTypes.Type(value = AccountLine.Second.class, name = "second-factor"),
    @JsonSubTypes.Type(value = AccountLine.SecondOff.class, name = "second-factor-off"),
    @JsonSubTypes.Type(value = AccountLine.Code.class, name = "code"),
    @JsonSubTypes.Type(value = AccountLine.Recovery.class, name = "recovery"),
    @JsonSubTypes.Type(value = AccountLine.Token.class, name = "token"),
    @JsonSubTypes.Type(value = AccountLine.TokenEnd.class, name = "token-end"),
    @JsonSubTypes.Type(value = AccountLine.SignOut.class, name = "sign-out"),
    @JsonSubTypes.Type(value = AccountLine.Close.class, name = "close")
})
sealed interface AccountLine {
    /// The account's name.
    String user();

    /// When.
    long atMillis();

    /// An owner with a password, which is all there was at first.
    record Add(String user, String hash, long atMillis) implements AccountLine {}

    /// An account of any role.
    ///
    /// @param cameras null for every one
    /// @param hash null until its person has chosen a password
    record Open(
            String user,
            Role role,
            @Nullable Set<String> cameras,
            @Nullable String hash,
            long atMillis)
            implements AccountLine {}

    /// Another role, or other cameras.
    record SetRole(String user, Role role, @Nullable Set<String> cameras, long atMillis)
            implements AccountLine {}

    /// Another password; an invitation that was open is so no longer.
    record Password(String user, String hash, long atMillis) implements AccountLine {}

    /// Whoever brings the token chooses the account's password.
    ///
    /// @param token its hash
    record Invite(String user, String token, long untilMillis, long atMillis)
            implements AccountLine {}

    /// A second factor from now on.
    ///
    /// @param secret in base 32, since it must be known to check codes
    /// @param recovery hashes of the codes for who has lost it
    record Second(String user, String secret, List<String> recovery, long atMillis)
            implements AccountLine {}

    /// No second factor any more.
    record SecondOff(String user, long atMillis) implements AccountLine {}

    /// A code of the second factor has been used.
    ///
    /// @param step the 30 seconds it belongs to; nothing up to there is good any more
    record Code(String user, long step, long atMillis) implements AccountLine {}

    /// A recovery code has been used.
    record Recovery(String user, String code, long atMillis) implements AccountLine {}

    /// A token for scripts.
    record Token(
            String user,
            String id,
            String name,
            String hash,
            Set<Right> rights,
            @Nullable Set<String> cameras,
            long atMillis)
            implements AccountLine {}

    /// That token is worth nothing any more.
    record TokenEnd(String user, String id, long atMillis) implements AccountLine {}

    /// Whoever has come in as this account must do so anew.
    record SignOut(String user, long atMillis) implements AccountLine {}

    /// The account is closed, its name free.
    record Close(String user, long atMillis) implements AccountLine {}
}
