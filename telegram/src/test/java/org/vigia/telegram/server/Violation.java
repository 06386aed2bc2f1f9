package org.vigia.telegram.server;

import java.time.Instant;

/// A published limit that was not kept.
///
/// @param what in words, with figures
public record Violation(Instant at, long chat, String what) {}
