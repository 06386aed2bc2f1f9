package org.vigia.camera.link;

import java.util.HashSet;
import java.util.Set;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// What has been told on a connection of streams and frames, and so which frame is *earlier*. Used
/// by one thread.
final class Telling {
    private final Set<Integer> told = new HashSet<>();
    private int epoch = -1;
    private long newest = -1;

    /// Whether this stream has been told on this connection.
    boolean knows(int stream) {
        return told.contains(stream);
    }

    /// Whether this stream is the one told last.
    boolean isCurrent(int stream) {
        return epoch == stream;
    }

    LinkMessage started(VideoConfig config) {
        told.add(config.epoch());
        epoch = config.epoch();
        newest = -1;
        return new LinkMessage.VideoStarted(config);
    }

    LinkMessage filmed(Fragment frame) {
        boolean replaces = frame.replacesPrevious() && frame.sequence() == newest;
        boolean earlier = frame.epoch() != epoch || (frame.sequence() <= newest && !replaces);
        if (!earlier) {
            newest = frame.sequence();
        }
        return new LinkMessage.Filmed(frame, earlier);
    }
}
