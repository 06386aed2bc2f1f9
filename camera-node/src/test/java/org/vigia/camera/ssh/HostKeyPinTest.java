package org.vigia.camera.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.SshPublicKey;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.pairing.HostKeyAnnouncement;

class HostKeyPinTest {
    @TempDir static Path keys;
    @TempDir Path data;
    private static RsaIdentity first;
    private static RsaIdentity second;
    private static RsaIdentity third;

    @BeforeAll
    static void make() {
        first = TestKeys.key(keys, "first");
        second = TestKeys.key(keys, "second");
        third = TestKeys.key(keys, "third");
    }

    private HostKeyPin load(RsaIdentity configured) throws IOException {
        return HostKeyPin.load(data, configured.publicKey());
    }

    private static boolean follow(HostKeyPin pin, RsaIdentity shown, HostKeyAnnouncement... told)
            throws IOException {
        return pin.follow(shown.publicKey(), List.of(told));
    }

    private static HostKeyAnnouncement announced(RsaIdentity old, RsaIdentity next) {
        return HostKeyAnnouncement.make(old, next.publicKey());
    }

    @Test
    void anAnnouncedKeyIsTheOnlyOneFromThenOnAlsoAfterARestart() throws Exception {
        HostKeyPin pin = load(first);
        assertThat(follow(pin, second, announced(first, second))).isTrue();
        for (HostKeyPin now : List.of(pin, load(first))) {
            assertThat(now.key()).isEqualTo(second.publicKey());
            assertThat(follow(now, first, announced(first, second))).isFalse();
            assertThat(follow(now, third, announced(first, third)))
                    .as("the old key's word counts no more")
                    .isFalse();
        }
        assertThat(follow(load(first), third, announced(second, third))).isTrue();
        assertThat(load(first).key()).isEqualTo(third.publicKey());
    }

    @Test
    void aKeyThatNoAnnouncementLeadsToChangesNothing() throws Exception {
        HostKeyPin pin = load(first);
        assertThat(follow(pin, third, announced(first, second), announced(third, third))).isFalse();
        assertThat(pin.key()).isEqualTo(first.publicKey());
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void whoIsPairedAnewBeginsThere() throws Exception {
        follow(load(first), second, announced(first, second));
        assertThat(load(third).key()).as("another Pi #B").isEqualTo(third.publicKey());
        assertThat(load(second).key()).isEqualTo(second.publicKey());
        HostKeyPin.forget(data);
        assertThat(load(first).key()).as("a backup").isEqualTo(first.publicKey());
    }

    @Test
    void aKeyThatCannotBeKeptIsNotTaken() throws Exception {
        HostKeyPin pin = load(first);
        Files.createDirectories(data.resolve("host-key-succession.json/taken"));
        assertThatThrownBy(() -> follow(pin, second, announced(first, second)))
                .isInstanceOf(IOException.class);
        assertThat(pin.key()).isEqualTo(first.publicKey());
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        Path file = Files.writeString(data.resolve("host-key-succession.json"), "{");
        SshPublicKey configured = first.publicKey();
        assertThatThrownBy(() -> HostKeyPin.load(data, configured))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": is damaged; pair again: ");
    }
}
