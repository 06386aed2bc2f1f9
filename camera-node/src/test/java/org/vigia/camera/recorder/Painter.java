package org.vigia.camera.recorder;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.vigia.camera.snapshot.KeyFrameDecoder;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Decodes everything to the same three bytes, when it is let.
final class Painter implements KeyFrameDecoder {
    final Semaphore brush = new Semaphore(1);
    final AtomicInteger notYet = new AtomicInteger();
    volatile boolean broken;

    @Override
    public Optional<byte[]> decode(VideoConfig config, Fragment keyFrame)
            throws InterruptedException {
        brush.acquire();
        brush.release();
        if (broken) {
            throw new IllegalStateException("the brush is broken");
        }
        return notYet.getAndUpdate(n -> Math.max(0, n - 1)) > 0
                ? Optional.empty()
                : Optional.of(new byte[] {1, 2, 3});
    }

    @Override
    public void close() {}
}
