package org.vigia.camera.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vigia.shared.time.FakePace;

class MailboxTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final FakePace pace = new FakePace();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Mailbox<String> mailbox = new Mailbox<>("test", 2, pace, new Recorder());

    private final class Recorder implements Owner<String> {
        private OptionalLong deadline = OptionalLong.empty();

        @Override
        public void onStart(long now) {
            events.add("start");
        }

        @Override
        public void onMessage(String message, long now) {
            switch (message) {
                case "fail" -> throw new IllegalStateException("as asked");
                case "block" -> block();
                case "timer" -> deadline = OptionalLong.of(now + 1_000_000_000L);
                default -> events.add(message);
            }
        }

        private void block() {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onDeadline(long now) {
            events.add("deadline");
            deadline = OptionalLong.empty();
        }

        @Override
        public OptionalLong nextDeadline() {
            return deadline;
        }

        @Override
        public void onStop(long now) {
            events.add("stop");
        }
    }

    @AfterEach
    void close() {
        release.countDown();
        mailbox.close();
    }

    @Test
    void messagesAreTakenInOrderBetweenStartAndStop() throws InterruptedException {
        mailbox.start();
        assertThat(mailbox.offer("a")).isTrue();
        assertThat(mailbox.settle(LIMIT)).isTrue();
        assertThat(mailbox.offer("b")).isTrue();
        assertThat(mailbox.settle(LIMIT)).isTrue();
        mailbox.close();
        mailbox.close();
        assertThat(events).containsExactly("start", "a", "b", "stop");
        assertThat(mailbox.offer("c")).isFalse();
        assertThatIllegalStateException().isThrownBy(mailbox::start);
    }

    @Test
    void aDeadlineIsHandledBeforeTheMessageThatComesAfterIt() throws InterruptedException {
        mailbox.start();
        mailbox.offer("timer");
        assertThat(mailbox.settle(LIMIT)).isTrue();
        assertThat(events).containsExactly("start");
        pace.advance(Duration.ofSeconds(1));
        mailbox.offer("late");
        assertThat(mailbox.settle(LIMIT)).isTrue();
        assertThat(events).containsExactly("start", "deadline", "late");
    }

    @Test
    void aFullMailboxRefuses() throws InterruptedException {
        mailbox.start();
        mailbox.offer("block");
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(mailbox.offer("a")).isTrue();
        assertThat(mailbox.offer("b")).isTrue();
        assertThat(mailbox.offer("c")).isFalse();
        release.countDown();
        assertThat(mailbox.settle(LIMIT)).isTrue();
        assertThat(events).containsExactly("start", "a", "b");
    }

    @Test
    void aMessageThatFailsDoesNotEndTheThread() throws InterruptedException {
        mailbox.start();
        mailbox.offer("fail");
        mailbox.offer("a");
        assertThat(mailbox.settle(LIMIT)).isTrue();
        assertThat(events).containsExactly("start", "a");
    }
}
