package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkException;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.VideoConfig;

/// One camera's stream: at most one is open, by one link at a time. What a camera says may be a
/// thief's word: it adds to what is held, it never takes away.
final class CameraEvidence {
    private static final Logger LOG = LoggerFactory.getLogger(CameraEvidence.class);
    private static final long ROOM = 4L << 20;

    private final String camera;
    private final StreamFolder folder;
    private final EvidenceShelf shelf;
    private final FilmMaker films;
    private final StreamLimits limits;
    private final Pace pace;
    private long freshFromNanos;
    private long roomUntilBytes;
    private @Nullable EvidenceSession owner;
    private @Nullable EventId event;
    private @Nullable StreamFile stream;
    private @Nullable Flusher flusher;

    CameraEvidence(
            String camera,
            StreamFolder folder,
            EvidenceShelf shelf,
            FilmMaker films,
            StreamLimits limits,
            Pace pace) {
        this.camera = camera;
        this.folder = folder;
        this.shelf = shelf;
        this.films = films;
        this.limits = limits;
        this.pace = pace;
        this.freshFromNanos = pace.nanos();
    }

    /// Step F2, or F6.
    ///
    /// @param config what the link has said last
    /// @return the first sequence that is wanted
    synchronized long opened(
            EvidenceSession by, LinkMessage.EvidenceOpened opening, @Nullable VideoConfig config)
            throws LinkException {
        if (config == null || config.epoch() != opening.epoch()) {
            throw new LinkException(
                    "evidence of epoch %d without its video".formatted(opening.epoch()));
        }
        if (owner == by) {
            throw new LinkException("evidence opened before the former was closed");
        }
        release();
        long wanted = StreamIndex.MAX_SEQUENCE;
        try {
            String objection = objection(opening.event());
            if (objection == null) {
                wanted = open(opening, config);
            } else {
                LOG.info("camera {}: no film of event {}: {}", camera, opening.event(), objection);
                leave();
            }
        } catch (LinkException e) {
            throw e;
        } catch (IOException e) {
            LOG.error("camera {}: event {} cannot be recorded", camera, opening.event(), e);
            leave();
        }
        owner = by;
        event = opening.event();
        return wanted;
    }

    /// Why nothing is to be recorded; null where something is.
    private @Nullable String objection(EventId opened) throws IOException {
        return switch (shelf.state(camera, opened)) {
            case FOREIGN ->
                    throw new LinkException("event %s belongs to another camera".formatted(opened));
            case WHOLE -> "it is whole";
            case DELETED -> "it is deleted";
            case OPEN -> {
                StreamFolder.Film film = new StreamFolder.Film(camera, opened);
                if (Files.exists(folder.stream(film))) {
                    yield null;
                }
                if (folder.awaitsClip(film)) {
                    yield "it is over";
                }
                if (folder.unsettled(camera) >= limits.unfinished()) {
                    String why =
                            "%d streamed events are not whole".formatted(limits.unfinished());
                    shelf.refused(camera, why);
                    yield why;
                }
                yield isTooMany() ? "too many events" : null;
            }
        };
    }

    private boolean isTooMany() {
        long now = pace.nanos();
        long refill = limits.refill().toNanos();
        // The bucket's level as the moment at which it will be full again.
        long full = freshFromNanos - now < 0 ? now : freshFromNanos;
        if (full - now > (limits.burst() - 1) * refill) {
            return true;
        }
        freshFromNanos = full + refill;
        return false;
    }

    private long open(LinkMessage.EvidenceOpened opening, VideoConfig config) throws IOException {
        StreamFile open = opening.event().equals(event) ? stream : null;
        if (open == null) {
            leave();
            open = left(opening.event());
        }
        boolean begins = open == null;
        if (begins && shelf.film(camera, opening.event()).isPresent()) {
            // A new film would take the place of one whose frames it does not hold.
            LOG.warn("camera {}: event {} has a film, but no stream", camera, opening.event());
            return StreamIndex.MAX_SEQUENCE;
        }
        StreamFile now =
                open == null ? StreamFile.create(file(opening.event()), opening, config) : open;
        stream = now;
        if (!isOf(config, now.config())) {
            leave();
            throw new LinkException("event %s goes on with other video".formatted(opening.event()));
        }
        if (!begins) {
            now.openedAgain(opening);
        }
        Flusher fresh = new Flusher(now::force, pace);
        fresh.start("evidence-" + camera);
        flusher = fresh;
        roomUntilBytes = now.bytes();
        for (StreamFolder.Film other : folder.streams(camera)) {
            if (!other.event().equals(opening.event())) {
                films.wake(other, false);
            }
        }
        long next = now.next();
        LOG.info("camera {}: event {} is streamed from frame {} on", camera, opening.event(), next);
        return next;
    }

    private static boolean isOf(VideoConfig config, VideoConfig before) {
        return before.epoch() == config.epoch()
                && Arrays.equals(before.initSegment(), config.initSegment());
    }

    private @Nullable StreamFile left(EventId opened) throws IOException {
        Path file = file(opened);
        if (!Files.exists(file)) {
            return null;
        }
        Optional<StreamFile> left = StreamFile.reopen(file);
        if (left.isEmpty()) {
            LOG.error("{}: is no stream of evidence; put aside", file);
            folder.putAside(new StreamFolder.Film(camera, opened));
        }
        return left.orElse(null);
    }

    private Path file(EventId of) {
        return folder.stream(new StreamFolder.Film(camera, of));
    }

    /// Step F3: a frame has come, perhaps one that is only looked at.
    synchronized void filmed(EvidenceSession by, LinkMessage.Filmed filmed) {
        StreamFile open = stream;
        Flusher flushing = flusher;
        if (owner != by || open == null || flushing == null) {
            return;
        }
        try {
            if (!hasRoom(open)) {
                LOG.warn("camera {}: event {} is not recorded any further", camera, event);
                stop();
            } else if (open.add(filmed, pace.nanos())) {
                flushing.wrote();
            }
        } catch (IOException e) {
            LOG.error("camera {}: event {} is not recorded any further", camera, event, e);
            leave();
        }
    }

    private boolean hasRoom(StreamFile open) throws IOException {
        if (open.bytes() >= limits.maxBytes()) {
            return false;
        }
        if (open.bytes() >= roomUntilBytes) {
            if (!shelf.hasRoom(camera, 2 * ROOM)) {
                return false;
            }
            roomUntilBytes = open.bytes() + ROOM;
        }
        return true;
    }

    /// Step F4.
    synchronized void closed(EvidenceSession by, LinkMessage.EvidenceClosed closing)
            throws LinkException {
        if (owner != by || !closing.event().equals(event)) {
            throw new LinkException("evidence closed that was not open");
        }
        StreamFile open = stream;
        try {
            if (open != null) {
                open.closed(closing, pace.nanos());
            }
        } catch (IOException e) {
            LOG.error("camera {}: the end of event {} is not recorded", camera, event, e);
            leave();
        }
        release();
        films.wake(new StreamFolder.Film(camera, closing.event()), false);
    }

    /// Step F5.
    ///
    /// @return whether a film was open
    synchronized boolean ended(EvidenceSession by, boolean lost) {
        EventId open = event;
        if (owner != by || open == null) {
            return false;
        }
        release();
        films.wake(new StreamFolder.Film(camera, open), lost);
        return true;
    }

    /// Whether a link has this event's film open.
    synchronized boolean isStreaming(EventId asked) {
        return owner != null && asked.equals(event);
    }

    /// Whether the camera has opened the film of another event since.
    synchronized boolean hasMovedOn(EventId asked) {
        return event != null && !asked.equals(event);
    }

    /// Deletes a stream whose film is made; not where it has grown since.
    ///
    /// @param bytes its length when it was read
    /// @return whether it is gone
    synchronized boolean forget(EventId settled, long bytes) throws IOException {
        Path file = file(settled);
        if (isStreaming(settled) || Files.size(file) != bytes) {
            return false;
        }
        if (settled.equals(event)) {
            leave();
        }
        DurableFiles.delete(file);
        return true;
    }

    /// The link lets go; the stream is kept at hand, since it may be back in a moment.
    private void release() {
        stop();
        owner = null;
    }

    private void stop() {
        Flusher flushing = flusher;
        if (flushing != null) {
            flushing.close();
            flusher = null;
        }
    }

    private void leave() {
        stop();
        StreamFile open = stream;
        stream = null;
        if (open != null) {
            try (open) {
                open.force();
            } catch (IOException e) {
                LOG.warn("camera {}: {} was not left in order", camera, open, e);
            }
        }
    }

    synchronized void close() {
        release();
        leave();
    }
}
