package org.vigia.camera.snapshot;

import java.util.Optional;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Makes still pictures of key frames. Implementations may be called by several threads; calls may
/// wait for each other.
public interface KeyFrameDecoder extends AutoCloseable {
    /// The picture in `keyFrame` as a JPEG of the same size. Takes some seconds, on a slow machine
    /// and right after a start up to half a minute.
    ///
    /// @param config of the stream that `keyFrame` is of
    /// @return empty when it cannot be decoded (broken, too large, no decoder), or not yet: the
    ///   decoder may still be starting, and asking again is worth it; that has been logged
    /// @throws IllegalArgumentException when `keyFrame` is no key frame, or of another stream
    /// @throws InterruptedException when the thread is interrupted while it waits
    Optional<byte[]> decode(VideoConfig config, Fragment keyFrame) throws InterruptedException;

    @Override
    void close();
}
