package org.vigia.camera.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthChecksTest {
    @TempDir Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> lines() throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Check> checks = new HealthChecks(new Machine(root, "pi", 1), root).all();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = new Doctor(checks, Words.in("en"), printed, false).examine();
        List<String> said = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(status).isEqualTo(said.stream().anyMatch(l -> l.startsWith("FAIL")) ? 1 : 0);
        return said;
    }

    private void selfTest(String failure) throws IOException {
        file(
                "self-test.json",
                "{\"event\":\"01990000-0000-7000-8000-000000000001\",\"startedMillis\":5,"
                        + "\"asked\":false,\"result\":{\"startedMillis\":5,\"asked\":false,"
                        + "\"failure\":"
                        + failure
                        + ",\"spooledMillis\":9,\"sentMillis\":200,\"signedMillis\":40}}");
    }

    @Test
    void whatTheMachineDoesNotSayIsNotWrong() throws Exception {
        assertThat(lines())
                .containsExactly(
                        "ok   temperature: not known",
                        "ok   power: the firmware says nothing of it",
                        "ok   self-test: none yet");
    }

    @Test
    void aPiThatIsWellIsOk() throws Exception {
        file("sys/class/thermal/thermal_zone0/temp", "51200");
        file("sys/devices/platform/soc/soc:firmware/get_throttled", "0");
        selfTest("null");
        assertThat(lines())
                .containsExactly(
                        "ok   temperature: 51 °C",
                        "ok   power: steady since the start",
                        "ok   self-test: disk 9 ms, sent 200 ms, signed for 40 ms");
    }

    @Test
    void heatAWeakSupplyAndAFailedSelfTestAreSaid() throws Exception {
        file("sys/class/thermal/thermal_zone0/temp", "81200");
        file("sys/devices/platform/soc/soc:firmware/get_throttled", "50000");
        selfTest("\"no-receipt\"");
        assertThat(lines())
                .allMatch(line -> line.startsWith("FAIL"))
                .anyMatch(line -> line.contains("temperature: 81 °C"))
                .anyMatch(line -> line.contains("voltage was too low"))
                .anyMatch(line -> line.contains("Pi #B has not signed for it"));
    }
}
