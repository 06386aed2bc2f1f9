package org.vigia.web.retention;

import org.vigia.shared.event.EventId;

/// An event that a person has put into the bin.
///
/// @param event its id
/// @param binnedMillis web-node's wall clock when they did
/// @param bytes what its deletion would free
record Binned(EventId event, long binnedMillis, long bytes) {}
