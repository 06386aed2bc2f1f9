package org.vigia.web.retention;

import org.vigia.shared.event.EventId;

/// An event that may go: neither kept nor deleted.
///
/// @param event its id
/// @param arrival its place in the order of arrival
/// @param arrivedMillis web-node's wall clock when it arrived
/// @param bytes what its deletion would free
/// @param makesRoom whether it may go to make room, if it is old enough
record Candidate(EventId event, long arrival, long arrivedMillis, long bytes, boolean makesRoom) {}
