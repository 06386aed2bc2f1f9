package org.vigia.shared.video;

/// Receives a camera's stream in order: a configuration, then its fragments, then perhaps the next
/// configuration. Called by one thread, which is the one that reads the camera: implementations
/// return quickly, never block on a network or disk, and do not throw.
public interface VideoSink {
    /// A new epoch begins; fragments of the earlier one will not come any more.
    void onConfig(VideoConfig config);

    /// The next frame of the current epoch.
    void onFragment(Fragment fragment);

    /// The source has died or stalled; a new epoch follows when it is back.
    ///
    /// @param reason in words an owner understands
    void onGap(String reason);
}
