package org.vigia.camera.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.board.Board;
import org.vigia.camera.board.BoardContract;
import org.vigia.camera.lirc.Fifo;
import org.vigia.camera.pwm.PwmSettings;
import org.vigia.camera.pwm.StrictSysfs;
import org.vigia.shared.time.Pace;

/// The contract over stand-ins for everything below: lines, sysfs, LIRC.
class PiBoardTest extends BoardContract {
    private static final PiSettings USUAL = PiSettings.defaults();

    @TempDir Path folder;
    private final StrictHeader header = new StrictHeader();
    private final StrictSysfs sysfs = new StrictSysfs(Pace.system()).chip(0, "/fe20c000.pwm");
    private @Nullable Fifo pipe;

    @AfterEach
    void removeThePipe() throws IOException {
        fifo().close();
    }

    private Fifo fifo() {
        return Objects.requireNonNull(pipe);
    }

    private PiSettings settings(PiSettings.Source source) {
        return new PiSettings(23, 24, 18, source, fifo().path, PwmSettings.defaults());
    }

    private PiBoard open(PiSettings settings) throws IOException {
        return PiBoard.open(header, () -> sysfs.open(settings.pwm()), settings, Pace.system());
    }

    @Override
    protected Bench open() throws Exception {
        Fifo fifo = new Fifo(folder.resolve("lirc0"));
        pipe = fifo;
        // As a killed process leaves it.
        header.leave(USUAL.buzzer(), true);
        PiBoard board = open(settings(PiSettings.Source.LIRC));
        return new Bench() {
            @Override
            public Board board() {
                return board;
            }

            @Override
            public void pir(boolean high) {
                header.pull(23, high);
            }

            @Override
            public void shine(List<Integer> micros) throws IOException {
                fifo.shine(micros.stream().mapToInt(m -> m).toArray());
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

    @Test
    void aLineThatIsBusyIsToldInWordsAndNothingStaysOpen() {
        StrictHeader taken = new StrictHeader();
        taken.occupy(23);
        PiSettings settings = settings(PiSettings.Source.LIRC);
        assertThatIOException()
                .isThrownBy(() ->
                        PiBoard.open(
                                taken, () -> sysfs.open(settings.pwm()), settings, Pace.system()))
                .withMessageStartingWith("GPIO 23 (vigia-pir) is in use by another program");
        assertThat(taken.closed()).isTrue();
    }

    @Test
    void withoutServoAndReceiverTheHouseIsStillGuarded() throws Exception {
        StrictHeader bare = new StrictHeader();
        PiSettings settings =
                new PiSettings(
                        23,
                        24,
                        18,
                        PiSettings.Source.LIRC,
                        Path.of("/dev/lirc99"),
                        PwmSettings.defaults());
        StrictSysfs none = new StrictSysfs(Pace.system());
        try (PiBoard board =
                PiBoard.open(bare, () -> none.open(settings.pwm()), settings, Pace.system())) {
            board.buzzer().set(true);
            assertThat(bare.level(24)).isTrue();
            board.servo().enable(false);
            assertThatIOException()
                    .isThrownBy(() -> board.servo().set(20_000_000, 1_000_000))
                    .withMessageContaining("dtoverlay=pwm,pin=12,func=4");
            assertThatIOException()
                    .isThrownBy(() -> board.infrared().listen((_, _) -> {}))
                    .withMessageContaining("dtoverlay=gpio-ir,gpio_pin=18");
        }
        assertThat(bare.level(24)).isFalse();
    }

    @Test
    void aBuzzerThatCannotBeSwitchedOffDoesNotKeepTheRestFromClosing() throws Exception {
        StrictHeader failing = new StrictHeader();
        PiSettings settings = settings(PiSettings.Source.LIRC);
        PiBoard board =
                PiBoard.open(failing, () -> sysfs.open(settings.pwm()), settings, Pace.system());
        failing.fail();
        board.close();
        assertThat(failing.closed()).isTrue();
    }

    @Test
    void aBuzzerThatIsHeldByAnotherProgramDoesNotKeepTheServoOn() {
        StrictHeader taken = new StrictHeader();
        taken.occupy(24);
        List<String> done = new ArrayList<>();
        assertThatIOException()
                .isThrownBy(() ->
                        PiBoard.outputsOff(
                                () -> taken.output("vigia-buzzer", 24).toString(),
                                () -> "the servo's pulse is off now",
                                done::add))
                .withMessageStartingWith(
                        "the buzzer may still be on: GPIO 24 (vigia-buzzer) is in use by another"
                                + " program")
                .withMessageContaining("Is a second camera-node running");
        assertThat(done).containsExactly("the servo's pulse is off now");
    }

    @Test
    void theLinesAreHadAndLetGo() throws Exception {
        StrictHeader free = new StrictHeader();
        PiBoard.tryLines(free, USUAL);
        assertThat(free.closed()).isTrue();
        StrictHeader taken = new StrictHeader();
        taken.occupy(23);
        assertThatIOException()
                .isThrownBy(() -> PiBoard.tryLines(taken, USUAL))
                .withMessageStartingWith("GPIO 23 (vigia-pir) is in use");
        assertThat(taken.closed()).isTrue();
    }
}
