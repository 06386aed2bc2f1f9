package org.vigia.web.store;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.DurableFiles;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.Moment;
import org.vigia.shared.json.Json;

/// Takes note of events, and of films, before any of their files is here. Safe for use by several
/// threads.
final class Announcing {
    private static final Logger LOG = LoggerFactory.getLogger(Announcing.class);

    private final Holdings holdings;
    private final OpenUploads uploads;
    private final AnnouncementLimit limit;
    private final Doubt doubt;

    Announcing(Holdings holdings, OpenUploads uploads, AnnouncementLimit limit, Doubt doubt) {
        this.holdings = holdings;
        this.uploads = uploads;
        this.limit = limit;
        this.doubt = doubt;
    }

    Verdict announce(
            String camera, EventId event, EventId incident, EventKind kind, Moment started) {
        if (kind.isPiBsOwn()) {
            return new Verdict.Refused("only web-node itself says " + kind);
        }
        EventFolders folders = holdings.folders();
        holdings.lock().lock();
        try {
            if (!holdings.isOpen()) {
                return new Verdict.Later("web-node is shutting down");
            }
            if (folders.belongsToAnother(camera, event)) {
                return new Verdict.Refused("the event belongs to another camera");
            }
            String tooMuch = limit.objection(camera, event);
            if (tooMuch != null || uploads.isFull(0)) {
                return new Verdict.Later(tooMuch == null ? "the store is full" : tooMuch);
            }
            EventFolder folder = folders.of(camera, event);
            boolean isNews =
                    holdings.measured(
                            folder,
                            f -> {
                                folders.createIfMissing(f, camera, event);
                                Announcement known = f.readAnnouncement();
                                if (known.started() != null) {
                                    return false;
                                }
                                doubt.note(f, camera);
                                DurableFiles.replace(
                                        f.announcement(),
                                        Json.bytes(known.with(incident, kind, started)));
                                return true;
                            });
            if (isNews) {
                holdings.tell(folder);
            }
            return new Verdict.Accepted();
        } catch (IOException e) {
            LOG.error("{}: event {} could not be taken note of", camera, event, e);
            return Acceptance.COULD_NOT_WRITE;
        } finally {
            holdings.lock().unlock();
        }
    }

    /// A camera is about to send the film of an event, or more of it.
    void filming(String camera, EventId event) throws IOException {
        if (doubt.isDoubted(camera)) {
            holdings.change(
                    camera,
                    event,
                    folder -> {
                        doubt.note(folder, camera);
                        return true;
                    });
        }
    }
}
