package org.vigia.camera.gpio;

import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Pi4J, as far as it goes without a Pi: its context is built with the providers that are
/// named, which then find no chip.
class Pi4jHeaderTest {
    @TempDir Path folder;

    @Test
    void theNamedProvidersAreAskedAndWhatTheyMissIsTold() throws Exception {
        assumeFalse(Files.exists(Path.of("/proc/device-tree/model")), "perhaps a Pi");
        Files.writeString(folder.resolve("model"), "Raspberry Pi 9");
        Files.createFile(folder.resolve("gpiochip0"));
        Header header = Pi4jHeader.open(new Machine(folder.resolve("model"), folder));
        assertThatIOException()
                .isThrownBy(() -> header.output("vigia-buzzer", 24))
                .withMessage("Pi4J opens no GPIO chip: it does not know this model of Pi");
        assertThatIOException()
                .isThrownBy(() -> header.input("vigia-pir", 23))
                .withMessage("Pi4J opens no GPIO chip: it does not know this model of Pi");
        header.close();
        header.close();
    }
}
