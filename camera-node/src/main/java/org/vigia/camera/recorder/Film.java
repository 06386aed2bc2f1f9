package org.vigia.camera.recorder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import org.vigia.camera.spool.OpenEvent;
import org.vigia.shared.clip.Clip;
import org.vigia.shared.clip.ClipWriter;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// An event's film while it grows: synced once a second (step 3 of docs/design/spool.md).
final class Film implements AutoCloseable {
    private static final long SYNC_NANOS = Duration.ofSeconds(1).toNanos();

    private final OpenEvent event;
    private final Pace pace;
    private final FileChannel channel;
    private final ClipWriter writer;
    private long syncedNanos;
    private boolean dirty;

    Film(OpenEvent event, VideoConfig config, Pace pace) throws IOException {
        this.event = event;
        this.pace = pace;
        this.channel = event.createClip();
        this.writer = new ClipWriter(channel, config);
        this.syncedNanos = pace.nanos();
    }

    void add(Fragment fragment) throws IOException {
        writer.add(fragment);
        dirty = true;
        syncWhenDue();
    }

    /// Syncs what was written more than a second after the last time.
    void syncWhenDue() throws IOException {
        if (dirty && pace.nanos() - syncedNanos >= SYNC_NANOS) {
            channel.force(false);
            syncedNanos = pace.nanos();
            dirty = false;
        }
    }

    /// Step 4.
    ///
    /// @return the film's length in milliseconds
    long finish() throws IOException {
        Clip clip = writer.finish();
        channel.force(true);
        channel.close();
        event.finishClip();
        return clip.duration().toMillis();
    }

    /// Closes the file; without [#finish] before, what is in it is left to recovery.
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
