package org.vigia.camera.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.delivery.RefusedException;
import org.vigia.camera.delivery.Uploader;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.link.CameraHealth;
import org.vigia.shared.time.Pace;

/// Measures uploads, and says when an event's last file has gone.
public final class UploadMeter implements Uploader {
    // Of less the round trips would be measured and not the line.
    private static final long LEAST_BYTES = 64 * 1024;

    private final Uploader uploader;
    private final Consumer<EventId> sent;
    private final Pace pace;
    private final AtomicReference<@Nullable Measured> last = new AtomicReference<>();

    private record Measured(long bytes, long millis, long atNanos) {}

    /// @param uploader does it; closed with this
    /// @param sent hears of each event whose last file Pi #B has; returns at once
    /// @param pace monotonic time
    public UploadMeter(Uploader uploader, Consumer<EventId> sent, Pace pace) {
        this.uploader = uploader;
        this.sent = sent;
        this.pace = pace;
    }

    @Override
    public void upload(EvidenceName name, Path file) throws IOException, RefusedException {
        long bytes = Files.size(file);
        long began = pace.nanos();
        uploader.upload(name, file);
        long now = pace.nanos();
        if (bytes >= LEAST_BYTES) {
            last.set(new Measured(bytes, Math.max(1, (now - began) / 1_000_000), now));
        }
        if (name.kind() == EvidenceKind.MANIFEST) {
            sent.accept(name.event());
        }
    }

    /// The last that tells a speed; null before one.
    public CameraHealth.@Nullable Upload last() {
        Measured measured = last.get();
        return measured == null
                ? null
                : new CameraHealth.Upload(
                        measured.bytes,
                        measured.millis,
                        Math.max(0, (pace.nanos() - measured.atNanos) / 1_000_000_000L));
    }

    @Override
    public void close() {
        uploader.close();
    }
}
