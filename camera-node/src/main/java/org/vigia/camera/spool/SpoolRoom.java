package org.vigia.camera.spool;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.durable.FreeSpace;
import org.vigia.shared.lifecycle.NamedThreads;

/// Keeps the spool within its limits: says when they come near, and gives up the oldest films when
/// they are reached. A thread of its own, so that neither filming nor delivery waits for it.
public final class SpoolRoom implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolRoom.class);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final int CALM_PERCENT = 70;

    private final Spool spool;
    private final SpoolLimits limits;
    private final FreeSpace free;
    private final Consumer<Boolean> scarce;
    private boolean near;
    private boolean exhausted;
    private boolean blind;
    private @Nullable Thread thread;

    /// @param spool what is kept within its limits
    /// @param limits how much it may take
    /// @param free what is left on its disk
    /// @param scarce hears at each look whether the room is nearly used up; returns at once
    public SpoolRoom(Spool spool, SpoolLimits limits, FreeSpace free, Consumer<Boolean> scarce) {
        this.spool = spool;
        this.limits = limits;
        this.free = free;
        this.scarce = scarce;
    }

    /// Begins to look.
    public void start() {
        thread = NamedThreads.start("spool-room", this::run);
    }

    @Override
    public void close() {
        Thread running = thread;
        if (running != null && !NamedThreads.stop(running, CLOSE_PATIENCE)) {
            LOG.warn("the look at the spool's room did not end within {}", CLOSE_PATIENCE);
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long seen = spool.changes();
                look();
                spool.awaitChange(seen, LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One look: makes room where there is too little.
    void look() {
        try {
            say(spool.makeRoom(limits, free));
            blind = false;
        } catch (IOException e) {
            if (!blind) {
                LOG.error("no room can be made in the spool: {}", e.getMessage(), e);
            }
            blind = true;
        } catch (RuntimeException e) {
            LOG.error("the look at the spool's room met a bug", e);
        }
    }

    private void say(Fill fill) {
        if (fill.near() && !near) {
            near = true;
            LOG.warn(
                    "the spool is {} % full: {} MiB wait for Pi #B, {} MiB are free; at 100 % the"
                            + " oldest films are given up",
                    fill.percent(), fill.used() >> 20, fill.usable() >> 20);
        } else if (near && fill.percent() < CALM_PERCENT) {
            near = false;
            LOG.info("the spool has room again: {} %", fill.percent());
        }
        if (fill.excess() > 0 && !exhausted) {
            LOG.error(
                    fill.room() == 0
                            ? "the spool has no room at all: {} MiB are free on its disk, and"
                                    + " spool.free leaves {} of it; set it lower, or take a larger"
                                    + " card"
                            : "the spool has no film left to give up, and {} MiB are free on its"
                                    + " disk, of which spool.free leaves {}",
                    fill.usable() >> 20,
                    fill.limits().free() >> 20);
        }
        exhausted = fill.excess() > 0;
        scarce.accept(near);
    }
}
