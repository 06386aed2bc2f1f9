package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.vigia.shared.time.FakePace;

class FlusherTest {
    private final FakePace pace = new FakePace();

    @Test
    void whileAFilmIsYoungNothingWaitsAndLaterNothingWaitsForMoreThanAQuarterOfASecond() {
        SyncPolicy policy = new SyncPolicy(pace.nanos());
        for (int frame = 0; frame < 200; frame++) {
            boolean young = pace.nanos() < 3_000_000_000L;
            assertThat(policy.written(pace.nanos())).isTrue();
            Duration patience = policy.patience(pace.nanos());
            assertThat(patience).isEqualTo(young ? Duration.ZERO : Duration.ofMillis(250));
            pace.advance(Duration.ofMillis(40));
            assertThat(policy.written(pace.nanos())).as("something waits already").isFalse();
            assertThat(policy.patience(pace.nanos()))
                    .isEqualTo(young ? Duration.ZERO : Duration.ofMillis(210));
            policy.begun();
        }
    }

    @Test
    void eachFrameReachesTheDiskSoonAndThoseThatComeDuringASyncGoWithTheNext() throws Exception {
        Semaphore begun = new Semaphore(0);
        Semaphore disk = new Semaphore(0);
        Flusher flusher =
                new Flusher(
                        () -> {
                            begun.release();
                            disk.acquireUninterruptibly();
                        },
                        pace);
        flusher.start("flusher");
        flusher.wrote();
        assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).as("at once").isTrue();

        pace.advance(Duration.ofSeconds(5));
        long written = pace.nanos();
        flusher.wrote();
        flusher.wrote();
        disk.release();
        assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(pace.nanos() - written).isEqualTo(Duration.ofMillis(250).toNanos());

        flusher.wrote();
        flusher.close();
        disk.release(2);
        assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).as("at the end").isTrue();
        assertThat(begun.tryAcquire(100, TimeUnit.MILLISECONDS)).as("once more").isFalse();
    }

    @Test
    void whatDoesNotReachTheDiskIsToldWithTheNextFrame() throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        Flusher flusher =
                new Flusher(
                        () -> {
                            tried.countDown();
                            throw new IOException("the disk is broken");
                        },
                        pace);
        flusher.start("flusher");
        flusher.wrote();
        assertThat(tried.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(
                        () -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                flusher.wrote();
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessage("what was written before has not reached the disk");
    }
}
