package org.vigia.camera.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.camera.board.InputLine;
import org.vigia.shared.time.Pace;

@Timeout(30)
class PiSensorTest {
    private final StrictHeader header = new StrictHeader();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final List<Duration> waits = new ArrayList<>();

    /// A line whose thread is asleep until a wait of the test's own is over.
    private final class Waits implements Pace {
        private final BlockingQueue<Boolean> over = new LinkedBlockingQueue<>();

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            synchronized (waits) {
                waits.add(duration);
            }
            over.take();
        }

        void end() {
            over.add(true);
        }
    }

    private final class Hearing implements InputLine.Listener {
        @Override
        public void onEdge(boolean level, long nanos) {
            told.add(level ? "high" : "low");
        }

        @Override
        public void onFault(boolean broken, long nanos) {
            told.add(broken ? "broken" : "mended");
        }
    }

    private String next() throws InterruptedException {
        return String.valueOf(told.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void motionIsSeenThoughPi4jsThreadHasDied() throws Exception {
        Waits pace = new Waits();
        PiSensor sensor = new PiSensor(header.input("vigia-pir", 23), pace);
        sensor.listen(new Hearing());
        header.deafen();
        header.pull(23, true);
        pace.end();
        pace.end();
        assertThat(List.of(next(), next(), next())).containsExactly("broken", "mended", "high");
        assertThat(header.opened()).isEqualTo(2);
        header.pull(23, false);
        assertThat(next()).isEqualTo("low");
        sensor.close();
        assertThat(told).isEmpty();
    }

    @Test
    void anEdgeUnderWayIsNoFault() throws Exception {
        Waits pace = new Waits();
        PiSensor sensor = new PiSensor(header.input("vigia-pir", 23), pace);
        sensor.listen(new Hearing());
        // Risen, but not heard of yet.
        header.leave(23, true);
        sensor.look();
        header.pull(23, true);
        sensor.look();
        sensor.look();
        sensor.close();
        assertThat(told).containsExactly("high");
        assertThat(header.opened()).isEqualTo(1);
    }

    @Test
    void aLineThatCannotBeReadIsAFaultOnceAndTriedAgainEverLater() throws Exception {
        Waits pace = new Waits();
        PiSensor sensor = new PiSensor(header.input("vigia-pir", 23), pace);
        sensor.listen(new Hearing());
        header.unreadable(true);
        for (int i = 0; i < 5; i++) {
            pace.end();
        }
        assertThat(next()).isEqualTo("broken");
        while (waitsSoFar().size() < 6) {
            Thread.onSpinWait();
        }
        assertThat(waitsSoFar())
                .containsExactly(
                        PiSensor.LOOK,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(32));
        assertThat(told).isEmpty();
        header.leave(23, true);
        header.unreadable(false);
        pace.end();
        assertThat(List.of(next(), next())).containsExactly("mended", "high");
        sensor.close();
    }

    private List<Duration> waitsSoFar() {
        synchronized (waits) {
            return List.copyOf(waits);
        }
    }

    @Test
    void anInfraredLineThatFailsIsReadAgain() throws Exception {
        BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        header.unreadable(true);
        Waits pace = new Waits();
        EdgeReceiver receiver = new EdgeReceiver(header.edges("vigia-infrared", 18), pace);
        receiver.listen((mark, micros) -> heard.add(mark ? micros : -micros));
        while (waitsSoFar().isEmpty()) {
            Thread.onSpinWait();
        }
        header.unreadable(false);
        pace.end();
        header.edge(false, 0);
        header.edge(true, 9_000_000);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(9_000);
        receiver.close();
        header.close();
    }
}
