package org.vigia.camera;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.camera.snapshot.KeyFrameDecoder;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.shared.video.VideoSink;

/// Stands between camera and ring: knows whether there is a picture, and warms the decoder up with
/// the first key frame of each stream, so that an alarm's picture does not have to wait for it.
final class FilmWatch implements VideoSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FilmWatch.class);
    private static final java.time.Duration CLOSE_PATIENCE = java.time.Duration.ofSeconds(5);
    private static final String NOT_YET = "the camera is starting";

    private final FragmentRing ring;
    private final KeyFrameDecoder decoder;
    private final Pace pace;
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>(NOT_YET);
    private volatile @Nullable VideoConfig fresh;
    private volatile @Nullable Thread warming;
    private volatile Runnable observer = () -> {};
    private volatile long filmedNanos;

    FilmWatch(FragmentRing ring, KeyFrameDecoder decoder, Pace pace) {
        this.ring = ring;
        this.decoder = decoder;
        this.pace = pace;
        this.filmedNanos = pace.nanos();
    }

    /// Runs `onChange` when a picture comes or goes, on the camera's thread.
    void observe(Runnable onChange) {
        observer = onChange;
    }

    /// Why there is no picture; empty while there is one.
    Optional<String> fault() {
        return Optional.ofNullable(fault.get());
    }

    /// When the last frame came, in monotonic nanoseconds; the node's start where none has.
    long filmedNanos() {
        return filmedNanos;
    }

    @Override
    public void onConfig(VideoConfig config) {
        fresh = config;
        ring.onConfig(config);
    }

    @Override
    public void onFragment(Fragment fragment) {
        ring.onFragment(fragment);
        filmedNanos = pace.nanos();
        if (fault.getAndSet(null) != null) {
            observer.run();
        }
        VideoConfig config = fresh;
        if (config != null && fragment.key()) {
            fresh = null;
            warming = NamedThreads.start("decoder-warm-up", () -> warmUp(config, fragment));
        }
    }

    @Override
    public void onGap(String reason) {
        ring.onGap(reason);
        String brief = reason.length() > 400 ? reason.substring(0, 400) + "…" : reason;
        if (!brief.equals(fault.getAndSet(brief))) {
            observer.run();
        }
    }

    @Override
    public void close() {
        Thread running = warming;
        if (running != null && !NamedThreads.stop(running, CLOSE_PATIENCE)) {
            LOG.warn("the decoder's warm-up did not end within {}", CLOSE_PATIENCE);
        }
    }

    private void warmUp(VideoConfig config, Fragment key) {
        try {
            if (decoder.decode(config, key).isEmpty()) {
                LOG.warn("the first picture of the stream cannot be decoded");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
