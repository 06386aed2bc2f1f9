package org.vigia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.web.audit.AuditLog;
import org.vigia.web.config.WebConfig;

/// What the console does to keys, in the audit log.
class KeyCommandsTest {
    @TempDir Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void run(WebConfig config, String... words) throws Exception {
        new Commands(config, new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(List.of(words));
    }

    @Test
    void everythingIsNotedWithTheKeyItLedTo() throws Exception {
        Path yml = Files.writeString(directory.resolve("web.yml"), "data: data\n");
        WebConfig config = WebConfig.read(yml);
        TestKeys.put(config.hostKey(), "host");
        RsaIdentity door = TestKeys.key(directory, "door");
        Path line = Files.writeString(directory.resolve("door.line"), door.publicKey().line());

        run(config, "camera", "add", "door", "--key", line.toString());
        run(config, "rotate-host-key");
        run(config, "camera", "revoke", "door");

        String now = RsaIdentity.load(config.hostKey()).publicKey().fingerprint();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("# the host key is " + now);
        assertThat(new AuditLog(config.audit(), Clock.systemUTC()).read(null, 10).entries())
                .extracting(p -> p.entry())
                .extracting(
                        e -> "%s %s/%s %s".formatted(e.action(), e.from(), e.subject(), e.detail()))
                .containsExactly(
                        "KEY console/door revoked",
                        "HOST_KEY console/ rotated: " + now,
                        "KEY console/door registered: " + door.publicKey().fingerprint());
    }
}
