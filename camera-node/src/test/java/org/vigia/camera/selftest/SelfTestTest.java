package org.vigia.camera.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.moment.Moments;
import org.vigia.camera.spool.Opening;
import org.vigia.camera.spool.SealedEvent;
import org.vigia.camera.spool.Spool;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.link.SelfTestFailure;
import org.vigia.shared.link.SelfTestResult;
import org.vigia.shared.time.FakePace;

class SelfTestTest {
    @TempDir static Path keys;
    private static RsaIdentity identity;

    @TempDir Path folder;
    private final FakePace pace = new FakePace();
    private final TurningClock clock = new TurningClock();
    private final List<Opening> announced = new ArrayList<>();
    private boolean incident;
    private Spool spool;
    private SelfTest test;

    @BeforeAll
    static void makeKey() throws IOException {
        identity = TestKeys.key(keys, "identity");
    }

    /// Goes with the pace.
    private final class TurningClock extends Clock {
        private long aheadMillis = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli();

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(aheadMillis + pace.nanos() / 1_000_000);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void open() throws IOException {
        spool = Spool.open(folder.resolve("spool"), "front-door", identity, Files::size, clock);
        test = made();
    }

    @AfterEach
    void close() throws IOException {
        test.close();
        spool.close();
    }

    private SelfTest made() {
        Moments moments = new Moments(clock, pace, "boot", () -> true);
        SelfTest made =
                new SelfTest(folder, "front-door", spool, announced::add, moments, clock, pace);
        made.with(() -> incident, () -> {});
        return made;
    }

    private void pass(Duration time, Duration step) {
        for (Duration left = time; left.isPositive(); left = left.minus(step)) {
            pace.advance(step);
            test.beat();
        }
    }

    private SealedEvent probe() {
        assertThat(spool.sealed()).hasSize(1);
        return spool.sealed().getFirst();
    }

    /// The one that begins soon.
    private SealedEvent nextProbe() {
        for (int second = 0; second < 300 && spool.sealed().isEmpty(); second++) {
            pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        }
        return probe();
    }

    private void deliver(SealedEvent event) throws IOException {
        pace.advance(Duration.ofMillis(300));
        test.sent(event.event());
        pace.advance(Duration.ofMillis(40));
        spool.forget(event.event(), event.manifest());
        test.signed(event.event());
    }

    private SelfTestResult last() {
        return Objects.requireNonNull(test.state().last());
    }

    @Test
    void aProbeGoesTheWayOfAnyEventAndHoldsATestCardAlone() throws IOException {
        assertThat(test.ask()).isNull();
        SealedEvent probe = probe();
        assertThat(probe.files().stream().map(EvidenceName::kind))
                .containsExactly(
                        EvidenceKind.SNAPSHOT, EvidenceKind.SIGNATURE, EvidenceKind.MANIFEST);
        Manifest manifest =
                Manifest.parse(
                        Files.readAllBytes(probe.folder().resolve(probe.files().getLast().text())));
        assertThat(manifest.kind()).isEqualTo(EventKind.SELF_TEST);
        assertThat(manifest.clipMillis()).isZero();
        assertThat(manifest.files().getFirst().size()).isLessThan(8_000);
        assertThat(announced).extracting(Opening::kind).containsExactly(EventKind.SELF_TEST);
        assertThat(test.state().running()).isTrue();
    }

    @Test
    void whatIsSignedForHasCameThroughAndSaysHowLongEachStepTook() throws IOException {
        test.ask();
        deliver(probe());
        assertThat(test.state().running()).isFalse();
        assertThat(last())
                .isEqualTo(new SelfTestResult(last().startedMillis(), true, null, 0L, 300L, 40L));
        assertThat(SelfTestRequest.last(folder)).contains(last());
    }

    @Test
    void whatIsNotSentInAMinuteHasFailedAndIsNotMadeTwice() throws IOException {
        test.ask();
        pass(Duration.ofSeconds(59), Duration.ofSeconds(1));
        assertThat(test.state().running()).isTrue();
        pass(Duration.ofSeconds(2), Duration.ofSeconds(1));
        assertThat(test.state().running()).isFalse();
        assertThat(last().failure()).isEqualTo(SelfTestFailure.NOT_SENT);
        assertThat(last().sentMillis()).isNull();
        pass(Duration.ofHours(5), Duration.ofMinutes(1));
        assertThat(spool.sealed()).hasSize(1);
    }

    @Test
    void whatIsSentAndNotSignedForSaysSo() {
        test.ask();
        test.sent(probe().event());
        pass(Duration.ofSeconds(61), Duration.ofSeconds(1));
        assertThat(last().failure()).isEqualTo(SelfTestFailure.NO_RECEIPT);
        assertThat(last().sentMillis()).isNotNull();
    }

    @Test
    void aLateReceiptIsFollowedByAnotherTestAtOnce() throws IOException {
        test.ask();
        pass(Duration.ofSeconds(61), Duration.ofSeconds(1));
        deliver(probe());
        assertThat(last().failure()).isEqualTo(SelfTestFailure.NOT_SENT);
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        deliver(probe());
        assertThat(last().failure()).isNull();
        assertThat(last().asked()).isFalse();
    }

    @Test
    void whatPiBRefusesHasFailedAndIsTriedAgainAfterAnHour() throws IOException {
        test.ask();
        spool.quarantine(probe(), "refused: no");
        pass(Duration.ofSeconds(5), Duration.ofSeconds(1));
        assertThat(last().failure()).isEqualTo(SelfTestFailure.REFUSED);
        pass(Duration.ofMinutes(59), Duration.ofMinutes(1));
        assertThat(spool.sealed()).isEmpty();
        deliver(nextProbe());
        assertThat(last().failure()).isNull();
    }

    @Test
    void aDiskThatRefusesIsAFailureThatLeavesNothingBehind() throws IOException {
        Path open = folder.resolve("spool/open");
        Files.delete(open);
        Files.createFile(open);
        test.ask();
        assertThat(test.state().running()).isFalse();
        assertThat(last().failure()).isEqualTo(SelfTestFailure.DISK);
        Files.delete(open);
        Files.createDirectory(open);
        pass(Duration.ofMinutes(59), Duration.ofMinutes(1));
        deliver(nextProbe());
        assertThat(last().failure()).isNull();
    }

    @Test
    void itComesOnceADayByItself() throws IOException {
        pass(Duration.ofMinutes(9), Duration.ofMinutes(1));
        assertThat(spool.sealed()).isEmpty();
        int tests = 0;
        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            pass(Duration.ofMinutes(1), Duration.ofMinutes(1));
            if (!spool.sealed().isEmpty()) {
                deliver(probe());
                tests++;
            }
        }
        // One soon after the first start, and then one a day.
        assertThat(tests).isEqualTo(4);
    }

    @Test
    void anIncidentIsNotDisturbedAndItsTimeDoesNotCount() {
        incident = true;
        assertThat(test.ask()).isEqualTo("not while an incident is being recorded");
        pass(Duration.ofHours(2), Duration.ofMinutes(1));
        assertThat(spool.sealed()).isEmpty();
        incident = false;
        assertThat(test.ask()).isNull();
        assertThat(test.ask()).isEqualTo("a self-test is running already");
        incident = true;
        pass(Duration.ofMinutes(10), Duration.ofSeconds(10));
        assertThat(test.state().running()).isTrue();
        incident = false;
        pass(Duration.ofSeconds(61), Duration.ofSeconds(1));
        assertThat(test.state().running()).isFalse();
    }

    @Test
    void aRestartRemembersTheLastAndCallsOneThatRanInterrupted() throws IOException {
        test.ask();
        deliver(probe());
        SelfTestResult well = last();
        test = made();
        assertThat(test.state().last()).isEqualTo(well);
        test.ask();
        SealedEvent probe = probe();
        test = made();
        assertThat(last().failure()).isEqualTo(SelfTestFailure.INTERRUPTED);
        pass(Duration.ofMinutes(30), Duration.ofMinutes(1));
        // The one that waits is told of again, and no second one is made meanwhile.
        announced.clear();
        test.linked();
        assertThat(announced).extracting(Opening::event).containsExactly(probe.event());
        deliver(probe);
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        deliver(probe());
        assertThat(last().failure()).isNull();
    }

    @Test
    void anotherProcessMayWishForOne() throws IOException, InterruptedException {
        Files.createFile(SelfTestRequest.wish(folder));
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(SelfTestRequest.wish(folder)).doesNotExist();
        assertThat(test.state().running()).isTrue();
        deliver(probe());
        assertThat(SelfTestRequest.words(last()))
                .isEqualTo("disk 0 ms, sent 300 ms, signed for 40 ms");
    }

    @Test
    void aClockThatHasGoneBackEndsNoTests() throws IOException {
        test.ask();
        deliver(probe());
        clock.aheadMillis = 0;
        pass(Duration.ofHours(25), Duration.ofMinutes(1));
        assertThat(spool.sealed()).hasSize(1);
    }
}
