package org.vigia.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadConfigurationIT {
    // What it says when it has read scripts/compiler-directives.
    private static final String JVM = "2 compiler directives added\n";

    @TempDir Path data;

    private String failing(String node, String yaml) throws Exception {
        Path file = data.resolve(node + ".yml");
        Files.writeString(file, yaml);
        List<String> command =
                List.of(
                        Running.root().resolve("scripts").resolve(node).toString(),
                        "--config",
                        file.toString(),
                        "run");
        try (Running running = Running.start(data.resolve("log"), command)) {
            assertThat(running.exitValue()).isEqualTo(78);
            String output = running.output();
            assertThat(output).startsWith(JVM);
            return output.substring(JVM.length());
        }
    }

    @Test
    void theCameraSaysEveryProblemAtOnceAndEndsWith78() throws Exception {
        assertThat(
                        failing(
                                "camera-node",
                                """
                                name: Front Door
                                web: {address: nowhere}
                                alarm: {entry-dealy: 5s, exit-delay: 3d}
                                video: {source: film}
                                """))
                .isEqualTo(
                        """
                        6 problems in the configuration:
                          1. camera-node.yml: name: must be 1 to 32 of a-z, 0-9 and inner hyphens, was Front Door
                          2. camera-node.yml: web.address: must be a host and port such as pi-b.local:8022, was nowhere
                          3. camera-node.yml: web.host-key: is missing; must be the line that `vigia-web camera add` prints: ssh-rsa AAAA…
                          4. camera-node.yml: video.source: must be one of test, file, command, camera, webcam, was film
                          5. camera-node.yml: alarm.exit-delay: must be a time between 0s and 10m such as 30s, was 3d
                          6. camera-node.yml: alarm.entry-dealy: is not a key here; did you mean `entry-delay`?
                        """);
    }

    @Test
    void webNodeSaysEveryProblemAtOnceAndEndsWith78() throws Exception {
        assertThat(
                        failing(
                                "web-node",
                                """
                                site: {address: "127.0.0.1:99999", time-zone: Mars/Olympus}
                                cammeras: {}
                                """))
                .isEqualTo(
                        """
                        3 problems in the configuration:
                          1. web-node.yml: site.address: must be a host and port such as pi-b.local:8022, was 127.0.0.1:99999
                          2. web-node.yml: site.time-zone: must be a time zone such as Europe/Madrid, was Mars/Olympus
                          3. web-node.yml: cammeras: is not a key here; did you mean `cameras`?
                        """);
    }
}
