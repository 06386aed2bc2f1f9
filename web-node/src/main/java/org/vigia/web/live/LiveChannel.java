package org.vigia.web.live;

import org.vigia.shared.video.VideoSink;

/// Where a camera's link puts the frames for viewers, for as long as its session lasts. Its calls
/// never block and never throw. [org.vigia.shared.video.Fragment#capturedNanos] must already be in
/// this node's own monotonic nanoseconds.
public interface LiveChannel extends VideoSink, AutoCloseable {
    /// The link is down: viewers are told that the camera is offline. Idempotent.
    @Override
    void close();
}
