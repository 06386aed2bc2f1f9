package org.vigia.web.link;

import org.vigia.shared.event.EventId;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.link.LinkMessage;

/// What a connection tells the ones who keep account of cameras. Called on the connection's thread.
interface LinkObserver {
    /// The camera has said something.
    void onContact(CameraLink link);

    /// The camera has said what state it is in.
    void onStatus(CameraLink link, CameraStatus status);

    /// The camera has said how its machine and its parts are.
    void onHealth(CameraLink link, CameraHealth health);

    /// An event has begun over there.
    void onEvent(CameraLink link, LinkMessage.EventOpened opened);

    /// The film of an event is about to come, or more of it.
    ///
    /// @return whether it may; not where it could not be marked as what it must be
    boolean onEvidence(CameraLink link, EventId event);

    /// Something will never come from there.
    void onGap(CameraLink link, LinkMessage.GapRecorded gap);

    /// The camera says whom it alerts.
    void onChats(CameraLink link, LinkMessage.AlertChats chats);

    /// A person has said something of an event of the camera's.
    void onRemark(CameraLink link, LinkMessage.EventRemarked remarked);
}
