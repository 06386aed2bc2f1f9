package org.vigia.web.link;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;

/// What a camera says of its events on one link, handed on to be kept. Where that fails it is told
/// here, and the link goes on. Used by the thread that reads the link.
final class LinkNotes {
    private static final Logger LOG = LoggerFactory.getLogger(LinkNotes.class);

    private final String camera;
    private final EventAnnouncements announcements;
    private int unnoted;

    LinkNotes(String camera, EventAnnouncements announcements) {
        this.camera = camera;
        this.announcements = announcements;
    }

    /// An event has begun over there.
    void began(LinkMessage.EventOpened opened) {
        try {
            announcements.announce(camera, opened);
        } catch (IOException e) {
            unnoted++;
            // A flood of them must not become one of lines.
            if (Integer.bitCount(unnoted) == 1) {
                LOG.warn(
                        "camera {}: event {} cannot be noted yet, {} on this link: {}",
                        camera,
                        opened.event(),
                        unnoted,
                        e.getMessage());
            }
        }
    }

    /// The film of an event is about to come, or more of it.
    ///
    /// @return whether it may; not where it could not be marked as what it must be
    boolean filming(EventId event) {
        try {
            announcements.filming(camera, event);
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "camera {}: event {} cannot be marked, so its film is not taken",
                    camera,
                    event,
                    e);
            return false;
        }
    }

    /// Something will never come from there.
    ///
    /// @return the hash of the manifest it is about, once it is kept
    Optional<String> gap(LinkMessage.GapRecorded gap) {
        try {
            return announcements.gap(camera, gap.document(), gap.signature());
        } catch (IOException e) {
            LOG.warn("camera {}: a gap record is not kept yet", camera, e);
            return Optional.empty();
        }
    }

    /// The camera says whom it alerts.
    void chats(LinkMessage.AlertChats chats) {
        try {
            announcements.chats(camera, chats);
        } catch (IOException e) {
            LOG.warn("camera {}: whom it alerts is not kept", camera, e);
        }
    }

    /// A person has said something of an event of the camera's.
    void remark(LinkMessage.EventRemarked remarked) {
        try {
            announcements.remark(camera, remarked);
        } catch (IOException e) {
            LOG.warn(
                    "camera {}: what was said of event {} is not kept",
                    camera,
                    remarked.event(),
                    e);
        }
    }
}
