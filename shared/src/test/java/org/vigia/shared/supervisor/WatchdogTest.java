package org.vigia.shared.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.shared.time.Pace;

@Timeout(30)
class WatchdogTest {
    private static final Duration WATCHDOG = Duration.ofSeconds(60);

    private final String name = "@vigia-test-" + UUID.randomUUID();
    private final Systemd systemd =
            Systemd.of(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "60000000"), 1);
    private final Rounds rounds = new Rounds();

    /// A pace whose sleeps end when the test says so.
    private static final class Rounds implements Pace {
        private final LinkedBlockingQueue<Duration> asleep = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<Boolean> wake = new LinkedBlockingQueue<>();

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            asleep.add(duration);
            wake.take();
        }

        Duration awaitSleep() throws InterruptedException {
            return asleep.poll(10, TimeUnit.SECONDS);
        }
    }

    private static List<String> all(NotifySocket socket) {
        List<String> messages = new ArrayList<>();
        for (String next = socket.next(); !next.isEmpty(); next = socket.next()) {
            messages.add(next);
        }
        return messages;
    }

    @Test
    void systemdHearsOfAReadyNodeAndOfItsLifeThreeTimesInTheLimit()
            throws IOException, InterruptedException {
        try (NotifySocket socket = new NotifySocket(name)) {
            try (Watchdog watchdog = new Watchdog(systemd, _ -> "", rounds)) {
                watchdog.start();
                assertThat(rounds.awaitSleep()).isEqualTo(WATCHDOG.dividedBy(3));
                rounds.wake.add(true);
                rounds.awaitSleep();
                assertThat(all(socket)).containsExactly("READY=1", "WATCHDOG=1", "WATCHDOG=1");
            }
            assertThat(all(socket)).containsExactly("STOPPING=1");
        }
    }

    @Test
    void aPartThatDoesNotAnswerSilencesTheWatchdog() throws IOException, InterruptedException {
        try (NotifySocket socket = new NotifySocket(name);
                Watchdog watchdog = new Watchdog(systemd, _ -> "the alarm", rounds)) {
            watchdog.start();
            rounds.awaitSleep();
            assertThat(all(socket)).containsExactly("READY=1");
        }
    }
}
