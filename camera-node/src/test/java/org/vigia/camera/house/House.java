package org.vigia.camera.house;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.vigia.camera.alarm.AlarmCommand;
import org.vigia.camera.alarm.AlarmInput;
import org.vigia.camera.alarm.AlarmLoop;
import org.vigia.camera.alarm.AlarmTimes;
import org.vigia.camera.pir.PirTimes;
import org.vigia.camera.pir.PirWatch;
import org.vigia.camera.remote.Remote;
import org.vigia.camera.remote.RemoteListener;
import org.vigia.camera.remote.RemoteSettings;
import org.vigia.camera.servo.Servo;
import org.vigia.camera.servo.ServoSettings;
import org.vigia.camera.simulation.BoardServer;
import org.vigia.camera.simulation.SimulatedBoard;
import org.vigia.camera.siren.Siren;
import org.vigia.camera.siren.SirenSettings;
import org.vigia.shared.lifecycle.Closer;
import org.vigia.shared.time.Pace;

/// A simulated board with everything above it up to the alarm.
final class House implements AutoCloseable {
    final BlockingQueue<AlarmCommand> commands = new LinkedBlockingQueue<>();
    final SimulatedBoard board;
    final Siren siren;
    final Servo servo;
    final AlarmLoop alarm;
    final int port;
    private final Closer closer = new Closer();

    House(Path folder, Pace pace, int boardPort, RemoteSettings remote) throws IOException {
        board = closer.add(new SimulatedBoard(pace));
        siren = closer.add(new Siren(board.buzzer(), SirenSettings.defaults(), pace));
        servo = closer.add(new Servo(board.servo(), ServoSettings.defaults(), pace));
        alarm =
                closer.add(
                        new AlarmLoop(
                                AlarmTimes.defaults().withDelays(Duration.ZERO, Duration.ZERO),
                                folder.resolve("alarm"),
                                pace,
                                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                                this::carryOut));
        PirTimes warm = new PirTimes(Duration.ZERO, Duration.ofMinutes(10));
        PirWatch pir = closer.add(new PirWatch(board.pir(), warm, pace, alarm::submit));
        board.infrared()
                .listen(new Remote(remote, pace, folder.resolve("wrong-pins"), new Wishes()));
        siren.start();
        servo.start();
        alarm.start();
        pir.start();
        board.start();
        BoardServer server =
                closer.add(
                        new BoardServer(
                                boardPort,
                                board,
                                remote.codesByLabel(),
                                () -> alarm.state().label(),
                                siren::wailing));
        port = server.start();
    }

    private void carryOut(AlarmCommand command) {
        switch (command) {
            case AlarmCommand.SirenOn() -> siren.on();
            case AlarmCommand.SirenOff() -> siren.off();
            case AlarmCommand.Chirp(var kind) -> siren.chirp(kind);
            case AlarmCommand.BeginIncident(_),
                    AlarmCommand.EndIncident(_),
                    AlarmCommand.Alert(_) -> {}
        }
        commands.add(command);
    }

    private final class Wishes implements RemoteListener {
        @Override
        public void onAlarm(AlarmInput input) {
            alarm.submit(input);
        }

        @Override
        public void onPanLeft() {
            servo.panLeft();
        }

        @Override
        public void onPanRight() {
            servo.panRight();
        }
    }

    @Override
    public void close() {
        closer.close();
    }
}
