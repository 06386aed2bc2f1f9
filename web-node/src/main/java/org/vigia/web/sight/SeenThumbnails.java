package org.vigia.web.sight;

import java.util.Optional;
import java.util.function.Consumer;
import org.vigia.web.account.Reach;
import org.vigia.web.event.EventCatalogue;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.event.Thumbnails;

/// The thumbnails of the cameras that somebody sees.
record SeenThumbnails(Thumbnails thumbnails, Reach reach) implements Thumbnails {
    @Override
    public Optional<Thumbnail> of(StoredEvent event) {
        return reach.sees(event.camera()) ? thumbnails.of(event) : Optional.empty();
    }

    @Override
    public EventCatalogue.Subscription subscribe(Consumer<StoredEvent> observer) {
        return thumbnails.subscribe(event -> {
            if (reach.sees(event.camera())) {
                observer.accept(event);
            }
        });
    }
}
