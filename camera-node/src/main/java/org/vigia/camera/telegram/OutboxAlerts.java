package org.vigia.camera.telegram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.alarm.AlertKind;
import org.vigia.camera.alarm.Trouble;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;
import org.vigia.shared.link.AlertTrouble;
import org.vigia.shared.link.LinkMessage;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.outbox.Alert;
import org.vigia.telegram.outbox.Outbox;
import org.vigia.telegram.text.Subject;

/// What the parts say, in the outbox's words.
final class OutboxAlerts implements Alerts {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxAlerts.class);
    // A process that dies leaves the events of an incident or two.
    private static final int NEWEST = 10;

    private final String camera;
    private final Outbox outbox;
    private final Access access;
    private final Supplier<Moment> now;
    private final Set<Subject> faults = EnumSet.noneOf(Subject.class);
    private final Set<Subject> heard = EnumSet.noneOf(Subject.class);

    OutboxAlerts(String camera, Outbox outbox, Access access, Supplier<Moment> now) {
        this.camera = camera;
        this.outbox = outbox;
        this.access = access;
        this.now = now;
    }

    @Override
    public void alert(AlertKind kind, @Nullable EventId incident) {
        tell(subject(kind), incident);
    }

    @Override
    public void ended(EventId incident) {
        outbox.ended(incident);
    }

    /// That one has begun the alarm says by an alert; here is heard when it is over.
    @Override
    public synchronized void troubles(Set<Trouble> troubles) {
        for (Trouble trouble : Trouble.values()) {
            Subject subject = subject(trouble);
            if (troubles.contains(trouble)) {
                faults.add(subject);
                heard.add(subject);
            } else if (faults.remove(subject)) {
                outbox.over(subject, camera, now.get().wallMillis());
            }
        }
    }

    @Override
    public void over(Trouble trouble) {
        over(subject(trouble));
    }

    @Override
    public void room(boolean scarce) {
        fault(Subject.ROOM_SCARCE, scarce);
    }

    @Override
    public void picture(boolean missing) {
        fault(Subject.NO_PICTURE, missing);
    }

    @Override
    public void disk(boolean refuses) {
        fault(Subject.DISK, refuses);
    }

    @Override
    public void opened(Opening opening) {
        if (isTold(opening.kind())) {
            outbox.opened(opening.incident(), opening.event());
        }
    }

    @Override
    public void pictured(Opening opening, byte[] jpeg) {
        if (isTold(opening.kind())) {
            outbox.picture(
                    opening.incident(), opening.event(), opening.started().wallMillis(), jpeg);
        }
    }

    @Override
    public void filmed(Opening opening, Path mp4) {
        if (isTold(opening.kind())) {
            outbox.film(opening.incident(), opening.event(), opening.started().wallMillis(), mp4);
        }
    }

    @Override
    public void left(List<SealedEvent> sealed) {
        sealed.stream().skip(Math.max(0, sealed.size() - NEWEST)).forEach(this::left);
    }

    private void left(SealedEvent event) {
        try {
            Path document = event.folder().resolve(event.files().getLast().text());
            Manifest manifest = Manifest.parse(Files.readAllBytes(document));
            if (isTold(manifest.kind())) {
                outbox.left(
                        manifest.incident(),
                        manifest.event(),
                        manifest.started().wallMillis(),
                        file(event, EvidenceKind.SNAPSHOT),
                        file(event, EvidenceKind.CLIP));
            }
        } catch (IOException e) {
            LOG.warn("event {}: it cannot be looked at for alerts", event.event(), e);
        }
    }

    private static Optional<Path> file(SealedEvent event, EvidenceKind kind) {
        return event.files().stream()
                .filter(name -> name.kind() == kind)
                .map(name -> event.folder().resolve(name.text()))
                .findFirst();
    }

    @Override
    public void safe(EventId event) {
        outbox.safe(event);
    }

    @Override
    public Optional<LinkMessage.AlertChats> chats() {
        return Optional.of(
                new LinkMessage.AlertChats(
                        access.chats().stream()
                                .limit(100)
                                .map(chat ->
                                        new LinkMessage.AlertChats.Chat(
                                                chat.id(), chat.language().code()))
                                .toList()));
    }

    @Override
    public Optional<AlertTrouble> trouble() {
        return outbox.trouble();
    }

    @Override
    public void observe(Runnable troubleChanged) {
        outbox.observe(troubleChanged);
    }

    private synchronized void fault(Subject subject, boolean lasts) {
        if (!lasts) {
            over(subject);
        } else if (faults.add(subject)) {
            heard.add(subject);
            tell(subject, null);
        }
    }

    /// What is well when it is first heard of may have been told as wrong by an earlier process.
    private synchronized void over(Subject subject) {
        boolean first = heard.add(subject);
        if (faults.remove(subject) || first) {
            outbox.over(subject, camera, now.get().wallMillis());
        }
    }

    private void tell(Subject subject, @Nullable EventId incident) {
        Moment at = now.get();
        outbox.tell(new Alert(subject, camera, at.wallMillis(), at.clockSynchronised(), incident));
    }

    /// What somebody asked for is answered where they asked; a self-test that comes through is no
    /// news.
    private static boolean isTold(EventKind kind) {
        return kind != EventKind.PHOTO && kind != EventKind.FILM && kind != EventKind.SELF_TEST;
    }

    private static Subject subject(Trouble trouble) {
        return switch (trouble) {
            case LINK_LOST -> Subject.LINK_LOST;
            case CLOCK_UNSURE -> Subject.CLOCK_UNSURE;
            case SENSOR_FAULT -> Subject.SENSOR_FAULT;
        };
    }

    private static Subject subject(AlertKind kind) {
        return switch (kind) {
            case CLOCK_JUMPED -> Subject.CLOCK_JUMPED;
            case PICTURE_FROZEN -> Subject.PICTURE_FROZEN;
            case CAMERA_MOVED -> Subject.CAMERA_MOVED;
            case LENS_COVERED -> Subject.LENS_COVERED;
            case WARM_UP_MOTION -> Subject.WARM_UP_MOTION;
            case MOTION -> Subject.MOTION;
            case TAMPER -> Subject.TAMPER;
            case PANIC -> Subject.PANIC;
            case DURESS -> Subject.DURESS;
            case LINK_LOST -> Subject.LINK_LOST;
            case CLOCK_UNSURE -> Subject.CLOCK_UNSURE;
            case SENSOR_FAULT -> Subject.SENSOR_FAULT;
            case PIN_LOCKED -> Subject.PIN_LOCKED;
            case RESTARTED -> Subject.RESTARTED;
            case STATE_LOST -> Subject.STATE_LOST;
        };
    }
}
