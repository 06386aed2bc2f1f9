package org.vigia.web.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.FakePace;
import org.vigia.web.camera.Presence.Offline;

class PresenceLogTest {
    private static final long START = Instant.parse("2026-11-21T08:00:00Z").toEpochMilli();

    private final FakePace pace = new FakePace();
    private final Path directory;
    private long aheadMillis;
    private PresenceLog log;

    private final Clock clock =
            new Clock() {
                @Override
                public Instant instant() {
                    return Instant.ofEpochMilli(
                            START - 1000 + aheadMillis + Duration.ofNanos(pace.nanos()).toMillis());
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    throw new UnsupportedOperationException();
                }
            };

    PresenceLogTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        log = fresh();
    }

    private PresenceLog fresh() throws IOException {
        PresenceLog made = new PresenceLog(directory, clock, pace);
        made.open();
        return made;
    }

    private void pass(int seconds) {
        pace.advance(Duration.ofSeconds(seconds));
    }

    private void link(boolean up) {
        log.seen("door", up);
    }

    private static long at(int seconds) {
        return START + seconds * 1000L;
    }

    private static Offline off(int from, int to, boolean node) {
        return new Offline(at(from), at(to), node);
    }

    private List<Offline> all() {
        return log.offline("door", START - 1_000_000, START + 100_000_000);
    }

    @Test
    void aCameraIsAwayFromTheLossOfItsLinkUntilItComesBack() throws IOException {
        pass(5);
        assertThat(all()).isEmpty();
        link(true);
        pass(95);
        log.beat();
        link(false);
        pass(50);
        assertThat(all()).containsExactly(off(100, 150, false));
        log.beat();
        pass(50);
        assertThat(all()).containsExactly(off(100, 200, false));
        link(true);
        pass(50);
        assertThat(all()).containsExactly(off(100, 200, false));
        log.beat();
        assertThat(all()).containsExactly(off(100, 200, false));
        assertThat(log.offline("door", at(120), at(130))).containsExactly(off(120, 130, false));
        assertThat(log.offline("door", at(200), at(300))).isEmpty();
        assertThat(log.offline("yard", 0, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void aLinkThatBlinksWasNotAway() {
        link(true);
        log.beat();
        pass(20);
        link(false);
        pass(9);
        link(true);
        log.beat();
        assertThat(all()).isEmpty();
    }

    @Test
    void aLinkThatComesAndGoesAllTheTimeWritesLittleAndWasAway() throws IOException {
        link(true);
        log.beat();
        for (int i = 0; i < 1000; i++) {
            pass(11);
            link(false);
            pass(11);
            link(true);
        }
        log.beat();
        assertThat(Files.readAllLines(directory.resolve("links.jsonl"))).hasSizeLessThan(10);
        assertThat(all().getFirst().fromMillis()).isEqualTo(at(11));
        assertThat(all().getLast().toMillis()).isEqualTo(at(22_000));
    }

    @Test
    void afterAPowerCutTheNodeItselfWasOffSinceItsLastBeat() throws IOException {
        link(true);
        pass(60);
        log.beat();
        pass(540);
        log = fresh();
        pass(30);
        link(true);
        log.beat();
        assertThat(all()).containsExactly(off(60, 600, true), off(600, 630, false));
    }

    @Test
    void aBeatThatAPowerCutHasSpoiltLeavesTheOneBefore() throws IOException {
        link(true);
        for (int i = 0; i < 3; i++) {
            pass(60);
            log.beat();
        }
        byte[] beat = Files.readAllBytes(directory.resolve("beat"));
        for (int slot = 0; slot < 2; slot++) {
            byte[] spoilt = beat.clone();
            spoilt[slot * 16 + 12] ^= 1;
            Files.write(directory.resolve("beat"), spoilt);
            assertThat(new Beat(directory.resolve("beat")).last()).isBetween(at(120), at(180));
        }
    }

    @Test
    void aLineThatWasCutShortIsPassedOver() throws IOException {
        link(true);
        log.beat();
        Files.writeString(
                directory.resolve("links.jsonl"), "{\"at\":12", StandardOpenOption.APPEND);
        pass(60);
        log = fresh();
        link(true);
        assertThat(all()).containsExactly(off(0, 60, true));
    }

    @Test
    void whatWasSaidBeforeTheClockWasSetIsPutRight() throws IOException {
        link(true);
        pass(60);
        log.beat();
        // Off for an hour; without a clock of its own the node comes up where it left off.
        aheadMillis = -3_000_000;
        pass(3600);
        log = fresh();
        pass(10);
        link(true);
        pass(20);
        link(false);
        pass(10);
        // Now it hears the time.
        aheadMillis = 0;
        pass(20);
        log.beat();
        link(true);
        log.beat();
        assertThat(all())
                .containsExactly(
                        off(60, 3660, true), off(3660, 3670, false), off(3690, 3720, false));
        log = fresh();
        assertThat(all())
                .startsWith(off(60, 3660, true), off(3660, 3670, false), off(3690, 3720, false));
    }

    @Test
    void aYearIsKept() throws IOException {
        link(true);
        log.beat();
        for (int day = 0; day < 500; day++) {
            pass(43_200);
            link(false);
            log.beat();
            pass(43_200);
            link(true);
            log.beat();
        }
        log = fresh();
        assertThat(Files.readAllLines(directory.resolve("links.jsonl"))).hasSize(1003);
        for (int day = 500; day < 900; day++) {
            pass(43_200);
            link(true);
            log.beat();
            pass(43_200);
            link(false);
            log.beat();
        }
        log = fresh();
        assertThat(Files.readAllLines(directory.resolve("links.jsonl"))).hasSizeLessThan(800);
        assertThat(log.offline("door", at(899 * 86_400), at(900 * 86_400))).hasSize(1);
        assertThat(log.offline("door", at(100 * 86_400), at(101 * 86_400))).isEmpty();
    }
}
