package org.vigia.camera;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
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
    private final Supplier<Optional<String>> bot;

    private Pairing(Optional<Access> access, Supplier<Optional<String>> bot) {
        this.access = access;
        this.bot = bot;
    }

    /// @param bot the name of the bot that takes orders, once it is known
    static Pairing with(Access access, Supplier<Optional<String>> bot) {
        return new Pairing(Optional.of(access), bot);
    }

    /// That of a camera that takes no orders through Telegram.
    static Pairing none() {
        return new Pairing(Optional.empty(), Optional::empty);
    }

    @Nullable String bot() {
        return bot.get().orElse(null);
    }

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
