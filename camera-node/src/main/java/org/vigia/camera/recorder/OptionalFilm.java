package org.vigia.camera.recorder;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.spool.OpenEvent;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// A film that begins with its first frame, if one comes.
final class OptionalFilm implements AutoCloseable {
    private final OpenEvent event;
    private final Pace pace;
    private @Nullable Film film;

    OptionalFilm(OpenEvent event, Pace pace) {
        this.event = event;
        this.pace = pace;
    }

    /// Takes a frame; those before the first key frame are of no use and left out.
    void add(Fragment fragment, VideoConfig config) throws IOException {
        Film open = film;
        if (open == null) {
            if (!fragment.key()) {
                return;
            }
            open = new Film(event, config, pace);
            film = open;
        }
        open.add(fragment);
    }

    void syncWhenDue() throws IOException {
        Film open = film;
        if (open != null) {
            open.syncWhenDue();
        }
    }

    /// Finishes the film, if there is one.
    ///
    /// @return its length in milliseconds; 0 where there is none
    long finish() throws IOException {
        Film open = film;
        return open == null ? 0 : open.finish();
    }

    @Override
    public void close() throws IOException {
        Film open = film;
        if (open != null) {
            open.close();
        }
    }
}
