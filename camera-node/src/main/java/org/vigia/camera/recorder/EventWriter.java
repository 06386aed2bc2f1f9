package org.vigia.camera.recorder;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.spool.Opening;
import org.vigia.shared.event.Moment;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Puts events on the disk, on a thread of its own: whoever decides what is recorded never waits
/// for it. What the disk cannot take in time is left out of the film there. Methods may be called
/// by any thread, for one event by one.
final class EventWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final long MAX_BYTES = 16L * 1024 * 1024;
    private static final long POLL_MILLIS = 100;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final Recorder recorder;
    private final DiskTrouble trouble;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Set<KeptEvent> open = new LinkedHashSet<>();
    private volatile boolean closing;
    private @Nullable Thread thread;

    EventWriter(Recorder recorder) {
        this.recorder = recorder;
        this.trouble = new DiskTrouble(refuses -> recorder.observer().onDisk(refuses));
    }

    /// An event begins.
    ///
    /// @return what its frames and its end are said of
    synchronized KeptEvent begin(Opening opening) {
        if (thread == null) {
            thread = NamedThreads.start("recorder-disk", this::run);
        }
        KeptEvent event = new KeptEvent(recorder, opening, trouble);
        steps.add(new Step.Begin(event));
        return event;
    }

    /// The next frame of its film; the caller sees to it that the first is a key frame.
    ///
    /// @return whether it will be written; false while too much waits, and then until a key frame
    boolean add(KeptEvent event, Fragment fragment, VideoConfig config) {
        int length = fragment.bytes().length;
        if (waitingBytes.addAndGet(length) > MAX_BYTES) {
            waitingBytes.addAndGet(-length);
            return false;
        }
        return steps.add(new Step.Frame(event, fragment, config));
    }

    /// It is over.
    void end(KeptEvent event, Moment ended) {
        steps.add(new Step.End(event, ended));
    }

    /// Writes what waits and ends the thread, or interrupts it after a while.
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            running = thread;
        }
        closing = true;
        if (running == null) {
            return;
        }
        try {
            if (!running.join(CLOSE_PATIENCE)) {
                LOG.warn("the disk did not take the last event within {}", CLOSE_PATIENCE);
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                Step step = steps.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (step == null && closing) {
                    return;
                }
                if (step != null) {
                    take(step);
                }
                for (KeptEvent event : open) {
                    event.lookAfter();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Step step) throws InterruptedException {
        switch (step) {
            case Step.Begin(KeptEvent event) -> {
                open.add(event);
                event.begin();
            }
            case Step.Frame(KeptEvent event, Fragment fragment, VideoConfig config) -> {
                waitingBytes.addAndGet(-fragment.bytes().length);
                event.add(fragment, config);
            }
            case Step.End(KeptEvent event, Moment ended) -> {
                open.remove(event);
                event.end(ended);
            }
        }
    }
}
