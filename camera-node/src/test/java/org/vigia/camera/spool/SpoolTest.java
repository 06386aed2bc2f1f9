package org.vigia.camera.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;

class SpoolTest {
    private static final Moment START = new Moment(1_000_000, true, "boot", 5_000);
    private static final Moment END = new Moment(1_010_000, true, "boot", 15_000);

    @TempDir static Path keys;
    private static RsaIdentity identity;

    @TempDir Path root;

    @BeforeAll
    static void makeKey() throws IOException {
        identity = TestKeys.key(keys, "identity");
    }

    private static EventId id(int n) {
        return new EventId("01990000-0000-7000-8000-%012d".formatted(n));
    }

    private @Nullable Spool open;

    @AfterEach
    void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }

    /// Opens the spool as the next start of the process would.
    private Spool open() throws IOException {
        close();
        Spool opened = Spool.open(root, "front-door", identity, Files::size, Clock.systemUTC());
        open = opened;
        return opened;
    }

    private static OpenEvent begin(Spool spool, int n) throws IOException {
        return spool.begin(new Opening(id(n), id(n), EventKind.MOTION, START, 3));
    }

    private static void film(OpenEvent event, String text) throws IOException {
        try (FileChannel channel = event.createClip()) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Manifest manifest(SealedEvent event) throws IOException {
        byte[] document =
                Files.readAllBytes(event.folder().resolve(event.files().getLast().text()));
        assertThat(Sha256.of(document)).isEqualTo(event.manifest());
        EvidenceName signature =
                event.files().stream()
                        .filter(f -> f.kind() == EvidenceKind.SIGNATURE)
                        .findFirst()
                        .orElseThrow();
        assertThat(
                        RsaIdentity.verify(
                                identity.publicKey(),
                                document,
                                Files.readAllBytes(event.folder().resolve(signature.text()))))
                .isTrue();
        return Manifest.parse(document);
    }

    @Test
    void anEventThatTheDiskTookAtTheSecondTryIsNotFinishedWhileItIsFilmed() throws IOException {
        Spool spool = open();
        Path inTheWay = root.resolve("open").resolve(id(1).text()).resolve(Spool.OPENING);
        Files.createDirectories(inTheWay);
        assertThatThrownBy(() -> begin(spool, 1)).isInstanceOf(IOException.class);
        Files.delete(inTheWay);

        OpenEvent event = begin(spool, 1);
        film(event, "film");
        spool.finishAbandoned();
        assertThat(spool.sealed()).isEmpty();
        assertThat(spool.undelivered()).isEqualTo(1);
        event.finishClip();
        event.seal(END, 10_000);
        assertThat(manifest(spool.sealed().getFirst()).clipMillis()).isEqualTo(10_000);
    }

    @Test
    void aSealedEventHasEveryFileNamedSignedAndInOrder() throws IOException {
        Spool spool = open();
        OpenEvent event = begin(spool, 1);
        event.snapshot(new byte[] {1, 2, 3});
        assertThat(spool.early()).hasSize(1);
        film(event, "film");
        event.finishClip();
        event.seal(END, 10_000);

        SealedEvent sealed = spool.sealed().getFirst();
        assertThat(sealed.files())
                .extracting(EvidenceName::kind)
                .containsExactly(
                        EvidenceKind.SNAPSHOT,
                        EvidenceKind.CLIP,
                        EvidenceKind.SIGNATURE,
                        EvidenceKind.MANIFEST);
        Manifest manifest = manifest(sealed);
        assertThat(manifest.sequence()).isEqualTo(1);
        assertThat(manifest.clipMillis()).isEqualTo(10_000);
        assertThat(manifest.preRollMillis()).isEqualTo(3);
        assertThat(manifest.files()).hasSize(2);
        for (Manifest.Entry entry : manifest.files()) {
            Path file = sealed.folder().resolve(entry.name());
            assertThat(Files.size(file)).isEqualTo(entry.size());
            assertThat(Sha256.of(file)).isEqualTo(entry.evidence().sha256());
        }
        assertThat(spool.early()).isEmpty();
    }

    @Test
    void manifestsFormAChainThatARestartContinues() throws IOException {
        begin(open(), 1).seal(END, 0);
        begin(open(), 2).seal(END, 0);
        Spool spool = open();
        begin(spool, 3).seal(END, 0);
        List<SealedEvent> events = spool.sealed();
        String previous = null;
        long sequence = 0;
        for (SealedEvent event : events) {
            Manifest manifest = manifest(event);
            assertThat(manifest.previous()).isEqualTo(previous);
            assertThat(manifest.sequence()).isEqualTo(++sequence);
            previous = event.manifest();
        }
        assertThat(events).hasSize(3);
    }

    @Test
    void theChainGoesOnWhenEveryEventHasBeenForgotten() throws IOException {
        Spool spool = open();
        begin(spool, 1).seal(END, 0);
        SealedEvent first = spool.sealed().getFirst();
        assertThat(spool.forget(first.event(), "0".repeat(64))).isFalse();
        assertThat(spool.forget(first.event(), first.manifest())).isTrue();
        assertThat(spool.undelivered()).isZero();
        Spool again = open();
        begin(again, 2).seal(END, 0);
        assertThat(manifest(again.sealed().getFirst()).previous()).isEqualTo(first.manifest());
    }

    @Test
    void anInterruptedEventIsFinishedAtTheNextStart() throws IOException {
        OpenEvent event = begin(open(), 1);
        event.snapshot(new byte[] {7});
        film(event, "half a film");

        SealedEvent sealed = open().sealed().getFirst();
        Manifest manifest = manifest(sealed);
        assertThat(manifest.event()).isEqualTo(id(1));
        assertThat(manifest.files()).hasSize(2);
        assertThat(manifest.clipMillis()).isEqualTo("half a film".length());
        assertThat(manifest.ended().monotonicMillis())
                .isEqualTo(START.monotonicMillis() + "half a film".length() - 3);
        assertThat(sealed.folder().resolve("clip.part")).doesNotExist();
    }

    @Test
    void aCrashAfterTheManifestWasWrittenSealsTheVerySameManifest() throws IOException {
        begin(open(), 1).seal(END, 0);
        SealedEvent before = open().sealed().getFirst();
        // As if step 6 had not been reached: still in open/, the chain's head behind.
        Files.move(before.folder(), root.resolve("open").resolve(before.event().text()));
        Files.delete(root.resolve("chain.json"));

        SealedEvent after = open().sealed().getFirst();
        assertThat(after.manifest()).isEqualTo(before.manifest());
        assertThat(after.sequence()).isEqualTo(1);
    }

    @Test
    void aCrashBeforeTheChainWasAdvancedIsNoticed() throws IOException {
        begin(open(), 1).seal(END, 0);
        Files.delete(root.resolve("chain.json"));
        Spool spool = open();
        begin(spool, 2).seal(END, 0);
        assertThat(manifest(spool.sealed().getLast()).sequence()).isEqualTo(2);
    }

    @Test
    void whatWasBegunAndNotOpenedOrAlreadyForgottenLeavesNothing() throws IOException {
        open();
        Files.createDirectory(root.resolve("open").resolve(id(1).text()));
        Files.createDirectory(root.resolve("forgotten").resolve(id(2).text()));
        Files.createFile(root.resolve("forgotten").resolve(id(2).text()).resolve("x"));
        Spool spool = open();
        assertThat(spool.undelivered()).isZero();
        assertThat(root.resolve("forgotten")).isEmptyDirectory();
    }

    @Test
    void aRefusedEventIsSetAsideWithItsReasonAndTheQueueGoesOn() throws IOException {
        Spool spool = open();
        begin(spool, 1).seal(END, 0);
        begin(spool, 2).seal(END, 0);
        SealedEvent refused = spool.sealed().getFirst();
        spool.quarantine(refused, "refused: no such camera");
        assertThat(spool.sealed()).extracting(SealedEvent::event).containsExactly(id(2));
        assertThat(
                        root.resolve("quarantine")
                                .resolve(refused.folder().getFileName())
                                .resolve("reason.txt"))
                .content()
                .isEqualTo("refused: no such camera\n");
    }

    @Test
    void aCrashAtAnyPointOfAnEventLosesNothingAndMakesNothingUp() throws IOException {
        // Every prefix of the file operations of one event, replayed as a folder and recovered.
        Spool spool = open();
        OpenEvent event = begin(spool, 1);
        List<Path> snapshots = new ArrayList<>();
        snapshots.add(copyOf("begun"));
        event.snapshot(new byte[] {1});
        snapshots.add(copyOf("picture"));
        film(event, "film");
        snapshots.add(copyOf("filming"));
        event.finishClip();
        snapshots.add(copyOf("filmed"));
        event.seal(END, 4);
        snapshots.add(copyOf("sealed"));
        for (Path copy : snapshots) {
            Spool recovered =
                    Spool.open(copy, "front-door", identity, Files::size, Clock.systemUTC());
            assertThat(recovered.sealed()).as(copy.toString()).hasSize(1);
            assertThat(manifest(recovered.sealed().getFirst()).event()).isEqualTo(id(1));
            assertThat(recovered.undelivered()).isEqualTo(1);
        }
    }

    @Test
    void aDiskThatRefusesToSealKeepsTheEventAndSealsItLater() throws IOException {
        Spool spool = open();
        OpenEvent event = begin(spool, 1);
        event.snapshot(new byte[] {1});
        Path sealed = root.resolve("sealed");
        Files.delete(sealed);
        Files.createFile(sealed);
        assertThatThrownBy(() -> event.seal(END, 0)).isInstanceOf(IOException.class);
        event.abandon();
        assertThat(spool.undelivered()).isEqualTo(1);
        spool.finishAbandoned();
        assertThat(spool.sealed()).isEmpty();

        Files.delete(sealed);
        Files.createDirectory(sealed);
        spool.finishAbandoned();
        assertThat(spool.sealed()).extracting(SealedEvent::event).containsExactly(id(1));
        assertThat(manifest(spool.sealed().getFirst()).sequence()).isEqualTo(1);
        assertThat(spool.undelivered()).isEqualTo(1);
    }

    @Test
    void aChainThatCannotBeWrittenDoesNotForkAndKeepsWhatItNeeds() throws IOException {
        Spool spool = open();
        // A folder with something in it cannot be replaced by a file.
        Path chain = Files.createDirectory(root.resolve("chain.json"));
        Path thorn = Files.createFile(chain.resolve("thorn"));
        OpenEvent first = begin(spool, 1);
        assertThatThrownBy(() -> first.seal(END, 0)).isInstanceOf(IOException.class);
        SealedEvent one = spool.sealed().getFirst();
        assertThatThrownBy(() -> spool.forget(one.event(), one.manifest()))
                .isInstanceOf(IOException.class);
        assertThat(spool.sealed()).hasSize(1);

        Files.delete(thorn);
        Files.delete(chain);
        begin(spool, 2).seal(END, 0);
        assertThat(manifest(spool.sealed().getLast()).previous()).isEqualTo(one.manifest());
        assertThat(spool.forget(one.event(), one.manifest())).isTrue();
    }

    @Test
    void aDamagedEventIsSetAsideAndKeepsNothingFromStarting() throws IOException {
        begin(open(), 1);
        Files.writeString(
                root.resolve("open").resolve(id(1).text()).resolve("opening.json"), "{torn");
        Files.writeString(root.resolve("chain.json"), "{torn");
        Spool spool = open();
        begin(spool, 2).seal(END, 0);
        assertThat(spool.sealed()).extracting(SealedEvent::event).containsExactly(id(2));
        assertThat(root.resolve("quarantine").resolve(id(1).text()).resolve("reason.txt"))
                .content()
                .startsWith("opening.json: not a Opening");
    }

    @Test
    void aNewKeyBeginsANewChainAndWhatTheFormerOneSealedIsSetAside() throws IOException {
        Spool former = open();
        begin(former, 1).seal(END, 0);
        begin(former, 2).seal(END, 0);
        close();
        RsaIdentity other = TestKeys.key(keys, "other");
        try (Spool spool = Spool.open(root, "front-door", other, Files::size, Clock.systemUTC())) {
            assertThat(spool.sealed()).isEmpty();
            assertThat(spool.gaps()).isEmpty();
            assertThat(root.resolve("quarantine/000000000002-" + id(2) + "/reason.txt"))
                    .content()
                    .isEqualTo(
                            "sealed under another key, %s: Pi #B knows this camera's present one alone%n"
                                    .formatted(identity.publicKey().fingerprint()));
            begin(spool, 3).seal(END, 0);
            SealedEvent event = spool.sealed().getFirst();
            byte[] document =
                    Files.readAllBytes(event.folder().resolve(event.files().getLast().text()));
            Manifest manifest = Manifest.parse(document);
            assertThat(manifest.sequence()).isEqualTo(1);
            assertThat(manifest.key()).isEqualTo(other.publicKey().fingerprint());
        }
    }

    @Test
    void aSecondProcessIsKeptOff() throws IOException {
        open();
        assertThatThrownBy(() ->
                        Spool.open(root, "front-door", identity, Files::size, Clock.systemUTC()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("already works on this folder");
    }

    private Path copyOf(String name) throws IOException {
        Path copy = Files.createDirectory(keys.resolve(name));
        try (var walk = Files.walk(root)) {
            for (Path path : walk.toList()) {
                Path target = copy.resolve(root.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
        return copy;
    }
}
