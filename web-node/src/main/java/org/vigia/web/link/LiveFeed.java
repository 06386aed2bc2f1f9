package org.vigia.web.link;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.web.live.LiveChannel;
import org.vigia.web.live.LiveHub;

/// What viewers get of one link, on this node's clock: nothing before the first pong, which says
/// how far the camera's clock is from it. Used by the thread that reads the link.
final class LiveFeed implements AutoCloseable {
    private final String camera;
    private final LiveHub hub;
    private final Consumer<Boolean> watch;
    private final Pace pace;
    private final ClockOffset offset = new ClockOffset();
    private @Nullable VideoConfig video;
    private @Nullable LiveChannel channel;

    /// @param watch told whether frames are wanted, as [LiveHub#open] says
    LiveFeed(String camera, LiveHub hub, Consumer<Boolean> watch, Pace pace) {
        this.camera = camera;
        this.hub = hub;
        this.watch = watch;
        this.pace = pace;
    }

    void pong(LinkMessage.Pong pong) {
        offset.add(pong.echoNanos(), pong.cameraNanos(), pace.nanos());
        if (channel == null) {
            LiveChannel open = hub.open(camera, watch);
            channel = open;
            // An event may have been going on when the link came up; an epoch is told but once.
            VideoConfig told = video;
            if (told != null) {
                open.onConfig(told);
            }
        }
    }

    void started(VideoConfig config) {
        LiveChannel open = channel;
        video = config;
        if (open != null) {
            open.onConfig(config);
        }
    }

    /// The video that the link has told of last; null before.
    @Nullable VideoConfig video() {
        return video;
    }

    void filmed(LinkMessage.Filmed filmed) {
        LiveChannel open = channel;
        if (open != null && !filmed.earlier()) {
            Fragment film = filmed.fragment();
            open.onFragment(film.capturedAt(offset.toLocal(film.capturedNanos(), pace.nanos())));
        }
    }

    @Override
    public void close() {
        LiveChannel open = channel;
        if (open != null) {
            open.close();
        }
    }
}
