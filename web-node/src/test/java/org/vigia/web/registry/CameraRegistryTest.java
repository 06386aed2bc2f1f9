package org.vigia.web.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.crypto.TestKeys;

class CameraRegistryTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @TempDir static Path keys;
    @TempDir Path directory;
    private SshPublicKey one;
    private SshPublicKey two;
    private Path file;
    private CameraRegistry registry;

    @BeforeEach
    void open() throws IOException {
        one = TestKeys.key(keys, "one").publicKey();
        two = TestKeys.key(keys, "two").publicKey();
        file = directory.resolve("registry/cameras.jsonl");
        registry = CameraRegistry.open(file, CLOCK);
    }

    @Test
    void aCameraIsFoundByItsKeyAndItsNameAfterARestartToo() throws IOException {
        registry.add("door", one);
        for (CameraRegistry reader :
                new CameraRegistry[] {registry, CameraRegistry.open(file, CLOCK)}) {
            assertThat(reader.find(one)).hasValueSatisfying(c -> named(c, "door"));
            assertThat(reader.find("door")).isPresent();
            assertThat(reader.find(two)).isEmpty();
            assertThat(reader.all()).hasSize(1);
        }
    }

    private static void named(RegisteredCamera camera, String name) {
        assertThat(camera.name()).isEqualTo(name);
    }

    @Test
    void takenNamesAndKeysAreRefusedInWords() throws IOException {
        registry.add("door", one);
        assertThatThrownBy(() -> registry.add("door", two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there is a camera named door already; revoke it first, or choose another"
                                + " name");
        assertThatThrownBy(() -> registry.add("yard", one))
                .hasMessage("this key is registered already, for door");
        assertThatThrownBy(() -> registry.add("Front Door", two))
                .hasMessageContaining("not a camera name");
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void aRevokedKeyNeverComesBackButItsNameMay() throws IOException {
        registry.add("door", one);
        assertThat(registry.revoke("door")).isTrue();
        assertThat(registry.revoke("door")).isFalse();
        assertThat(registry.find(one)).isEmpty();
        assertThatThrownBy(() -> registry.add("door", one))
                .hasMessage("this key was revoked; make a new one");
        registry.add("door", two);
        assertThat(CameraRegistry.open(file, CLOCK).find("door"))
                .hasValueSatisfying(c -> assertThat(c.key()).isEqualTo(two));
    }

    @Test
    void whatAnotherProcessAppendsIsSeen() throws IOException {
        CameraRegistry command = CameraRegistry.open(file, CLOCK);
        assertThat(registry.find(one)).isEmpty();
        command.add("door", one);
        assertThat(registry.find(one)).isPresent();
        command.revoke("door");
        assertThat(registry.find(one)).isEmpty();
    }

    @Test
    void linesThatCannotBeReadDoNotCountAndDoNotHideOthers() throws IOException {
        registry.add("door", one);
        Files.writeString(file, "{\"at\":1,\"op\":\"add\",\"cam", StandardOpenOption.APPEND);
        CameraRegistry again = CameraRegistry.open(file, CLOCK);
        assertThat(again.all()).hasSize(1);
        again.add("yard", two);
        assertThat(registry.find("yard")).isPresent();
        assertThat(CameraRegistry.open(file, CLOCK).all()).hasSize(2);
    }
}
