package org.vigia.camera.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pi4j.exception.InitializeException;
import com.pi4j.library.gpiod.internal.GpioDException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.pwm.PwmSettings;

class GpioTroubleTest {
    @TempDir Path folder;

    private static String ofLine(String pi4j) {
        return String.valueOf(
                GpioTrouble.ofLine(
                                "vigia-buzzer",
                                24,
                                new InitializeException("Failed", new GpioDException(pi4j)))
                        .getMessage());
    }

    @Test
    void whatPi4jSaysOfALineIsTurnedIntoWhatToDo() {
        assertThat(ofLine("c_gpiod_line_request_output failed: -1 (Device or resource busy)"))
                .startsWith("GPIO 24 (vigia-buzzer) is in use by another program or an overlay");
        assertThat(ofLine("c_gpiod_line_request_output failed: -1 (Operation not permitted)"))
                .contains("sudo usermod -aG gpio");
        assertThat(ofLine("c_gpiod_chip_get_line failed! (Inappropriate ioctl for device)"))
                .contains("this kernel has no CONFIG_GPIO_CDEV_V1")
                .endsWith("(c_gpiod_chip_get_line failed! (Inappropriate ioctl for device))");
        assertThat(ofLine("No gpio chip yet initialized!")).contains("does not know this model");
        assertThat(ofLine("something new"))
                .isEqualTo("GPIO 24 (vigia-buzzer) cannot be had: something new");
    }

    @Test
    void whatPi4jSaysOfTheChipIsTurnedIntoWhatToDo() {
        assertThat(
                        GpioTrouble.ofChip(
                                new IllegalStateException(
                                        "Couldn't identify suitable gpiochip (no chip name"
                                                + " specified and no 'pinctrl' chip found)!")))
                .hasMessageContaining("none of /dev/gpiochip* is the Pi's header");
        assertThat(GpioTrouble.ofChip(new GpioDException("… (Permission denied)")))
                .hasMessageContaining("group gpio");
        assertThat(GpioTrouble.ofChip(new UnsatisfiedLinkError("no such library")))
                .hasMessage("GPIO cannot be used: no such library");
    }

    @Test
    void aMachineThatIsNoPiIsToldSoBeforePi4jIsTouched() throws Exception {
        Machine machine = new Machine(folder.resolve("model"), folder);
        assertThatIOException()
                .isThrownBy(machine::check)
                .withMessageStartingWith(
                        "board.kind: pi takes a Raspberry Pi; this machine is none");
        Files.writeString(folder.resolve("model"), "Some Board\0");
        assertThatIOException().isThrownBy(machine::check).withMessageContaining("a Some Board.");
        Files.writeString(folder.resolve("model"), "Raspberry Pi 4 Model B Rev 1.5\0");
        assertThatIOException()
                .isThrownBy(machine::check)
                .withMessageStartingWith("there is no /dev/gpiochip*");
        Files.createFile(folder.resolve("gpiochip0"));
        machine.check();
        assertThatIOException()
                .isThrownBy(() -> GpioTrouble.checkMachine("Raspberry Pi 5", 3, false))
                .withMessageContaining("sudo usermod -aG gpio");
    }

    @Test
    void pinsThatCannotBeAreRefused() {
        var pwm = new PwmSettings(OptionalInt.empty(), 0, 12);
        Path device = Path.of("/dev/lirc0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PiSettings(28, 24, 18, PiSettings.Source.LIRC, device, pwm))
                .withMessageContaining("pins are GPIO 2 to 27");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PiSettings(12, 24, 18, PiSettings.Source.LIRC, device, pwm))
                .withMessageContaining("a pin is used twice");
    }
}
