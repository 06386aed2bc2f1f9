package org.vigia.camera.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DailyTimeTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final DailyTime HALF_PAST_TWO = new DailyTime(LocalTime.of(2, 30), MADRID);

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @Test
    void aNameAlwaysGivesTheSameTimeAndNamesSpreadOverTheDay() {
        assertThat(DailyTime.of("front-door", MADRID))
                .isEqualTo(DailyTime.of("front-door", MADRID));
        var hours =
                IntStream.range(0, 500)
                        .mapToObj(n -> DailyTime.of("camera-" + n, MADRID).time().getHour())
                        .collect(Collectors.toSet());
        assertThat(hours).hasSize(24);
    }

    @Test
    void itsTimeHasComeOnceADay() {
        long last = at("2026-11-20T01:30:05Z");
        assertThat(HALF_PAST_TWO.hasComeSince(last, at("2026-11-20T23:59:00Z"))).isFalse();
        assertThat(HALF_PAST_TWO.hasComeSince(last, at("2026-11-21T01:29:59Z"))).isFalse();
        assertThat(HALF_PAST_TWO.hasComeSince(last, at("2026-11-21T01:30:00Z"))).isTrue();
        assertThat(HALF_PAST_TWO.hasComeSince(last, at("2026-12-21T00:00:00Z"))).isTrue();
    }

    @Test
    void anHourThatSummerTimeSkipsOrRepeatsIsNoReasonForNoneOrTwo() {
        // 2026-03-29 02:30 does not exist in Madrid: the time is then 03:30.
        assertThat(
                        HALF_PAST_TWO.hasComeSince(
                                at("2026-03-28T01:30:05Z"), at("2026-03-29T01:31:00Z")))
                .isTrue();
        // 2026-10-25 02:30 comes twice: at 00:30 and at 01:30 UTC.
        assertThat(
                        HALF_PAST_TWO.hasComeSince(
                                at("2026-10-25T00:30:05Z"), at("2026-10-25T01:31:00Z")))
                .isFalse();
    }
}
