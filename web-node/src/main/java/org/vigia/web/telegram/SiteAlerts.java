package org.vigia.web.telegram;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.lifecycle.Closer;
import org.vigia.shared.link.AlertTrouble;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.bot.TelegramBot;
import org.vigia.telegram.config.TelegramSettings;
import org.vigia.telegram.outbox.Alert;
import org.vigia.telegram.outbox.Audience;
import org.vigia.telegram.outbox.Outbox;
import org.vigia.telegram.outbox.Recipient;
import org.vigia.telegram.text.Language;
import org.vigia.telegram.text.Subject;
import org.vigia.web.camera.CameraView;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.health.MissingReport;

/// What a camera cannot tell itself: that it is lost, that its self-tests do not come through, and
/// that there is no more room for what it sends. Those are told that it used to alert.
public final class SiteAlerts implements MissingReport, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SiteAlerts.class);
    private static final long NEWS_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Outbox outbox;
    private final Clock clock;
    private final Closer closer = new Closer();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Set<String> here = ConcurrentHashMap.newKeySet();

    private record ByCamera(AlertChatBook chats) implements Audience {
        @Override
        public List<Recipient> hearing(String camera, Subject subject) {
            return chats.of(camera).stream()
                    .map(c ->
                            new Recipient(c.id(), Language.coded(c.language()).orElse(Language.EN)))
                    .toList();
        }

        @Override
        public boolean mayHear(String camera, long chat) {
            return chats.of(camera).stream().anyMatch(c -> c.id() == chat);
        }

        @Override
        public boolean knows(long chat) {
            return chats.any(chat);
        }

        @Override
        public void moved(long from, long to) {
            try {
                chats.moved(from, to);
            } catch (IOException e) {
                LOG.error("telegram: a group's new id is not kept", e);
            }
        }
    }

    private SiteAlerts(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Takes up what an earlier process has left untold.
    ///
    /// @param folder its own
    /// @throws IOException when the folder cannot be had or read
    public static SiteAlerts open(
            TelegramSettings settings, Path folder, AlertChatBook chats, Clock clock, Pace pace)
            throws IOException {
        TelegramBot bot = new TelegramBot(settings.bot(), pace);
        try {
            Outbox outbox =
                    new Outbox(
                            folder.resolve("outbox"),
                            bot,
                            new ByCamera(chats),
                            settings.outbox(),
                            clock,
                            pace);
            outbox.start();
            SiteAlerts alerts = new SiteAlerts(outbox, clock);
            alerts.closer.add(bot);
            alerts.closer.add(outbox);
            return alerts;
        } catch (IOException e) {
            bot.close();
            throw e;
        }
    }

    /// The store has something new; returns at once.
    public void stored(StoredEvent event) {
        Subject subject =
                event.kind() == EventKind.CAMERA_LOST
                        ? Subject.CAMERA_LOST
                        : event.kind() == EventKind.ROOM_RAN_OUT ? Subject.ROOM_RAN_OUT : null;
        boolean news = Math.abs(clock.millis() - event.arrivedMillis()) < NEWS_MILLIS;
        if (subject != null && news && told.add(event.id().text())) {
            if (subject == Subject.CAMERA_LOST) {
                here.remove(event.camera());
            }
            outbox.tell(
                    new Alert(subject, event.camera(), event.arrivedMillis(), true, event.id()));
        }
    }

    /// A camera has come, gone or said how it is; returns at once.
    public void seen(CameraView camera) {
        if (!camera.online()) {
            here.remove(camera.name());
        } else if (here.add(camera.name())) {
            outbox.over(Subject.CAMERA_LOST, camera.name(), clock.millis());
        }
    }

    @Override
    public void missing(String camera) {
        outbox.tell(new Alert(Subject.SELF_TEST_MISSING, camera, clock.millis(), true, null));
    }

    @Override
    public void back(String camera) {
        outbox.over(Subject.SELF_TEST_MISSING, camera, clock.millis());
    }

    /// Why not everybody is told everything; empty where all is well.
    public Optional<AlertTrouble> trouble() {
        return outbox.trouble();
    }

    @Override
    public void close() {
        closer.close();
    }
}
