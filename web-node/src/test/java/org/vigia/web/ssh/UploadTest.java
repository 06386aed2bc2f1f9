package org.vigia.web.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.Inbox;
import org.vigia.web.store.Verdict;

/// The machine's own `scp -O` against the endpoint and a real store.
class UploadTest {
    @TempDir static Path keys;
    @TempDir Path directory;
    private EndpointFixture fixture;
    private OpenSsh door;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch given = new CountDownLatch(1);
    private final EventId event = Evidence.id();

    @BeforeEach
    void start() throws IOException {
        fixture = new EndpointFixture(directory, keys, (camera, in, out, cut) -> {}, this::watched);
        door = fixture.door();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Path local(Evidence.Item item) throws IOException {
        return item.write(Files.createDirectories(directory.resolve("client")));
    }

    @Test
    void aWholeEventArrivesAndCanBeRepeated() throws Exception {
        List<Evidence.Item> files = Evidence.event(event, "door", fixture.cameras.door);
        for (int round = 0; round < 2; round++) {
            for (Evidence.Item item : files) {
                assertThat(door.upload(local(item))).isEqualTo(new OpenSsh.Outcome(0, ""));
                assertThat(fixture.store.file("door", event, item.name().kind()))
                        .hasValueSatisfying(p -> assertThat(p).hasBinaryContent(item.content()));
            }
        }
        assertThat(fixture.cameras.receipts).hasSize(2);
        assertThat(Evidence.tree(directory.resolve("store/incoming"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aes128-gcm@openssh.com",
                "aes256-gcm@openssh.com",
                "aes128-ctr",
                "aes256-ctr",
                "chacha20-poly1305@openssh.com"
            })
    void eachCipherBringsAFileWholeThroughManyExchangesOfKeys(String cipher) throws Exception {
        byte[] content = new byte[1_000_000];
        new Random(1).nextBytes(content);
        Evidence.Item clip = Evidence.item(event, EvidenceKind.CLIP, content);
        String rekey = "RekeyLimit=128K";
        String file = local(clip).toString();
        OpenSsh.Outcome outcome =
                door.scp("-O", "-v", "-c", cipher, "-o", rekey, file, door.target());
        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output().lines())
                .filteredOn(line -> line.contains("SSH2_MSG_NEWKEYS sent"))
                .hasSizeGreaterThan(5);
        assertThat(fixture.store.file("door", event, EvidenceKind.CLIP))
                .hasValueSatisfying(p -> assertThat(p).hasBinaryContent(content));
    }

    @Test
    void severalFilesGoInOneSessionAndTimesAreIgnored() throws Exception {
        List<Evidence.Item> files = Evidence.event(event, "door", fixture.cameras.door);
        OpenSsh.Outcome outcome =
                door.scp(
                        "-O",
                        "-p",
                        local(files.get(0)).toString(),
                        local(files.get(1)).toString(),
                        door.target() + "some/where");
        assertThat(outcome).isEqualTo(new OpenSsh.Outcome(0, ""));
        assertThat(Evidence.tree(directory.resolve("store/cameras"))).hasSize(3);
    }

    @Test
    void otherContentUnderATakenKindIsRefusedInWordsTheCameraCanRead() throws Exception {
        assertThat(door.upload(local(Evidence.item(event, EvidenceKind.CLIP, "one"))).status())
                .isZero();
        assertThat(door.upload(local(Evidence.item(event, EvidenceKind.CLIP, "two"))))
                .isEqualTo(new OpenSsh.Outcome(1, "refused: the event already has another clip\n"));
    }

    @Test
    void contentThatDoesNotMatchItsNameIsRefusedAndNothingIsLeft() throws Exception {
        Evidence.Item honest = Evidence.item(event, EvidenceKind.CLIP, "film");
        Path forged = local(new Evidence.Item(honest.name(), new byte[100_000]));
        assertThat(door.upload(forged))
                .isEqualTo(
                        new OpenSsh.Outcome(1, "refused: the content does not match the name\n"));
        assertThat(Evidence.tree(directory.resolve("store")))
                .noneMatch(name -> name.contains(event.text()));
    }

    @Test
    void otherNamesAndDirectoriesAreRefused() throws Exception {
        Path plain = Files.writeString(directory.resolve("authorized_keys"), "ssh-rsa AAAA");
        assertThat(door.upload(plain).output()).contains("refused: not an evidence file name");
        Path folder = Files.createDirectories(directory.resolve("folder"));
        Files.writeString(folder.resolve("x"), "y");
        OpenSsh.Outcome outcome = door.scp("-O", "-r", folder.toString(), door.target());
        assertThat(outcome.status()).isNotZero();
        assertThat(Evidence.tree(directory.resolve("store/cameras"))).isEmpty();
    }

    @Test
    void anUploadKilledInTheMiddleLeavesNothingAndItsRetryWorks() throws Exception {
        byte[] content = new byte[4_000_000];
        new Random(1).nextBytes(content);
        Evidence.Item clip = Evidence.item(event, EvidenceKind.CLIP, content);
        Path file = local(clip);
        // 4,000 kbit/s: eight seconds for the whole.
        Process scp = door.start("scp", "-O", "-l", "4000", file.toString(), door.target());
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        scp.descendants().forEach(ProcessHandle::destroyForcibly);
        scp.destroyForcibly();
        assertThat(given.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Evidence.tree(directory.resolve("store/incoming"))).isEmpty();
        assertThat(fixture.store.read("door", event)).isEmpty();
        assertThat(door.upload(file)).isEqualTo(new OpenSsh.Outcome(0, ""));
        assertThat(fixture.store.file("door", event, EvidenceKind.CLIP))
                .hasValueSatisfying(p -> assertThat(p).hasBinaryContent(content));
    }

    private Inbox watched(Inbox inbox) {
        return (camera, name, size) ->
                switch (inbox.offer(camera, name, size)) {
                    case Inbox.Answer.No no -> no;
                    case Inbox.Answer.Send send -> new Inbox.Answer.Send(watched(send.upload()));
                };
    }

    private Inbox.Upload watched(Inbox.Upload upload) {
        return new Inbox.Upload() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                upload.write(bytes, offset, length);
                started.countDown();
            }

            @Override
            public Verdict finish() {
                return upload.finish();
            }

            @Override
            public void close() {
                upload.close();
                given.countDown();
            }
        };
    }
}
