package org.vigia.web.link;

import org.vigia.shared.event.EventId;
import org.vigia.shared.link.CameraStatus;
import org.vigia.shared.link.LinkMessage;

/// What a connection tells the ones who keep account of cameras. Called on the connection's thread.
interface LinkObserver {
    /// The camera has said something.
    void onContact(CameraLink link);

    /// The camera has said how it is.
    void onStatus(CameraLink link, CameraStatus status);

    /// An event has begun over there.
    void onEvent(CameraLink link, LinkMessage.EventOpened opened);

    /// The film of an event is about to come, or more of it.
    void onEvidence(CameraLink link, EventId event);

    /// Something will never come from there.
    void onGap(CameraLink link, LinkMessage.GapRecorded gap);

    /// The camera says whom it alerts.
    void onChats(CameraLink link, LinkMessage.AlertChats chats);

    /// A person has said something of an event of the camera's.
    void onRemark(CameraLink link, LinkMessage.EventRemarked remarked);
}
