package org.vigia.camera.recorder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.ring.RingItem;
import org.vigia.camera.ring.RingReader;
import org.vigia.camera.spool.Opening;
import org.vigia.shared.clip.ClipWriter;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// A film that somebody asked for: of one piece, from the key frame before the asking on. Where the
/// stream ends, so does the film.
final class WantedFilm {
    private static final Duration FIRST_FRAME = Duration.ofSeconds(2);
    private static final Duration NEXT_FRAME = Duration.ofSeconds(5);
    private static final Duration STALE = Duration.ofSeconds(10);

    private final Recorder recorder;
    private final Duration length;
    private final long askedNanos;
    private @Nullable VideoConfig config;

    WantedFilm(Recorder recorder, Duration length) {
        this.recorder = recorder;
        this.length = length;
        this.askedNanos = recorder.pace().nanos();
    }

    void write(Path file) throws IOException, InterruptedException {
        try (RingReader reader = recorder.ring().openAtCurrentGop()) {
            Fragment first = firstFrame(reader);
            VideoConfig stream = config;
            if (first == null || stream == null) {
                throw new NoPictureException();
            }
            try (FileChannel channel =
                    FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")))) {
                film(reader, first, stream, new ClipWriter(channel, stream));
            }
        }
    }

    private void film(RingReader reader, Fragment first, VideoConfig stream, ClipWriter writer)
            throws IOException, InterruptedException {
        EventId id = recorder.newId();
        Event event =
                recorder.beginUnstreamed(
                        new Opening(id, id, EventKind.FILM, recorder.moments().at(askedNanos), 0));
        try {
            Fragment frame = first;
            while (frame != null) {
                event.add(frame, stream);
                writer.add(frame);
                boolean enough = frame.capturedNanos() - askedNanos - length.toNanos() >= 0;
                frame = enough ? null : nextFrame(reader);
            }
            writer.finish();
        } finally {
            event.end();
        }
    }

    private @Nullable Fragment firstFrame(RingReader reader) throws InterruptedException {
        for (RingItem item = reader.next(FIRST_FRAME);
                item != null;
                item = reader.next(FIRST_FRAME)) {
            if (item instanceof RingItem.Configured configured) {
                config = configured.config();
            }
            if (item instanceof RingItem.Filmed(Fragment frame)
                    && frame.key()
                    && askedNanos - frame.capturedNanos() < STALE.toNanos()) {
                return frame;
            }
        }
        return null;
    }

    /// Null where the stream has ended, or frames were lost, behind which a clip does not go on.
    private static @Nullable Fragment nextFrame(RingReader reader) throws InterruptedException {
        return reader.next(NEXT_FRAME) instanceof RingItem.Filmed(Fragment frame) ? frame : null;
    }
}
