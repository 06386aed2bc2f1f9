package org.vigia.telegram.server;

import java.time.Instant;
import java.util.Map;

/// A request as it came in and what became of it. Tokens are not kept.
///
/// @param number from 1, in the order of arrival
/// @param method as the documentation writes it, or as it was called where that is unknown
/// @param arrivedNanos when its head was read, by the server's pace; with the system's pace that is
///   the machine's monotonic clock, the same for all processes
/// @param readNanos when its body was read
/// @param status of the answer; 0 where none was given
/// @param description why it was refused, or the empty string
/// @param applied whether it took effect, which it may have without an answer
/// @param fault what was played, or the empty string
/// @param values what it said, by field, as JSON; for files their size
public record Received(
        long number,
        String method,
        Instant at,
        long arrivedNanos,
        long readNanos,
        int status,
        String description,
        boolean applied,
        String fault,
        Map<String, String> values) {
    public Received {
        values = Map.copyOf(values);
    }

    /// A field, or the empty string.
    public String value(String field) {
        return values.getOrDefault(field, "");
    }
}
