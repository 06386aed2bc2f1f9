package org.vigia.web.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

/// Brings each camera's stream to those who watch it, and tells the link when somebody does. Safe
/// for use by several threads.
///
/// A viewer is told whether the camera is there, then gets the stream's description, the current
/// group of pictures as one message and each frame as it comes. The link's thread only puts
/// references into queues; each camera that is watched has a thread that brings them to the
/// sockets.
public final class LiveHub implements AutoCloseable {
    /// As many viewers as a Raspberry Pi is made to serve.
    public static final int DEFAULT_VIEWERS = 64;

    private static final Duration PULSE = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final int mostViewers;
    private final Pace pace;
    private final Map<String, Stage> stages = new HashMap<>();
    private @Nullable Thread pulse;
    private int viewers;
    private boolean closed;

    /// @param mostViewers at a time, over all cameras
    /// @param pace measures how old frames are
    public LiveHub(int mostViewers, Pace pace) {
        this.mostViewers = mostViewers;
        this.pace = pace;
    }

    /// From now on viewers who see nothing new for 10 to 20 s are told that their connection
    /// stands.
    public synchronized void start() {
        pulse = NamedThreads.start("live-pulse", this::pulse);
    }

    private void pulse() {
        try {
            while (!isClosed()) {
                pace.sleep(PULSE);
                List<Stage> all;
                synchronized (this) {
                    all = List.copyOf(stages.values());
                }
                all.forEach(Stage::pulse);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Opens the way in for a camera whose link has come up. An earlier channel of the same camera
    /// is dead from then on.
    ///
    /// @param watch told true when frames are wanted and false when no longer, in this order and on
    ///   any thread, also from within this call; it must return quickly and not call back
    public LiveChannel open(String camera, Consumer<Boolean> watch) {
        return stage(camera).open(watch);
    }

    /// Lets somebody watch `camera`, which need not be there yet.
    ///
    /// @return what ends the viewing (it ends by itself when the socket fails); empty when there
    ///   are too many viewers or the hub is closed
    public Optional<AutoCloseable> view(String camera, ViewerSocket socket) {
        synchronized (this) {
            if (closed || viewers >= mostViewers) {
                return Optional.empty();
            }
            viewers++;
        }
        Viewer viewer = stage(camera).join(socket, this::gone);
        if (isClosed()) {
            viewer.close();
        }
        return Optional.of(viewer);
    }

    /// How many watch now.
    public synchronized int viewers() {
        return viewers;
    }

    /// What there is to be seen of `camera` now. Frames are there only while somebody views it.
    public LiveMoment moment(String camera) {
        return stage(camera).moment();
    }

    /// Ends every viewing; later ones are refused.
    @Override
    public void close() {
        List<Stage> all;
        @Nullable Thread pulsing;
        synchronized (this) {
            closed = true;
            all = List.copyOf(stages.values());
            pulsing = pulse;
        }
        all.forEach(Stage::dismiss);
        if (pulsing != null) {
            boolean ignored = NamedThreads.stop(pulsing, STOP);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void gone() {
        viewers--;
    }

    private synchronized Stage stage(String camera) {
        return stages.computeIfAbsent(camera, name -> new Stage(name, pace));
    }
}
