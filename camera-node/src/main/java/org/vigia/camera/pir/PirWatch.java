package org.vigia.camera.pir;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.board.InputLine;
import org.vigia.camera.mailbox.Mailbox;
import org.vigia.camera.mailbox.Owner;
import org.vigia.shared.time.Pace;

/// Watches a motion sensor's line and tells the alarm. The sensor's warm-up begins with [#start].
public final class PirWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PirWatch.class);

    private record Edge(boolean level, long nanos) {}

    private final InputLine line;
    private final Consumer<AlarmInput> alarm;
    private final Pace pace;
    private final Mailbox<Edge> mailbox;
    private MotionSensor sensor;

    /// @param alarm takes motion and fault, on the watch's thread
    public PirWatch(InputLine line, PirTimes times, Pace pace, Consumer<AlarmInput> alarm) {
        this.line = line;
        this.alarm = alarm;
        this.pace = pace;
        this.sensor = MotionSensor.poweredOn(times, pace.nanos());
        this.mailbox = new Mailbox<>("pir", 256, pace, new Watching());
    }

    /// Begins to watch; a line that is high already counts as rising now.
    ///
    /// @throws IOException when the line cannot be watched
    public void start() throws IOException {
        sensor = MotionSensor.poweredOn(sensor.times(), pace.nanos());
        line.listen(this::hear);
        if (line.level()) {
            hear(true, pace.nanos());
        }
        mailbox.start();
    }

    /// Waits until all edges so far have reached the alarm.
    ///
    /// @return whether that happened within `limit`
    /// @throws InterruptedException when interrupted while waiting
    public boolean settle(Duration limit) throws InterruptedException {
        return mailbox.settle(limit);
    }

    @Override
    public void close() {
        mailbox.close();
    }

    private void hear(boolean level, long nanos) {
        if (!mailbox.offer(new Edge(level, nanos))) {
            LOG.debug("pir: edge lost, the watch is stuck or closed");
        }
    }

    private final class Watching implements Owner<Edge> {
        @Override
        public void onMessage(Edge edge, long now) {
            take(sensor.level(edge.level(), edge.nanos()));
        }

        @Override
        public void onDeadline(long now) {
            take(sensor.passTime(now));
        }

        @Override
        public OptionalLong nextDeadline() {
            return sensor.deadline();
        }
    }

    private void take(MotionSensor.Step step) {
        sensor = step.sensor();
        for (AlarmInput input : step.inputs()) {
            if (input instanceof AlarmInput.TroubleBegan) {
                LOG.warn(
                        "pir: the line has been high for {}; its wiring or the sensor is at fault",
                        sensor.times().stuckAfter());
            }
            alarm.accept(input);
        }
    }
}
