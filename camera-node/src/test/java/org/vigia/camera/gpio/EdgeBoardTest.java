package org.vigia.camera.gpio;

import java.nio.file.Path;
import java.util.List;
import org.vigia.camera.board.Board;
import org.vigia.camera.board.BoardContract;
import org.vigia.camera.pwm.PwmSettings;
import org.vigia.camera.pwm.StrictSysfs;
import org.vigia.shared.time.Pace;

/// The contract with the infrared read from a line's edges.
class EdgeBoardTest extends BoardContract {
    @Override
    protected Bench open() throws Exception {
        StrictHeader header = new StrictHeader();
        StrictSysfs sysfs = new StrictSysfs(Pace.system()).chip(0, "/1f00098000.pwm");
        PiSettings settings =
                new PiSettings(
                        23,
                        24,
                        18,
                        PiSettings.Source.GPIO,
                        Path.of("/dev/lirc0"),
                        PwmSettings.defaults());
        PiBoard board =
                PiBoard.open(header, () -> sysfs.open(settings.pwm()), settings, Pace.system());
        return new Bench() {
            private long nanos = Pace.system().nanos();

            @Override
            public Board board() {
                return board;
            }

            @Override
            public void pir(boolean high) {
                header.pull(23, high);
            }

            @Override
            public void shine(List<Integer> micros) {
                boolean rising = false;
                header.edge(rising, nanos);
                for (int duration : micros) {
                    nanos += duration * 1_000L;
                    rising = !rising;
                    header.edge(rising, nanos);
                }
            }

            @Override
            public boolean buzzer() {
                return header.level(24);
            }

            @Override
            public long servoDuty() {
                return sysfs.pulse(0, 0);
            }
        };
    }

    @Override
    protected int toleranceMicros() {
        return 0;
    }
}
