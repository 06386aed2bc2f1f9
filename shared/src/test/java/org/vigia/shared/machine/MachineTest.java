package org.vigia.shared.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void thisMachineTellsItsUptimeLoadMemoryAndDisk() {
        MachineHealth health = Machine.here().health(root);
        assertThat(health.upSeconds()).isPositive();
        assertThat(health.load()).isNotNegative();
        assertThat(health.processors()).isPositive();
        assertThat(health.memory()).isNotNull();
        assertThat(health.disk()).isNotNull();
    }

    @Test
    void aPiTellsItsTemperatureAndPower() throws IOException {
        file("proc/uptime", "3661.94 12000.11\n");
        file("proc/loadavg", "0.52 0.58 0.59 1/389 4242\n");
        file(
                "proc/meminfo",
                "MemTotal:        948280 kB\nMemFree: 1 kB\nMemAvailable: 700000 kB\n");
        file("sys/class/thermal/thermal_zone0/temp", "48312\n");
        file("sys/devices/platform/soc/soc:firmware/get_throttled", "50005\n");
        Machine pi = new Machine(root);
        assertThat(pi.upSeconds()).contains(3661L);
        assertThat(pi.load()).contains(0.52);
        assertThat(pi.memory()).contains(new Space(700_000L << 10, 948_280L << 10));
        assertThat(pi.celsius()).contains(48.312);
        assertThat(pi.power()).contains(new Power(true, true, true, true));
    }

    @Test
    void theHottestZoneCountsAndNonsenseDoesNot() throws IOException {
        file("sys/class/thermal/thermal_zone0/temp", "41000\n");
        file("sys/class/thermal/thermal_zone1/temp", "-274000\n");
        file("sys/class/thermal/thermal_zone2/temp", "52500\n");
        file("sys/class/thermal/thermal_zone3/temp", "hot\n");
        assertThat(new Machine(root).celsius()).contains(52.5);
    }

    @Test
    void aLowVoltageThatIsOverIsToldApartFromOneThatLasts() throws IOException {
        file("sys/devices/platform/soc/soc:firmware/get_throttled", "0x50000");
        assertThat(new Machine(root).power()).contains(new Power(false, false, true, true));
    }

    @Test
    void whatIsMissingOrMangledIsNotKnown() throws IOException {
        Machine bare = new Machine(root);
        assertThat(bare.upSeconds()).isEmpty();
        assertThat(bare.load()).isEmpty();
        assertThat(bare.memory()).isEmpty();
        assertThat(bare.celsius()).isEmpty();
        assertThat(bare.power()).isEmpty();
        assertThat(Machine.disk(root.resolve("nowhere"))).isEmpty();
        file("proc/uptime", "soon");
        file("proc/meminfo", "MemTotal: 1 kB\nMemAvailable: 2 kB\n");
        assertThat(bare.upSeconds()).isEmpty();
        assertThat(bare.memory()).isEmpty();
    }

    @Test
    void numbersOutOfTheirRangeAreRefused() {
        assertThatThrownBy(() -> new MachineHealth(null, Double.NaN, null, null, 1, null, null))
                .hasMessage("no temperature");
        assertThatThrownBy(() -> new MachineHealth(null, null, null, -0.1, 1, null, null))
                .hasMessage("no load");
        assertThatThrownBy(() -> new MachineHealth(-1L, null, null, null, 1, null, null))
                .hasMessage("a negative time");
        assertThatThrownBy(() -> new MachineHealth(null, null, null, null, 0, null, null))
                .hasMessage("no number of processors");
        assertThatThrownBy(() -> new Space(2, 1)).hasMessage("not a space: 2 of 1");
    }
}
