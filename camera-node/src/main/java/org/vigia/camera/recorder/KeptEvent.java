package org.vigia.camera.recorder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.spool.OpenEvent;
import org.vigia.camera.spool.Opening;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Moment;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// One event as far as the disk takes it: steps 1 to 7 of docs/design/spool.md. A disk that refuses
/// its beginning is asked again each second, with the same event; its film then begins with the
/// next key frame. After a failure later on, what is there is left to the spool. Used by the disk's
/// thread.
final class KeptEvent {
    private static final Logger LOG = LoggerFactory.getLogger(KeptEvent.class);
    private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Recorder recorder;
    private final Opening opening;
    private final DiskTrouble trouble;
    private @Nullable OnDisk disk;
    private long triedNanos;
    private boolean late;
    private boolean failed;

    private record OnDisk(OpenEvent event, OptionalFilm film, EventPicture picture) {}

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    KeptEvent(Recorder recorder, Opening opening, DiskTrouble trouble) {
        this.recorder = recorder;
        this.opening = opening;
        this.trouble = trouble;
    }

    void begin() {
        triedNanos = recorder.pace().nanos();
        try {
            OpenEvent event = recorder.spool().begin(late ? withoutPreRoll() : opening);
            EventPicture picture = new EventPicture(recorder, event);
            disk = new OnDisk(event, new OptionalFilm(event, recorder.pace()), picture);
            picture.start();
        } catch (IOException | RuntimeException e) {
            late = true;
            trouble.refused(opening.event(), e);
        }
    }

    private Opening withoutPreRoll() {
        return new Opening(
                opening.event(), opening.incident(), opening.kind(), opening.started(), 0);
    }

    void add(Fragment fragment, VideoConfig config) {
        OnDisk on = disk;
        if (on != null && !failed) {
            attempt(on, () -> on.film().add(fragment, config));
        }
    }

    /// Does what is due meanwhile.
    void lookAfter() {
        OnDisk on = disk;
        if (on == null && recorder.pace().nanos() - triedNanos >= AGAIN_NANOS) {
            begin();
        } else if (on != null && !failed) {
            attempt(
                    on,
                    () -> {
                        on.film().syncWhenDue();
                        on.picture().keepWhenDone();
                    });
        }
    }

    void end(Moment ended) {
        if (disk == null) {
            begin();
        }
        OnDisk on = disk;
        if (on != null && !failed) {
            attempt(on, () -> seal(on, ended));
        }
    }

    private void seal(OnDisk on, Moment ended) throws IOException, InterruptedException {
        EventId id = opening.event();
        long millis = on.film().finish();
        on.picture().await();
        Optional<Path> film = on.event().clip();
        if (film.isPresent()) {
            recorder.observer().onFilmKept(opening, film.get());
        }
        if (millis == 0) {
            LOG.warn("event {}: there is no film", id);
        }
        on.event().seal(ended, millis);
        trouble.took(id);
        LOG.info("event {}: {} recorded, {} ms of film", id, opening.kind(), millis);
    }

    private void attempt(OnDisk on, Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(on);
        } catch (IOException | RuntimeException e) {
            trouble.refused(opening.event(), e);
            giveUp(on);
        }
    }

    private void giveUp(OnDisk on) {
        failed = true;
        on.picture().close();
        try {
            on.film().close();
        } catch (IOException e) {
            LOG.debug("event {}: its film cannot be closed", opening.event(), e);
        }
        on.event().abandon();
    }
}
