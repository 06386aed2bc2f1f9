package org.vigia.camera.recorder;

import org.vigia.camera.spool.Opening;

/// Is told of each event when it begins, on the recorder's thread; returns quickly.
public interface EventObserver {
    /// An event has begun and is on disk.
    void onOpened(Opening opening);
}
