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
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.process.ChildProcess;

/// The command as a person runs it.
@Timeout(120)
class DoctorCommandTest {
    @TempDir Path folder;

    @Test
    void looksAtEverythingWhileTheNodeIsStopped() throws Exception {
        String key = RsaIdentity.loadOrCreate(folder.resolve("key")).publicKey().line();
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
        List<String> command =
                List.of(
                        "env",
                        "LANG=ca_ES.UTF-8",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--config",
                        file.toString(),
                        "doctor");
        try (ChildProcess doctor = new ChildProcess("doctor", command)) {
            doctor.start();
            String said = new String(doctor.stdout().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(doctor.await(Duration.ofSeconds(60))).as(said).hasValue(1);
            assertThat(doctor.errorLines()).isEmpty();
            assertThat(said.lines().toList())
                    .anyMatch(l -> l.startsWith("ok   placa: "))
                    .anyMatch(l -> l.contains(" càmera: "))
                    .anyMatch(l -> l.startsWith("ok   rellotge: es dona per bo"))
                    .anyMatch(l -> l.startsWith("FAIL Pi #B: no s'arriba a 127.0.0.1:1"))
                    .allMatch(l -> l.startsWith("ok   ") || l.startsWith("FAIL "));
        }
    }
}
