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

    private sealed interface Heard {
        record Edge(boolean level, long nanos) implements Heard {}

        record Fault(boolean broken, long nanos) implements Heard {}
    }

    private final InputLine line;
    private final Consumer<AlarmInput> alarm;
    private final Pace pace;
    private final Mailbox<Heard> mailbox;
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
        line.listen(new Hearing());
        if (line.level()) {
            hear(new Heard.Edge(true, pace.nanos()));
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

    private void hear(Heard heard) {
        if (!mailbox.offer(heard)) {
            LOG.debug("pir: {} lost, the watch is stuck or closed", heard);
        }
    }

    private final class Hearing implements InputLine.Listener {
        @Override
        public void onEdge(boolean level, long nanos) {
            hear(new Heard.Edge(level, nanos));
        }

        @Override
        public void onFault(boolean broken, long nanos) {
            hear(new Heard.Fault(broken, nanos));
        }
    }

    private final class Watching implements Owner<Heard> {
        @Override
        public void onMessage(Heard heard, long now) {
            take(
                    switch (heard) {
                        case Heard.Edge(boolean level, long nanos) -> sensor.level(level, nanos);
                        case Heard.Fault(boolean broken, long nanos) ->
                                broken ? sensor.broken(nanos) : sensor.mended(nanos);
                    });
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
            // Of one that is broken its board has told.
            if (input instanceof AlarmInput.TroubleBegan && !sensor.broken()) {
                LOG.warn(
                        "pir: the line has been high for {}; its wiring or the sensor is at fault",
                        sensor.times().stuckAfter());
            }
            alarm.accept(input);
        }
    }
}
