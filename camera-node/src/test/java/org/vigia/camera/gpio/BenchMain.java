package org.vigia.camera.gpio;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.vigia.camera.board.Board;
import org.vigia.camera.board.BoardContract;
import org.vigia.camera.pwm.PwmSettings;
import org.vigia.shared.time.Pace;

/// The board's contract on an emulated Pi, over Pi4J, sysfs and LIRC as they are. A program of its
/// own, so that it needs no build tool there: class path are the module's classes and test classes,
/// its libraries, and the jars of AssertJ, junit-jupiter-api, opentest4j and apiguardian.
///
/// System properties: `vigia.bench.lines` is gpio-sim's folder of the chip
/// (`/sys/devices/platform/gpio-sim.0/gpiochip1`: `sim_gpioN/pull`, `sim_gpioN/value`),
/// `vigia.bench.pwm` the servo's channel (`/sys/class/pwm/pwmchip0/pwm0`), `vigia.bench.lirc` the
/// loop-back receiver, `vigia.bench.source` is `LIRC`. Prints a line for each clause; the exit
/// status is the number of those that failed.
public final class BenchMain extends BoardContract {
    private static final PiSettings USUAL = PiSettings.defaults();

    private static Path path(String key, String usual) {
        return Path.of(Objects.requireNonNull(System.getProperty("vigia.bench." + key, usual)));
    }

    public static void main(String[] args) {
        PrintStream out = System.out;
        Method[] clauses = BoardContract.class.getDeclaredMethods();
        Arrays.sort(clauses, Comparator.comparing(Method::getName));
        int failures = 0;
        for (Method clause : clauses) {
            if (clause.isAnnotationPresent(Test.class)) {
                Throwable failure = run(clause);
                failures += failure == null ? 0 : 1;
                out.println((failure == null ? "ok      " : "FAILED  ") + clause.getName());
                if (failure != null) {
                    failure.printStackTrace(out);
                }
            }
        }
        System.exit(failures);
    }

    private static Throwable run(Method clause) {
        try {
            BenchMain bench = new BenchMain();
            call(bench, "openBoard");
            try {
                clause.setAccessible(true);
                clause.invoke(bench);
            } finally {
                call(bench, "closeBoard");
            }
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (ReflectiveOperationException e) {
            return e;
        }
    }

    private static void call(BenchMain bench, String name) throws ReflectiveOperationException {
        Method method = BoardContract.class.getDeclaredMethod(name);
        method.setAccessible(true);
        method.invoke(bench);
    }

    @Override
    protected Bench open() throws IOException {
        Path lines = path("lines", "/sys/devices/platform/gpio-sim.0/gpiochip0");
        Path pwm = path("pwm", "/sys/class/pwm/pwmchip0/pwm0");
        Path lirc = path("lirc", USUAL.device().toString());
        Files.writeString(lines.resolve("sim_gpio%d/pull".formatted(USUAL.pir())), "pull-down");
        PiBoard board =
                PiBoard.open(
                        new PiSettings(
                                USUAL.pir(),
                                USUAL.buzzer(),
                                USUAL.infrared(),
                                PiSettings.Source.valueOf(path("source", "LIRC").toString()),
                                lirc,
                                PwmSettings.defaults()),
                        Pace.system());
        return new Bench() {
            @Override
            public Board board() {
                return board;
            }

            @Override
            public void pir(boolean high) throws IOException {
                Files.writeString(
                        lines.resolve("sim_gpio%d/pull".formatted(USUAL.pir())),
                        high ? "pull-up" : "pull-down");
            }

            @Override
            public void shine(List<Integer> micros) throws IOException {
                ByteBuffer samples =
                        ByteBuffer.allocate(4 * micros.size()).order(ByteOrder.nativeOrder());
                micros.forEach(samples::putInt);
                samples.flip();
                try (FileChannel device = FileChannel.open(lirc, StandardOpenOption.WRITE)) {
                    device.write(samples);
                }
            }

            @Override
            public boolean buzzer() throws IOException {
                return read(lines.resolve("sim_gpio%d/value".formatted(USUAL.buzzer())))
                        .equals("1");
            }

            @Override
            public long servoDuty() throws IOException {
                return read(pwm.resolve("enable")).equals("1")
                        ? Long.parseLong(read(pwm.resolve("duty_cycle")))
                        : 0;
            }
        };
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    @Override
    protected int toleranceMicros() {
        return 100;
    }
}
