package org.vigia.camera;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.config.CameraConfig;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.telegram.Alerts;
import org.vigia.camera.telegram.Messenger;
import org.vigia.shared.lifecycle.Closer;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.config.TelegramSettings;
import org.vigia.telegram.orders.TelegramOrders;

/// What speaks through Telegram, where a bot is set. A house is better guarded without a phone than
/// not at all.
final class TelegramParts {
    private static final Logger LOG = LoggerFactory.getLogger(TelegramParts.class);

    private final CameraConfig config;
    private final Clock clock;
    private final Pace pace;
    private final Path folder;
    private final Optional<Messenger> messenger;

    /// Makes the desk at which orders are done.
    interface DeskMaker {
        TelegramDesk make(Path films) throws IOException;
    }

    /// @param closer closes what is opened here
    TelegramParts(CameraConfig config, Moments moments, Closer closer, Clock clock, Pace pace) {
        this.config = config;
        this.clock = clock;
        this.pace = pace;
        this.folder = config.data().resolve("telegram");
        this.messenger = config.telegram().flatMap(settings -> open(settings, moments, closer));
    }

    Alerts alerts() {
        return messenger.map(Messenger::alerts).orElse(Alerts.none());
    }

    Pairing pairing() {
        return new Pairing(asked().map(Messenger::access));
    }

    /// Takes orders, unless the owner wants none.
    Optional<TelegramOrders> orders(DeskMaker desk) {
        return asked().flatMap(m -> orders(m, desk));
    }

    private Optional<Messenger> asked() {
        return messenger.filter(_ -> config.telegram().stream().allMatch(t -> t.orders()));
    }

    private Optional<Messenger> open(TelegramSettings settings, Moments moments, Closer closer) {
        try {
            return Optional.of(
                    closer.add(
                            Messenger.open(
                                    settings, config.name(), folder, moments::now, clock, pace)));
        } catch (IOException e) {
            LOG.error("telegram: no alerts and no orders until a restart: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }

    private Optional<TelegramOrders> orders(Messenger with, DeskMaker desk) {
        try {
            return Optional.of(
                    new TelegramOrders(
                            with.bot(),
                            with.access(),
                            desk.make(folder.resolve("films")),
                            folder.resolve("handled"),
                            clock,
                            config.telegram()
                                    .map(t -> t.outbox().zone())
                                    .orElse(ZoneId.systemDefault()),
                            pace,
                            with.chatNews()));
        } catch (IOException e) {
            LOG.error("telegram: no orders until a restart: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }
}
