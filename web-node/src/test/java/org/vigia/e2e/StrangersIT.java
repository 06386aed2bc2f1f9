package org.vigia.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;

/// The camera's own SSH client against a web-node that is not the one it knows, and against one
/// that does not know it.
class StrangersIT {
    @TempDir static Path data;
    private static Pair pair;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        pair = Pair.start(data, "{source: test, width: 320, height: 240, frames-per-second: 5}");
        pair.camera().await("the link to Pi #B (stands)");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (pair != null) {
            pair.close();
        }
    }

    private Running second(String name, String edit, String by) throws IOException {
        Path folder = Files.createDirectory(data.resolve(name));
        Path yml = folder.resolve("camera.yml");
        Files.writeString(yml, Files.readString(data.resolve("camera.yml")).replace(edit, by));
        return Running.start(
                folder.resolve("log"),
                List.of(
                        Running.root().resolve("scripts/camera-node").toString(),
                        "--config",
                        yml.toString(),
                        "run"));
    }

    @Test
    void anotherHostKeyThanThePinnedOneIsNotSpokenTo() throws Exception {
        RsaIdentity other = TestKeys.key(data, "other");
        String pinned =
                Files.readAllLines(data.resolve("camera.yml")).stream()
                        .filter(l -> l.contains("host-key:"))
                        .findFirst()
                        .orElseThrow();
        try (Running camera =
                second("deceived", pinned, "  host-key: " + other.publicKey().line())) {
            assertThat(
                            camera.await(
                                    "(the host key of Pi #B at \\S+ is neither the pinned one nor"
                                            + " announced)"))
                    .isNotEmpty();
        }
    }

    @Test
    void aCameraThatIsNotRegisteredIsToldHowToRegister() throws Exception {
        try (Running camera = second("stranger", "name: yard", "name: yard")) {
            assertThat(
                            camera.await(
                                    "(does not know the key of camera yard: sudo vigia-camera"
                                            + " pair 127)"))
                    .isNotEmpty();
        }
    }

    @Test
    void aRegisteredKeyUnderAnotherNameIsRefused() throws Exception {
        Path key = data.resolve("impostor/camera");
        try (Running camera = impostor(key)) {
            assertThat(camera.await("(does not know the key of camera porch)")).isNotEmpty();
        }
    }

    private Running impostor(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(
                data.resolve("camera/identity"),
                folder.resolve("identity"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Path yml = data.resolve("impostor/camera.yml");
        Files.writeString(
                yml,
                Files.readString(data.resolve("camera.yml")).replace("name: yard", "name: porch"));
        return Running.start(
                data.resolve("impostor/log"),
                List.of(
                        Running.root().resolve("scripts/camera-node").toString(),
                        "--config",
                        yml.toString(),
                        "run"));
    }

    @Test
    void aKnownPublicKeyWithoutItsPrivateHalfOpensNothing() throws Exception {
        // OpenSSH offers the registered public key and has to sign with a private key of its own.
        TestKeys.key(data, "thief");
        Files.copy(
                data.resolve("camera/identity.pub"),
                data.resolve("thief.pub"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(ssh("thief", "true")).contains("Permission denied");
    }

    @Test
    void theStolenKeyItselfOpensNoShellAndReadsNothing() throws Exception {
        Files.copy(data.resolve("camera/identity"), data.resolve("stolen"));
        Files.setPosixFilePermissions(
                data.resolve("stolen"),
                java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        assertThat(ssh("stolen", "cat /etc/passwd")).doesNotContain("root:");
        assertThat(ssh("stolen", "scp -f .")).doesNotContain("C0");
    }

    private String ssh(String key, String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                "ssh",
                                "-F",
                                "none",
                                "-p",
                                Integer.toString(pair.sshPort()),
                                "-i",
                                data.resolve(key).toString(),
                                "-o",
                                "IdentitiesOnly=yes",
                                "-o",
                                "BatchMode=yes",
                                "-o",
                                "StrictHostKeyChecking=no",
                                "-o",
                                "UserKnownHostsFile=/dev/null",
                                "yard@127.0.0.1",
                                command)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        return output;
    }
}
