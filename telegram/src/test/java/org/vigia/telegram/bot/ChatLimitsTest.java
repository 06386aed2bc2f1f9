package org.vigia.telegram.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.vigia.shared.time.FakePace;

class ChatLimitsTest {
    private static final long ANA = 7_001;
    private static final long GROUP = -1_009;

    private final FakePace pace = new FakePace();

    private int granted(ChatLimits limits, long chat, int seconds) {
        int granted = 0;
        for (int i = 0; i < seconds * 10; i++) {
            granted += limits.take(chat).isZero() ? 1 : 0;
            pace.advance(Duration.ofMillis(100));
        }
        return granted;
    }

    @Test
    void aQuietChatMayGetThreeAtOnceAndThenOneASecond() {
        ChatLimits limits = new ChatLimits(pace);
        for (int i = 0; i < 3; i++) {
            assertThat(limits.take(ANA)).isZero();
        }
        assertThat(limits.take(ANA)).isEqualTo(Duration.ofMillis(1_050));
    }

    @Test
    void afterARestartTheFirstGoesAtOnceAndTheBurstIsUsedUp() {
        ChatLimits limits = ChatLimits.afterRestart(pace);
        assertThat(limits.take(ANA)).isZero();
        assertThat(limits.take(ANA)).isEqualTo(Duration.ofMillis(1_050));
        pace.advance(Duration.ofSeconds(10));
        assertThat(granted(limits, 7_002, 1)).isEqualTo(3);
    }

    @Test
    void afterARestartAGroupGetsTenWithinTheFirstMinuteAndThenTwenty() {
        ChatLimits limits = ChatLimits.afterRestart(pace);
        assertThat(granted(limits, GROUP, 60)).isEqualTo(10);
        assertThat(granted(limits, GROUP, 61)).isEqualTo(20);
    }

    @Test
    void aGroupThatIsFirstWrittenToALongTimeAfterTheRestartHasItsWholeMinute() {
        ChatLimits limits = ChatLimits.afterRestart(pace);
        pace.advance(Duration.ofMinutes(2));
        assertThat(granted(limits, GROUP, 60)).isEqualTo(20);
    }
}
