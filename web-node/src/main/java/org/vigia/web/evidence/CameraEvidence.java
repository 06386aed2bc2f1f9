package org.vigia.web.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
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
    private static final long NOTHING = StreamIndex.MAX_SEQUENCE;
    private static final long LATER = -1;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final String camera;
    private final FilmMaker films;
    private final Pace pace;
    private final CameraStreams streams;
    private final Admission admission;
    private final Rereadings rereadings;
    private boolean declined;
    private @Nullable EvidenceSession owner;
    private @Nullable EventId event;
    private @Nullable Recording recording;

    CameraEvidence(
            String camera,
            StreamFolder folder,
            EvidenceShelf shelf,
            FilmMaker films,
            StreamLimits limits,
            Pace pace) {
        this.camera = camera;
        this.films = films;
        this.pace = pace;
        this.streams = new CameraStreams(camera, folder, shelf, limits, pace);
        this.admission = new Admission(camera, folder, shelf, limits, pace);
        this.rereadings = new Rereadings(streams, this::hasRead);
    }

    /// Step F2, or F6.
    ///
    /// @param config what the link has said last
    /// @param held is told the first sequence that is wanted
    synchronized void opened(
            EvidenceSession by,
            LinkMessage.EvidenceOpened opening,
            @Nullable VideoConfig config,
            LongConsumer held)
            throws LinkException {
        if (config == null || config.epoch() != opening.epoch()) {
            throw new LinkException(
                    "evidence of epoch %d without its video".formatted(opening.epoch()));
        }
        takeOver(by);
        long wanted = NOTHING;
        try {
            String objection = admission.objection(opening.event());
            if (objection == null) {
                wanted = open(opening, config, held);
            } else {
                LOG.info("camera {}: no film of event {}: {}", camera, opening.event(), objection);
                decline(opening.event());
            }
        } catch (LinkException e) {
            throw e;
        } catch (IOException e) {
            LOG.error("camera {}: event {} cannot be recorded", camera, opening.event(), e);
            decline(opening.event());
        }
        owner = by;
        event = opening.event();
        if (wanted != LATER) {
            held.accept(wanted);
        }
    }

    /// Nothing is to be recorded of a film now.
    synchronized void declined(
            EvidenceSession by, LinkMessage.EvidenceOpened opening, LongConsumer held)
            throws LinkException {
        takeOver(by);
        decline(opening.event());
        owner = by;
        event = opening.event();
        held.accept(NOTHING);
    }

    private void takeOver(EvidenceSession by) throws LinkException {
        if (owner == by) {
            throw new LinkException("evidence opened before the former was closed");
        }
        release();
        declined = false;
    }

    private void decline(EventId opened) {
        declined = true;
        if (!opened.equals(event)) {
            leave();
        }
    }

    private long open(LinkMessage.EvidenceOpened opening, VideoConfig config, LongConsumer held)
            throws IOException {
        EventId opened = opening.event();
        Recording open = opened.equals(event) ? recording : null;
        if (open == null) {
            leave();
            Optional<StreamScan.Head> left = streams.left(opened);
            if (left.isPresent()) {
                check(opening, config, left.get().config());
                return reread(opening, held);
            }
            open = streams.begin(opening, config);
            if (open == null) {
                return NOTHING;
            }
            recording = open;
        } else {
            check(opening, config, open.file().config());
            open.file().openedAgain(opening);
        }
        open.begin();
        wakeOthers(opened);
        return report(opened, open.file());
    }

    private void check(LinkMessage.EvidenceOpened opening, VideoConfig config, VideoConfig before)
            throws LinkException {
        if (before.epoch() != config.epoch()
                || !Arrays.equals(before.initSegment(), config.initSegment())) {
            leave();
            throw new LinkException("event %s goes on with other video".formatted(opening.event()));
        }
    }

    private void wakeOthers(EventId opened) throws IOException {
        for (StreamFolder.Film other : streams.others(opened)) {
            films.wake(other, false);
        }
    }

    private long report(EventId opened, StreamFile file) {
        long next = file.next();
        LOG.info("camera {}: event {} is streamed from frame {} on", camera, opened, next);
        return next;
    }

    private long reread(LinkMessage.EvidenceOpened opening, LongConsumer held) throws IOException {
        if (!rereadings.opened(opening, held)) {
            return NOTHING;
        }
        wakeOthers(opening.event());
        return LATER;
    }

    /// A stream has been read again: what came meanwhile is added, and its link, if it still has
    /// one, goes on.
    private synchronized void hasRead(Rereading rereading, @Nullable StreamFile read) {
        EventId of = rereading.event();
        rereadings.ended(rereading);
        if (read == null) {
            rereading.answer(NOTHING);
            return;
        }
        Recording again = streams.recording(read);
        boolean whole = false;
        try {
            again.catchUp(rereading.waiting());
            whole = true;
        } catch (IOException e) {
            LOG.error("camera {}: event {} cannot go on", camera, of, e);
        }
        if (whole && of.equals(event) && recording == null) {
            recording = again;
        } else {
            again.close();
        }
        if (rereading.isOpen() && whole) {
            again.begin();
            rereading.answer(report(of, read));
        } else {
            rereading.answer(NOTHING);
            films.wake(streams.film(of), false);
        }
    }

    /// The stream of the open film, while it is read again.
    private @Nullable Rereading rereading() {
        return owner == null || event == null ? null : rereadings.open(event);
    }

    /// Step F3: a frame has come, perhaps one that is only looked at.
    synchronized void filmed(EvidenceSession by, LinkMessage.Filmed filmed) {
        Rereading reading = rereading();
        Recording open = recording;
        if (owner != by) {
            return;
        }
        if (reading != null) {
            reading.filmed(filmed, pace.nanos());
        } else if (open != null) {
            try {
                open.filmed(filmed);
            } catch (IOException e) {
                LOG.error("camera {}: event {} is not recorded any further", camera, event, e);
                leave();
            }
        }
    }

    /// Step F4.
    synchronized void closed(EvidenceSession by, LinkMessage.EvidenceClosed closing)
            throws LinkException {
        if (owner != by || !closing.event().equals(event)) {
            throw new LinkException("evidence closed that was not open");
        }
        Rereading reading = rereading();
        Recording open = recording;
        try {
            if (reading != null) {
                reading.closed(closing, pace.nanos());
            } else if (open != null && !declined) {
                open.file().closed(closing, pace.nanos());
            }
        } catch (IOException e) {
            LOG.error("camera {}: the end of event {} is not recorded", camera, event, e);
            leave();
        }
        release();
        films.wake(streams.film(closing.event()), false);
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
        films.wake(streams.film(open), lost);
        return true;
    }

    /// Whether a link has this event's film open, or more is about to be added to it.
    synchronized boolean isStreaming(EventId asked) {
        return (owner != null && asked.equals(event)) || rereadings.isUnderWay(asked);
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
        Path file = streams.file(settled);
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
        Rereading reading = rereading();
        Recording open = recording;
        if (reading != null) {
            reading.released();
        }
        if (open != null) {
            open.stop();
        }
        owner = null;
    }

    private void leave() {
        Recording open = recording;
        recording = null;
        if (open != null) {
            open.close();
        }
    }

    void close() {
        letGo().forEach(rereading -> rereading.await(CLOSE_PATIENCE));
        letGo();
    }

    private synchronized List<Rereading> letGo() {
        release();
        leave();
        return rereadings.underWay();
    }
}
