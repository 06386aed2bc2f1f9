package org.vigia.web.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.pairing.HostKeyAnnouncement;

class HostKeysTest {
    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("host-key");
    }

    @Test
    void withoutARotationThereIsNothingToTell() throws Exception {
        assertThatThrownBy(() -> HostKeys.rotate(file))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no host key yet: no " + file);
        assertThat(HostKeys.load(file).announcements()).isEmpty();
        assertThat(HostKeys.load(file)).usingRecursiveComparison().isEqualTo(HostKeys.load(file));
    }

    @Test
    void eachRotationIsSignedByTheKeyBeforeWhichIsGone() throws Exception {
        RsaIdentity first = TestKeys.key(directory, "host-key");
        HostKeys.rotate(file);
        HostKeys now = HostKeys.rotate(file);
        assertThat(
                        HostKeyAnnouncement.way(
                                first.publicKey(), now.current().publicKey(), now.announcements()))
                .get()
                .satisfies(way -> assertThat(way).hasSize(2));
        assertThat(HostKeys.load(file).announcements()).isEqualTo(now.announcements());
        assertThat(Files.readString(directory.resolve("host-key.pub")).strip())
                .isEqualTo(now.current().publicKey().line());
        try (var files = Files.list(directory)) {
            assertThat(files)
                    .extracting(p -> p.getFileName().toString())
                    .containsExactlyInAnyOrder(
                            "host-key", "host-key.pub", "host-key-announcements.jsonl");
        }
    }

    @Test
    void theKeyOfOneThatWasCutShortIsNeverTaken() throws Exception {
        RsaIdentity first = TestKeys.key(directory, "host-key");
        RsaIdentity made = TestKeys.key(directory, "host-key.next");
        String announced =
                org.vigia.shared.json.Json.text(HostKeyAnnouncement.make(first, made.publicKey()));
        Path journal = directory.resolve("host-key-announcements.jsonl");
        Files.writeString(journal, announced.substring(0, 700));
        assertThat(HostKeys.load(file).announcements()).as("half a line").isEmpty();
        Files.writeString(journal, "\n" + announced + "\n", StandardOpenOption.APPEND);
        HostKeys now = HostKeys.rotate(file);
        assertThat(now.current().publicKey()).isNotIn(first.publicKey(), made.publicKey());
        assertThat(
                        HostKeyAnnouncement.way(
                                first.publicKey(), now.current().publicKey(), now.announcements()))
                .as("the cameras' way")
                .get()
                .satisfies(way -> assertThat(way).hasSize(1));
        assertThat(directory.resolve("host-key.next")).doesNotExist();
    }
}
