package org.vigia.shared.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Backoff NONE =
            Backoff.between(Duration.ofMillis(500), Duration.ofSeconds(30));

    @Test
    void doublesFromTheFirstWaitToTheLongest() {
        assertThat(NONE.delay()).isZero();
        assertThat(
                        Stream.iterate(NONE.failed(), Backoff::failed)
                                .limit(9)
                                .map(b -> b.delay().toMillis()))
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L);
    }

    @Test
    void failuresWithoutEndStayAtTheLongestWaitUntilASuccess() {
        Backoff many = Stream.iterate(NONE, Backoff::failed).skip(1_000).findFirst().orElseThrow();
        assertThat(many.delay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(many.succeeded()).isEqualTo(NONE);
    }
}
