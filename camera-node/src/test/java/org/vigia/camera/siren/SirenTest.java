package org.vigia.camera.siren;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vigia.camera.alarm.ChirpKind;
import org.vigia.camera.board.OutputLine;
import org.vigia.shared.time.FakePace;

class SirenTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final FakePace pace = new FakePace();
    private final Line line = new Line();
    private Siren siren = new Siren(line, SirenSettings.defaults(), pace);

    /// An output that writes down what it was driven to and when.
    private final class Line implements OutputLine {
        private final List<String> changes = new ArrayList<>();
        private final long start = pace.nanos();
        private boolean high;
        private boolean broken;

        @Override
        public synchronized void set(boolean level) throws IOException {
            if (broken) {
                throw new IOException("no such line");
            }
            high = level;
            changes.add((level ? "on " : "off ") + (pace.nanos() - start) / 1_000_000);
        }

        @Override
        public synchronized boolean level() {
            return high;
        }
    }

    private void settle() throws InterruptedException {
        assertThat(siren.settle(LIMIT)).isTrue();
    }

    private void advance(int millis) throws InterruptedException {
        settle();
        for (int passed = 0; passed < millis; passed += 10) {
            pace.advance(Duration.ofMillis(10));
            settle();
        }
    }

    @AfterEach
    void close() {
        siren.close();
    }

    @Test
    void itSoundsUntilItIsSwitchedOff() throws Exception {
        siren.start();
        siren.on();
        advance(1_000);
        assertThat(siren.wailing()).isTrue();
        siren.off();
        settle();
        assertThat(siren.wailing()).isFalse();
        assertThat(line.changes).containsExactly("on 0", "off 1000");
    }

    @Test
    void itFallsSilentAfterItsLongestTime() throws Exception {
        siren.start();
        siren.on();
        settle();
        pace.advance(Duration.ofSeconds(179));
        siren.chirp(ChirpKind.ARM);
        settle();
        assertThat(line.level()).isTrue();
        pace.advance(Duration.ofSeconds(1));
        settle();
        assertThat(line.changes).containsExactly("on 0", "off 180000");
        assertThat(siren.wailing()).isFalse();
        siren.on();
        settle();
        assertThat(line.level()).isTrue();
    }

    @Test
    void chirpsAreShortPatterns() throws Exception {
        siren.start();
        siren.chirp(ChirpKind.ARM);
        advance(1_000);
        siren.chirp(ChirpKind.DISARM);
        advance(1_000);
        siren.chirp(ChirpKind.ERROR);
        advance(1_000);
        assertThat(line.changes)
                .containsExactly(
                        "on 0",
                        "off 80",
                        "on 1000",
                        "off 1080",
                        "on 1200",
                        "off 1280",
                        "on 2000",
                        "off 2500");
        assertThat(siren.wailing()).isFalse();
    }

    @Test
    void switchingOffDoesNotCutTheChirpThatFollows() throws Exception {
        siren.start();
        siren.on();
        siren.off();
        siren.chirp(ChirpKind.DISARM);
        siren.off();
        advance(500);
        assertThat(line.changes).endsWith("on 0", "off 80", "on 200", "off 280");
    }

    @Test
    void silentMeansNoSoundAtAll() throws Exception {
        siren = new Siren(line, new SirenSettings(Duration.ofMinutes(3), true), pace);
        siren.start();
        siren.chirp(ChirpKind.ARM);
        siren.on();
        advance(200);
        assertThat(siren.wailing()).isTrue();
        assertThat(line.changes).isEmpty();
    }

    @Test
    void closingSilencesIt() throws Exception {
        siren.start();
        siren.on();
        settle();
        siren.close();
        siren.close();
        assertThat(line.level()).isFalse();
    }

    @Test
    void aLineThatFailsIsTriedAgainAtTheNextChange() throws Exception {
        siren.start();
        line.broken = true;
        siren.on();
        settle();
        line.broken = false;
        siren.on();
        settle();
        assertThat(line.level()).isTrue();
    }

    @Test
    void switchingOffIsTriedAgainEverySecondUntilItIsDone() throws Exception {
        siren.start();
        siren.on();
        settle();
        line.broken = true;
        siren.off();
        advance(3_500);
        assertThat(line.level()).isTrue();
        line.broken = false;
        advance(1_000);
        assertThat(line.level()).isFalse();
    }

    @Test
    void aLongestTimeOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new SirenSettings(Duration.ZERO, false))
                .hasMessage("the siren's longest time must be between 1 s and 30 min, was PT0S");
    }
}
