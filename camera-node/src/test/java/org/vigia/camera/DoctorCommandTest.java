package org.vigia.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.process.ChildProcess;

/// The command as a person runs it.
@Timeout(120)
class DoctorCommandTest {
    @TempDir Path folder;

    @Test
    void looksAtEverythingWhileTheNodeIsStopped() throws Exception {
        String key = TestKeys.key(folder, "key").publicKey().line();
        Path file =
                Files.writeString(
                        folder.resolve("camera.yml"),
                        """
                        name: yard
                        data: .
                        clock-trusted: true
                        web: {address: "127.0.0.1:1", host-key: "%s"}
                        video: {width: 160, height: 120, frames-per-second: 10}
                        """
                                .formatted(key));
        try (ChildProcess doctor = new ChildProcess("doctor", started(file, "doctor"))) {
            doctor.start();
            String said = new String(doctor.stdout().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(doctor.await(Duration.ofSeconds(60))).as(said).hasValue(1);
            assertThat(doctor.errorLines()).isEmpty();
            assertThat(said.lines().toList())
                    .anyMatch(l -> l.startsWith("ok   placa: "))
                    .anyMatch(l -> l.contains(" càmera: "))
                    .anyMatch(l -> l.startsWith("ok   rellotge: es dona per bo"))
                    .anyMatch(l -> l.startsWith("FAIL Pi #B: no s'arriba a 127.0.0.1:1"))
                    .anyMatch(l -> l.equals("ok   Telegram: apagat, no hi ha token"))
                    .allMatch(l -> l.startsWith("ok   ") || l.startsWith("FAIL "));
        }
    }

    @Test
    void aServiceWithoutLocaleWritesItsTextsAsTheyAre() throws Exception {
        Path file = Files.writeString(folder.resolve("camera.yml"), "web: {address: 'b:1'}\n");
        try (ChildProcess node = new ChildProcess("node", started(file, "run"))) {
            node.start();
            assertThat(node.await(Duration.ofSeconds(60))).hasValue(78);
            assertThat(node.errorLines()).anyMatch(l -> l.contains("ssh-rsa AAAA…"));
        }
    }

    /// With the options of the scripts, and as systemd starts a service: without a locale.
    private static List<String> started(Path file, String command) {
        return List.of(
                "env",
                "LC_ALL=C",
                "LANG=ca_ES.UTF-8",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@../scripts/jvm-options",
                "@../scripts/jvm-options.camera",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--config",
                file.toString(),
                command);
    }
}
