package org.vigia.web.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// One camera's stream and its viewers. What is known of them changes under its own lock, and
/// nothing under it waits for anybody. Outside it a thread, which lives as long as somebody
/// watches, serves the viewers one after the other.
final class Stage {
    private final String camera;
    private final Pace pace;
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private final GopCache gop = new GopCache();
    private @Nullable Thread server;
    private boolean due;
    private @Nullable Channel channel;
    private @Nullable VideoConfig config;
    private @Nullable String gap;

    Stage(String camera, Pace pace) {
        this.camera = camera;
        this.pace = pace;
    }

    synchronized LiveChannel open(Consumer<Boolean> watch) {
        Channel fresh = new Channel(watch);
        channel = fresh;
        forget();
        tell(new LiveMessage.Presence(true));
        if (!viewers.isEmpty()) {
            watch.accept(true);
        }
        return fresh;
    }

    synchronized Viewer join(ViewerSocket socket, Runnable gone) {
        Viewer viewer =
                new Viewer(
                        socket,
                        pace,
                        self -> {
                            if (leave(self)) {
                                gone.run();
                            }
                        });
        viewers.add(viewer);
        greet(viewer);
        if (viewers.size() == 1 && channel != null) {
            channel.watch.accept(true);
        }
        wake();
        if (server == null) {
            server = NamedThreads.startPlatform("live-" + camera, this::serve);
        }
        return viewer;
    }

    private void greet(Viewer viewer) {
        viewer.offer(new LiveMessage.Presence(channel != null));
        if (channel == null) {
            return;
        }
        if (config != null) {
            viewer.offer(new LiveMessage.Config(config));
            viewer.offer(new LiveMessage.Init(config));
        }
        if (gap != null) {
            viewer.offer(new LiveMessage.Gap(gap));
            return;
        }
        List<Fragment> frames = gop.frames();
        if (frames.isEmpty()) {
            viewer.awaitKey();
        } else {
            viewer.offer(new LiveMessage.Frames(frames));
        }
    }

    synchronized LiveMoment moment() {
        if (channel == null) {
            return new LiveMoment.Offline();
        }
        if (gap != null) {
            return new LiveMoment.Gap(gap);
        }
        Fragment key = gop.key();
        return config == null || key == null
                ? new LiveMoment.Awaited()
                : new LiveMoment.Film(config, key);
    }

    private synchronized boolean leave(Viewer viewer) {
        if (!viewers.remove(viewer)) {
            return false;
        }
        if (viewers.isEmpty()) {
            if (channel != null) {
                // Frames may stop now: a group that is old by the next visit must not be shown as
                // live.
                gop.clear();
                channel.watch.accept(false);
            }
            wake();
        }
        return true;
    }

    synchronized void pulse() {
        viewers.forEach(Viewer::pulse);
        wake();
    }

    private void wake() {
        due = true;
        notifyAll();
    }

    private void serve() {
        try {
            List<Viewer> all = awaitDue();
            while (!all.isEmpty()) {
                all.forEach(Viewer::serve);
                all = awaitDue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            resign();
        }
    }

    // Where the server ends before its time nobody is left unserved: they come again, to another.
    private void resign() {
        synchronized (this) {
            if (!Thread.currentThread().equals(server)) {
                return;
            }
            server = null;
        }
        dismiss();
    }

    // Empty when nobody is left to be served: the thread that asked is then no longer the server.
    private synchronized List<Viewer> awaitDue() throws InterruptedException {
        while (!due) {
            wait();
        }
        due = false;
        if (viewers.isEmpty()) {
            server = null;
        }
        return List.copyOf(viewers);
    }

    void dismiss() {
        List<Viewer> all;
        synchronized (this) {
            all = List.copyOf(viewers);
        }
        all.forEach(Viewer::close);
    }

    private void forget() {
        config = null;
        gap = null;
        gop.clear();
    }

    private void tell(LiveMessage message) {
        viewers.forEach(viewer -> viewer.offer(message));
        wake();
    }

    private final class Channel implements LiveChannel {
        private final Consumer<Boolean> watch;

        Channel(Consumer<Boolean> watch) {
            this.watch = watch;
        }

        private boolean isDead() {
            return !this.equals(channel);
        }

        @Override
        public void onConfig(VideoConfig fresh) {
            synchronized (Stage.this) {
                if (!isDead()) {
                    forget();
                    config = fresh;
                    tell(new LiveMessage.Config(fresh));
                    tell(new LiveMessage.Init(fresh));
                }
            }
        }

        @Override
        public void onFragment(Fragment fragment) {
            synchronized (Stage.this) {
                VideoConfig current = config;
                if (isDead() || current == null || fragment.epoch() != current.epoch()) {
                    return;
                }
                gap = null;
                if (viewers.isEmpty()) {
                    // Still on its way when the last one left: old by the next visit.
                    return;
                }
                if (gop.add(fragment)) {
                    tell(new LiveMessage.Frames(List.of(fragment)));
                }
            }
        }

        @Override
        public void onGap(String reason) {
            synchronized (Stage.this) {
                if (!isDead()) {
                    gap = reason;
                    gop.clear();
                    tell(new LiveMessage.Gap(reason));
                }
            }
        }

        @Override
        public void close() {
            synchronized (Stage.this) {
                if (!isDead()) {
                    channel = null;
                    forget();
                    tell(new LiveMessage.Presence(false));
                }
            }
        }
    }
}
