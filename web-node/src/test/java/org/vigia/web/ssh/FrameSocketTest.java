package org.vigia.web.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

/// The frame socket over the machine's own ssh.
class FrameSocketTest {
    @TempDir static Path keys;
    @TempDir Path directory;
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void bytesGoBothWaysUnchangedAndTheCamerasNameIsItsKeys() throws Exception {
        AtomicReference<String> name = new AtomicReference<>("");
        FrameSocketHandler echo =
                (camera, in, out, cut) -> {
                    name.set(camera);
                    in.transferTo(out);
                };
        byte[] sent = new byte[3_000_000];
        new Random(7).nextBytes(sent);
        try (EndpointFixture fixture = new EndpointFixture(directory, keys, echo, i -> i)) {
            OpenSsh door = fixture.door();
            Process ssh = door.start("ssh", "-W", "vigia-frames:1", door.host());
            NamedThreads.start("feed", () -> feed(ssh.getOutputStream(), sent));
            byte[] received = ssh.getInputStream().readAllBytes();
            assertThat(Arrays.equals(received, sent)).isTrue();
            assertThat(ssh.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(name.get()).isEqualTo("door");
        }
    }

    private static void feed(OutputStream out, byte[] bytes) {
        try (out) {
            out.write(bytes);
        } catch (IOException e) {
            throw new AssertionError("ssh does not read", e);
        }
    }

    @Test
    void aCameraThatDoesNotReadStopsTheWriterAndItsEndEndsIt() throws Exception {
        AtomicLong written = new AtomicLong();
        FrameSocketHandler flood =
                (camera, in, out, cut) -> {
                    try {
                        byte[] chunk = new byte[16 * 1024];
                        while (written.get() < 1L << 28) {
                            out.write(chunk);
                            out.flush();
                            written.addAndGet(chunk.length);
                        }
                    } finally {
                        ended.countDown();
                    }
                };
        try (EndpointFixture fixture = new EndpointFixture(directory, keys, flood, i -> i)) {
            OpenSsh door = fixture.door();
            Process ssh = door.start("ssh", "-W", "vigia-frames:1", door.host());
            assertThat(ended.await(3, TimeUnit.SECONDS)).isFalse();
            assertThat(written.get()).isBetween(1L, 24L << 20);
            ssh.destroyForcibly();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(written.get()).isLessThan(24L << 20);
        }
    }

    @Test
    void closingTheEndpointEndsAHandlerThatWaits() throws Exception {
        CountDownLatch serving = new CountDownLatch(1);
        FrameSocketHandler reader =
                (camera, in, out, cut) -> {
                    serving.countDown();
                    try {
                        drain(in);
                    } finally {
                        ended.countDown();
                    }
                };
        EndpointFixture fixture = new EndpointFixture(directory, keys, reader, i -> i);
        OpenSsh door = fixture.door();
        Process ssh = door.start("ssh", "-W", "vigia-frames:1", door.host());
        assertThat(serving.await(20, TimeUnit.SECONDS)).isTrue();
        fixture.close();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ssh.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatHasComeIsReadToItsEndAfterTheSessionHasEnded() throws Exception {
        int sent = 100_000;
        Pace pace = Pace.system();
        CountDownLatch arrived = new CountDownLatch(1);
        AtomicLong read = new AtomicLong();
        FrameSocketHandler slow =
                (camera, in, out, cut) -> {
                    try {
                        while (in.available() < sent) {
                            pace.sleep(Duration.ofMillis(5));
                        }
                        arrived.countDown();
                        awaitClosed(out, pace);
                        read.set(in.readAllBytes().length);
                    } catch (InterruptedException e) {
                        throw new AssertionError("interrupted", e);
                    } finally {
                        ended.countDown();
                    }
                };
        try (EndpointFixture fixture = new EndpointFixture(directory, keys, slow, i -> i)) {
            OpenSsh door = fixture.door();
            Process ssh = door.start("ssh", "-W", "vigia-frames:1", door.host());
            ssh.getOutputStream().write(new byte[sent]);
            ssh.getOutputStream().flush();
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            ssh.destroyForcibly();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(read).hasValue(sent);
        }
    }

    private static void awaitClosed(OutputStream out, Pace pace) throws InterruptedException {
        try {
            while (true) {
                out.write(0);
                out.flush();
                pace.sleep(Duration.ofMillis(5));
            }
        } catch (IOException e) {
            // Closed, as was waited for.
        }
    }

    private static void drain(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }
}
