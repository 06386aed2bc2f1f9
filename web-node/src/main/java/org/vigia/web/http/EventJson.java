package org.vigia.web.http;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.web.event.SeenArrivals;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.event.Thumbnails;

/// An event as the API shows it; docs/openapi.yaml says what the fields mean.
record EventJson(
        String id,
        String incident,
        String camera,
        EventKind kind,
        String stage,
        String started,
        String shown,
        boolean timeCertain,
        String arrived,
        long arrival,
        long clipMillis,
        long preRollMillis,
        @Nullable Media snapshot,
        @Nullable Media clip,
        @Nullable Media streamed,
        long streamedMillis,
        List<String> marks,
        @Nullable String note,
        @Nullable String manifest,
        @Nullable Media thumbnail,
        boolean seen) {
    /// A file to be had.
    record Media(String href, String sha256) {
        static @Nullable Media of(@Nullable EvidenceName name, String file) {
            return name == null
                    ? null
                    : new Media(address(name.event().text(), file), name.sha256());
        }
    }

    static EventJson of(StoredEvent event, Thumbnails thumbnails, SeenArrivals seen) {
        String id = event.id().text();
        return new EventJson(
                id,
                event.incident().text(),
                event.camera(),
                event.kind(),
                switch (event.stage()) {
                    case ANNOUNCED -> "announced";
                    case ARRIVING -> "arriving";
                    case WHOLE -> "whole";
                },
                Instant.ofEpochMilli(event.startedMillis()).toString(),
                Instant.ofEpochMilli(event.shownMillis()).toString(),
                event.timeCertain(),
                Instant.ofEpochMilli(event.arrivedMillis()).toString(),
                event.arrival(),
                event.clipMillis(),
                event.preRollMillis(),
                Media.of(event.snapshot(), "snapshot.jpg"),
                Media.of(event.clip(), "clip.mp4"),
                Media.of(event.streamed(), "streamed.mp4"),
                event.streamedMillis(),
                event.marks().stream().map(m -> m.name().toLowerCase(Locale.ROOT)).toList(),
                event.note(),
                event.stage() == StoredEvent.Stage.WHOLE && !event.kind().isPiBsOwn()
                        ? address(id, "manifest.json")
                        : null,
                thumbnails
                        .of(event)
                        .map(made ->
                                new Media(
                                        address(id, "thumbnail.jpg?sha256=" + made.sha256()),
                                        made.sha256()))
                        .orElse(null),
                seen.has(event.arrival()));
    }

    private static String address(String id, String file) {
        return "/api/v1/events/" + id + "/" + file;
    }
}
