package org.vigia.camera.selftest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.vigia.shared.crypto.Sha256;

/// When in the day a camera tries itself out: each at a time of its own, that its name decides, so
/// that many do not come at once.
///
/// @param time by the machine's own zone
/// @param zone that zone
record DailyTime(LocalTime time, ZoneId zone) {
    private static final int MINUTES = 24 * 60;

    static DailyTime of(String camera, ZoneId zone) {
        String hash = Sha256.of(camera.getBytes(StandardCharsets.UTF_8));
        long minute = Long.parseLong(hash.substring(0, 12), 16) % MINUTES;
        return new DailyTime(LocalTime.ofSecondOfDay(minute * 60), zone);
    }

    /// Whether its time has come since `last`.
    boolean hasComeSince(long lastMillis, long nowMillis) {
        ZonedDateTime now = Instant.ofEpochMilli(nowMillis).atZone(zone);
        ZonedDateTime latest = on(now);
        if (latest.isAfter(now)) {
            latest = on(now.minusDays(1));
        }
        return lastMillis < latest.toInstant().toEpochMilli();
    }

    // A time that comes twice has come with the first.
    private ZonedDateTime on(ZonedDateTime day) {
        return day.with(time).withEarlierOffsetAtOverlap();
    }
}
