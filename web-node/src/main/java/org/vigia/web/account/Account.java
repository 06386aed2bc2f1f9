package org.vigia.web.account;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An account with what must stay secret of it.
///
/// @param epoch which line last changed what its sessions depend on: role, cameras, password,
///   second factor; or ended them
record Account(
        String name,
        Role role,
        @Nullable Set<String> cameras,
        @Nullable String hash,
        AccountLine.@Nullable Invite invitation,
        @Nullable SecondFactor second,
        List<AccountLine.Token> tokens,
        long sinceMillis,
        long epoch) {
    /// @param step the last one of which a code was used
    record SecondFactor(String secret, List<String> recovery, long step) {}

    boolean isOwnerWhoCanSignIn() {
        return role == Role.OWNER && hash != null;
    }

    Reach reach() {
        return new Reach(role.rights(), cameras);
    }

    Account with(Role newRole, @Nullable Set<String> newCameras, long line) {
        return new Account(
                name, newRole, newCameras, hash, invitation, second, tokens, sinceMillis, line);
    }

    Account withPassword(String newHash, long line) {
        return new Account(name, role, cameras, newHash, null, second, tokens, sinceMillis, line);
    }

    Account with(AccountLine.Invite invite) {
        return new Account(name, role, cameras, hash, invite, second, tokens, sinceMillis, epoch);
    }

    Account withSecond(@Nullable SecondFactor factor, long line) {
        return new Account(
                name, role, cameras, hash, invitation, factor, tokens, sinceMillis, line);
    }

    Account withTokens(List<AccountLine.Token> all) {
        return new Account(
                name,
                role,
                cameras,
                hash,
                invitation,
                second,
                List.copyOf(all),
                sinceMillis,
                epoch);
    }

    AccountView view() {
        return new AccountView(
                name,
                role,
                cameras,
                hash != null,
                second != null,
                second == null ? 0 : second.recovery().size(),
                invitation == null ? 0 : invitation.untilMillis(),
                sinceMillis);
    }
}
