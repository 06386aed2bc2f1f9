package org.vigia.web.link;

/// Told when a camera's link comes and goes. Called on the link's thread: returns quickly and does
/// not throw.
public interface LinkWatch {
    /// A camera that had no link has one.
    void began(String camera);

    /// A camera's link has ended, and no newer one has taken its place.
    ///
    /// @param filming whether an event's film was open
    void ended(String camera, boolean filming);
}
