package org.vigia.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NginxTest {
    @Test
    void whatItsTimersAreLateIsTakenFromItsPauses() {
        // 10 kB each 50 ms instead of 40: a pause of 30 ms, and 10 that it is late.
        assertThat(Nginx.toReach(250_000, 250_000, 200_000)).isEqualTo(333_333);
        assertThat(Nginx.toReach(200_000, 250_000, 250_000)).isEqualTo(200_000);
    }

    @Test
    void whatCannotBeReachedIsAskedForOnlySoFar() {
        assertThat(Nginx.toReach(250_000, 250_000, 100_000)).isEqualTo(2_500_000);
    }
}
