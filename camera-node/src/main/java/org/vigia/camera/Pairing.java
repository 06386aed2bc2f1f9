package org.vigia.camera;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.CameraCommand;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.access.Role;

/// The invitations that the site opens.
final class Pairing {
    private static final Logger LOG = LoggerFactory.getLogger(Pairing.class);

    private final Optional<Access> access;
    private volatile @Nullable String bot;

    /// @param access empty where no orders are taken
    Pairing(Optional<Access> access) {
        this.access = access;
    }

    /// Telegram has said who the bot is.
    void takesOrdersAs(Optional<String> name) {
        bot = name.orElse(null);
    }

    /// The name of the bot that takes orders; null where there is none, or it is not known yet.
    @Nullable String bot() {
        return bot;
    }

    /// Opens an invitation.
    ///
    /// @return why it was not done, in words; null when it was
    @Nullable String invite(CameraCommand.Invite wanted) {
        if (access.isEmpty()) {
            return "this camera takes no orders through Telegram";
        }
        try {
            access.get().inviteByHash(wanted.code(), wanted.owner() ? Role.OWNER : Role.LOOK);
            return null;
        } catch (IOException e) {
            LOG.error("telegram: an invitation is not saved", e);
            return "the disk takes nothing";
        }
    }
}
