package org.vigia.web;

import java.io.IOException;
import java.util.Optional;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.web.link.EventAnnouncements;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Verdict;

/// What cameras say of events over the link, told to the store.
///
/// @param store who keeps it
record StoreNotes(EventStore store) implements EventAnnouncements {
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
