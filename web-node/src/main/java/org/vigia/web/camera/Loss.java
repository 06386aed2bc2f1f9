package org.vigia.web.camera;

import org.vigia.shared.event.EventId;

/// A camera fell silent while it was to guard, and nobody has confirmed it since: what it has sent
/// after that may be a thief's.
///
/// @param event the event that tells of it
/// @param sinceMillis web-node's wall clock when the camera was last heard of
public record Loss(EventId event, long sinceMillis) {}
