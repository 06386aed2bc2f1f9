package org.vigia.web.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.time.FakePace;
import org.vigia.web.store.Evidence;

/// Uploads that do not go on.
class StalledUploadTest {
    private static final SshLimits HASTY =
            new SshLimits(
                    16,
                    Duration.ofSeconds(20),
                    6,
                    4,
                    8,
                    Duration.ofSeconds(120),
                    Duration.ofMillis(100));

    @TempDir static Path keys;
    @TempDir Path directory;

    @Test
    void aSourceHasItsPatienceForEach64KiBAndTheStoresTimeIsNotItsOwn() {
        FakePace pace = new FakePace();
        Progress progress = new Progress(pace, Duration.ofSeconds(30));
        progress.waitForSource();
        for (int i = 0; i < 5; i++) {
            pace.advance(Duration.ofSeconds(29));
            assertThat(progress.isStalled()).isFalse();
            progress.came(Progress.LEAST);
        }
        progress.work();
        pace.advance(Duration.ofHours(1));
        assertThat(progress.isStalled()).isFalse();
        progress.waitForSource();
        for (int i = 0; i < 31; i++) {
            progress.came(100);
            pace.advance(Duration.ofSeconds(1));
        }
        assertThat(progress.isStalled()).as("a trickle").isTrue();
    }

    @Test
    void anUploadThatStandsStillLosesItsSessionHoweverAliveThatIs() throws Exception {
        try (EndpointFixture fixture =
                new EndpointFixture(directory, keys, (camera, in, out, cut) -> {}, i -> i, HASTY)) {
            OpenSsh door = fixture.door();
            Process ssh =
                    door.start("ssh", "-o", "ServerAliveInterval=1", door.host(), "scp", "-t", ".");
            String name = Evidence.item(Evidence.id(), EvidenceKind.CLIP, "x").name().text();
            ssh.getOutputStream()
                    .write(
                            "C0600 100000000 %s\nfirst bytes"
                                    .formatted(name)
                                    .getBytes(StandardCharsets.UTF_8));
            ssh.getOutputStream().flush();
            assertThat(ssh.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ssh.exitValue()).isEqualTo(255);
        }
        assertThat(Evidence.tree(directory.resolve("store/incoming"))).isEmpty();
    }

    @Test
    void anUploadThatMeetsABugEndsInsteadOfWaitingForEver() throws Exception {
        try (EndpointFixture fixture =
                new EndpointFixture(
                        directory,
                        keys,
                        (camera, in, out, cut) -> {},
                        inbox ->
                                (camera, name, size) -> {
                                    throw new IllegalStateException("a bug");
                                })) {
            OpenSsh door = fixture.door();
            Path file =
                    Evidence.item(Evidence.id(), EvidenceKind.CLIP, "x").write(door.directory());
            Process scp = door.start("scp", "-O", file.toString(), door.target());
            assertThat(scp.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(scp.exitValue()).isNotZero();
        }
    }
}
