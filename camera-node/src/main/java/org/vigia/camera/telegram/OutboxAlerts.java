package org.vigia.camera.telegram;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.alarm.AlertKind;
import org.vigia.camera.alarm.Trouble;
import org.vigia.camera.spool.Opening;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.link.AlertTrouble;
import org.vigia.shared.link.LinkMessage;
import org.vigia.telegram.access.Access;
import org.vigia.telegram.outbox.Alert;
import org.vigia.telegram.outbox.Outbox;
import org.vigia.telegram.text.Subject;

/// What the parts say, in the outbox's words.
final class OutboxAlerts implements Alerts {
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
        if (isTold(opening)) {
            outbox.opened(opening.incident(), opening.event());
        }
    }

    @Override
    public void pictured(Opening opening, byte[] jpeg) {
        if (isTold(opening)) {
            outbox.picture(
                    opening.incident(), opening.event(), opening.started().wallMillis(), jpeg);
        }
    }

    @Override
    public void filmed(Opening opening, Path mp4) {
        if (isTold(opening)) {
            outbox.film(opening.incident(), opening.event(), opening.started().wallMillis(), mp4);
        }
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
        if (faults.remove(subject) | heard.add(subject)) {
            outbox.over(subject, camera, now.get().wallMillis());
        }
    }

    private void tell(Subject subject, @Nullable EventId incident) {
        Moment at = now.get();
        outbox.tell(new Alert(subject, camera, at.wallMillis(), at.clockSynchronised(), incident));
    }

    /// What somebody asked for is answered where they asked.
    private static boolean isTold(Opening opening) {
        return opening.kind() != EventKind.PHOTO && opening.kind() != EventKind.FILM;
    }

    private static Subject subject(Trouble trouble) {
        return switch (trouble) {
            case LINK_LOST -> Subject.LINK_LOST;
            case CLOCK_UNSURE -> Subject.CLOCK_UNSURE;
            case SENSOR_FAULT -> Subject.SENSOR_FAULT;
            case CAMERA_LOST -> Subject.NO_PICTURE;
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
            case CAMERA_LOST -> Subject.NO_PICTURE;
            case PIN_LOCKED -> Subject.PIN_LOCKED;
            case RESTARTED -> Subject.RESTARTED;
            case STATE_LOST -> Subject.STATE_LOST;
        };
    }
}
