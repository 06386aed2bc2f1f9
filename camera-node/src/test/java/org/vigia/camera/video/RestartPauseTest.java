package org.vigia.camera.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartPauseTest {
    @Test
    void doublesFromHalfASecondToThirty() {
        assertThat(
                        Stream.iterate(new RestartPause(1), RestartPause::afterFailure)
                                .limit(9)
                                .map(p -> p.duration().toMillis()))
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L);
        assertThat(new RestartPause(Integer.MAX_VALUE).afterFailure().duration().toSeconds())
                .isEqualTo(30);
    }
}
