package org.vigia.web;

import java.io.IOException;
import java.util.Optional;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.web.link.EventAnnouncements;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Verdict;
import org.vigia.web.telegram.AlertChatBook;
import org.vigia.web.telegram.Remarks;

/// What cameras say of events over the link, told to the store.
///
/// @param store who keeps it
/// @param chats whom the cameras alert
/// @param remarks what people say of their events
record StoreNotes(EventStore store, AlertChatBook chats, Remarks remarks)
        implements EventAnnouncements {
    @Override
    public void chats(String camera, LinkMessage.AlertChats told) throws IOException {
        chats.told(camera, told);
    }

    @Override
    public void remark(String camera, LinkMessage.EventRemarked remarked) throws IOException {
        remarks.take(camera, remarked);
    }

    @Override
    public void announce(String camera, LinkMessage.EventOpened opened) throws IOException {
        Verdict verdict =
                store.announce(
                        camera, opened.event(), opened.incident(), opened.kind(), opened.started());
        if (!(verdict instanceof Verdict.Accepted)) {
            throw new IOException(verdict.toString());
        }
    }

    @Override
    public void filming(String camera, EventId event) throws IOException {
        store.filming(camera, event);
    }

    @Override
    public Optional<String> gap(String camera, byte[] document, byte[] signature)
            throws IOException {
        return store.takeGap(camera, document, signature);
    }
}
