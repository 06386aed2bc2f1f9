package org.vigia.camera.moment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.vigia.shared.time.FakePace;

class MomentsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final FakePace pace = new FakePace();
    private Duration ahead = Duration.ZERO;
    private boolean synchronised = true;
    private final Clock clock = ((InstantSource) () -> now().plus(ahead)).withZone(ZoneOffset.UTC);
    private final Moments moments = new Moments(clock, pace, "boot", () -> synchronised);

    private Instant now() {
        return NOW.plusNanos(pace.nanos());
    }

    private boolean believed() {
        return moments.now().clockSynchronised();
    }

    @Test
    void aMomentIsToldByTheWallClockAndTheMonotonicOne() {
        long then = pace.nanos();
        pace.advance(Duration.ofSeconds(3));
        assertThat(moments.at(then).wallMillis()).isEqualTo(now().minusSeconds(3).toEpochMilli());
        assertThat(moments.at(then).monotonicMillis()).isEqualTo(then / 1_000_000);
        assertThat(moments.at(then).boot()).isEqualTo("boot");
    }

    @Test
    void aClockThatIsAheadAtBootIsUncertainAsSoonAsPiBShowsAnotherTime() {
        ahead = Duration.ofDays(400);
        assertThat(believed()).isTrue();
        moments.heard(now().toEpochMilli());
        assertThat(believed()).isFalse();
        pace.advance(Duration.ofHours(5));
        assertThat(believed()).as("with the link down").isFalse();
        ahead = Duration.ofSeconds(2);
        assertThat(believed()).as("once it has been set").isTrue();
    }

    @Test
    void aClockThatIsBehindPiBsIsUncertainToo() {
        moments.heard(now().plusSeconds(59).toEpochMilli());
        assertThat(believed()).isTrue();
        moments.heard(now().plusSeconds(61).toEpochMilli());
        assertThat(believed()).isFalse();
        assertThat(moments.synchronised()).as("what the watch for jumps goes by").isTrue();
    }

    @Test
    void piBMakesNoTimeCertainThatIsNot() {
        synchronised = false;
        moments.heard(now().toEpochMilli());
        assertThat(believed()).isFalse();
    }
}
