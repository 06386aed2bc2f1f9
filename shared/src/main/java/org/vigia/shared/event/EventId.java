package org.vigia.shared.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;

/// An event's name for life: a UUID version 7 (RFC 9562, section 5.7) in lower case.
///
/// Its time is the camera's wall clock when it was made, which may be wrong: it spreads folders, it
/// orders nothing.
///
/// @param text the 36 characters
public record EventId(@JsonValue String text) implements Comparable<EventId> {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    /// @throws IllegalArgumentException when `text` is no UUID version 7 in lower case
    @JsonCreator
    public EventId {
        if (!isId(text)) {
            throw new IllegalArgumentException("not an event id (UUID version 7): " + brief(text));
        }
    }

    /// Whether `text` has the form of one.
    public static boolean isId(String text) {
        return FORM.matcher(text).matches();
    }

    /// A new one.
    public static EventId create(Clock clock, SecureRandom random) {
        long time = clock.millis() & 0xFFFF_FFFF_FFFFL;
        long high = (time << 16) | 0x7000L | (random.nextInt() & 0x0FFFL);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new EventId(new UUID(high, low).toString());
    }

    /// The wall clock that it was made by, which may have been wrong.
    public long madeMillis() {
        return UUID.fromString(text).getMostSignificantBits() >>> 16;
    }

    @Override
    public int compareTo(EventId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static String brief(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
