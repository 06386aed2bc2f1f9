package org.vigia.web.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// One camera's stream and its viewers. Everything happens under its own lock, and nothing under it
/// waits for anybody.
final class Stage {
    private final Pace pace;
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private final GopCache gop = new GopCache();
    private @Nullable Channel channel;
    private @Nullable VideoConfig config;
    private @Nullable String gap;

    Stage(Pace pace) {
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

    synchronized Viewer join(ViewerSocket socket, String name, Runnable gone) {
        AtomicBoolean left = new AtomicBoolean();
        Viewer[] self = new Viewer[1];
        Viewer viewer =
                new Viewer(
                        socket,
                        pace,
                        () -> {
                            if (left.compareAndSet(false, true)) {
                                leave(self[0]);
                                gone.run();
                            }
                        });
        self[0] = viewer;
        viewers.add(viewer);
        greet(viewer);
        if (viewers.size() == 1 && channel != null) {
            channel.watch.accept(true);
        }
        viewer.start(name);
        return viewer;
    }

    private void greet(Viewer viewer) {
        viewer.offer(new LiveMessage.Presence(channel != null));
        if (channel == null) {
            return;
        }
        if (config != null) {
            viewer.offer(new LiveMessage.Config(config));
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

    private synchronized void leave(Viewer viewer) {
        viewers.remove(viewer);
        if (viewers.isEmpty() && channel != null) {
            // Frames may stop now: a group that is old by the next visit must not be shown as live.
            gop.clear();
            channel.watch.accept(false);
        }
    }

    synchronized void pulse() {
        viewers.forEach(Viewer::pulse);
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
