package org.vigia.web.link;

/// A link that stands.
///
/// @param sinceMillis web-node's wall clock when it came up
/// @param roundTripMicros how long the last ping took; -1 before the first answer
/// @param software the camera's version, by its own word
/// @param saysHealth whether its software knows how to
public record LinkLine(
        long sinceMillis, long roundTripMicros, String software, boolean saysHealth) {}
