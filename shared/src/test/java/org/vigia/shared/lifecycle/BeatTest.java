package org.vigia.shared.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.time.Pace;

@Timeout(20)
class BeatTest {
    @Test
    void itsRoundsBeginAtOnceAndAPauseLiesBetweenThem() throws InterruptedException {
        FakePace pace = new FakePace();
        LinkedBlockingQueue<Long> times = new LinkedBlockingQueue<>();
        long begin = pace.nanos();
        try (Beat beat =
                new Beat("beat", Duration.ofSeconds(3), pace, () -> times.put(pace.nanos()))) {
            beat.start();
            for (long round = 0; round < 3; round++) {
                assertThat(times.poll(10, TimeUnit.SECONDS))
                        .isEqualTo(begin + round * TimeUnit.SECONDS.toNanos(3));
            }
        }
    }

    @Test
    void itMayBeginWithAPauseAndARoundThatFailsIsNotTheLast() throws InterruptedException {
        FakePace pace = new FakePace();
        LinkedBlockingQueue<Long> times = new LinkedBlockingQueue<>();
        long begin = pace.nanos();
        try (Beat beat =
                new Beat(
                        "beat",
                        Duration.ofSeconds(3),
                        pace,
                        () -> {
                            times.put(pace.nanos());
                            throw new IllegalStateException("a bug");
                        })) {
            beat.startLater();
            for (long round = 1; round < 4; round++) {
                assertThat(times.poll(10, TimeUnit.SECONDS))
                        .isEqualTo(begin + round * TimeUnit.SECONDS.toNanos(3));
            }
        }
    }

    @Test
    void closingItInterruptsARoundAndWaitsForItsEnd() throws InterruptedException {
        CountDownLatch inRound = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Beat beat =
                new Beat(
                        "beat",
                        Duration.ofSeconds(1),
                        new FakePace(),
                        () -> {
                            inRound.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                ended.set(true);
                            }
                        });
        beat.start();
        inRound.await();
        beat.close();
        assertThat(ended).isTrue();
        beat.close();
    }

    @Test
    void closingOneThatNeverBeganDoesNothing() {
        Pace pace = new FakePace();
        new Beat("beat", Duration.ofSeconds(1), pace, () -> {}).close();
    }
}
