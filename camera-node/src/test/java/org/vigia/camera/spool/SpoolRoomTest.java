package org.vigia.camera.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.GapRecord;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;

/// What happens when Pi #B stays away until the card is full.
class SpoolRoomTest {
    private static final Moment MOMENT = new Moment(1_000_000, true, "boot", 5_000);
    private static final int CLIP = 100_000;
    private static final FreeSpace PLENTY = () -> Long.MAX_VALUE;
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    @TempDir static Path keys;
    private static RsaIdentity identity;

    @TempDir Path folder;
    private Path root;
    private @Nullable Spool open;
    private int begun;

    @BeforeAll
    static void makeKey() throws IOException {
        identity = RsaIdentity.loadOrCreate(keys.resolve("identity"));
    }

    @AfterEach
    void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }

    /// Opens the spool as the next start of the process would.
    private Spool open() throws IOException {
        root = root == null ? folder.resolve("spool") : root;
        close();
        Spool opened = Spool.open(root, "front-door", identity, Files::size, CLOCK);
        open = opened;
        return opened;
    }

    private static EventId id(int n) {
        return new EventId("01990000-0000-7000-8000-%012d".formatted(n));
    }

    private SealedEvent film(Spool spool) throws IOException {
        begun++;
        OpenEvent event =
                spool.begin(new Opening(id(begun), id(begun), EventKind.MOTION, MOMENT, 3));
        event.snapshot(new byte[] {(byte) begun, 1});
        try (FileChannel channel = event.createClip()) {
            channel.write(ByteBuffer.allocate(CLIP).putInt(0, begun));
        }
        event.finishClip();
        event.seal(MOMENT, 10_000);
        return spool.sealed().getLast();
    }

    private static List<EvidenceKind> kinds(SealedEvent event) {
        return event.files().stream().map(EvidenceName::kind).toList();
    }

    private static SpoolLimits clips(double n) {
        return new SpoolLimits((long) (n * CLIP), 0);
    }

    @Test
    void theOldestLosesItsFilmAndKeepsPictureManifestAndASignedGapRecord() throws IOException {
        Spool spool = open();
        SealedEvent first = film(spool);
        film(spool);
        film(spool);
        Fill fill = spool.makeRoom(clips(2.5), PLENTY);
        assertThat(fill.excess()).isZero();

        SealedEvent poorer = spool.sealed().getFirst();
        assertThat(poorer.event()).isEqualTo(first.event());
        assertThat(poorer.manifest()).isEqualTo(first.manifest());
        assertThat(poorer.heldBack()).isTrue();
        assertThat(kinds(poorer))
                .containsExactly(
                        EvidenceKind.SNAPSHOT, EvidenceKind.SIGNATURE, EvidenceKind.MANIFEST);
        assertThat(kinds(spool.sealed().get(1))).contains(EvidenceKind.CLIP);

        Gap gap = spool.gaps().getFirst();
        assertThat(spool.gaps()).hasSize(1);
        assertThat(RsaIdentity.verify(identity.publicKey(), gap.document(), gap.signature()))
                .isTrue();
        assertThat(GapRecord.parse(gap.document()))
                .isEqualTo(
                        new GapRecord(
                                GapRecord.FORMAT,
                                "front-door",
                                identity.publicKey().fingerprint(),
                                1,
                                first.event(),
                                first.manifest(),
                                List.of(first.file(EvidenceKind.CLIP).orElseThrow().text()),
                                "given up on the camera to make room",
                                CLOCK.millis()));
    }

    @Test
    void aDiskThatRunsFullOfOtherThingsIsGivenRoomToo() throws IOException {
        Spool spool = open();
        film(spool);
        film(spool);
        film(spool);
        SpoolLimits limits = new SpoolLimits(1L << 40, 1000);
        assertThat(spool.makeRoom(limits, () -> 1000).excess()).isZero();
        assertThat(spool.gaps()).isEmpty();
        spool.makeRoom(limits, () -> 999);
        assertThat(spool.gaps()).hasSize(1);
    }

    @Test
    void theNewestAndTheOneThatIsBeingSentKeepTheirFilms() throws IOException {
        Spool spool = open();
        SealedEvent sending = film(spool);
        film(spool);
        SealedEvent newest = film(spool);
        spool.sending(sending.event());
        assertThat(spool.makeRoom(clips(0.1), PLENTY).excess()).isPositive();
        assertThat(spool.gaps()).hasSize(1);
        assertThat(kinds(spool.sealed().getFirst())).contains(EvidenceKind.CLIP);
        assertThat(kinds(spool.sealed().getLast())).contains(EvidenceKind.CLIP);
        assertThat(spool.sealed().getLast().event()).isEqualTo(newest.event());
        spool.sending(null);
        spool.makeRoom(clips(0.1), PLENTY);
        assertThat(spool.gaps()).extracting(g -> g.record().sequence()).containsExactly(1L, 2L);
    }

    @Test
    void aGapRecordIsToldUntilItIsTakenAndTheEventGoesWithItsReceipt() throws IOException {
        Spool spool = open();
        SealedEvent first = film(spool);
        film(spool);
        spool.makeRoom(clips(1.5), PLENTY);
        spool = open();
        assertThat(spool.gaps()).hasSize(1);
        assertThat(spool.sealed().getFirst().heldBack()).isTrue();
        spool.gapTaken("0".repeat(64));
        assertThat(spool.gaps()).hasSize(1);
        spool.gapTaken(first.manifest());
        assertThat(spool.gaps()).isEmpty();
        assertThat(spool.sealed().getFirst().heldBack()).isFalse();
        spool = open();
        assertThat(spool.gaps()).isEmpty();
        assertThat(spool.sealed().getFirst().heldBack()).isFalse();
        assertThat(spool.forget(first.event(), first.manifest())).isTrue();
        assertThat(first.folder()).doesNotExist();
        spool.gapTaken(first.manifest());
    }

    @Test
    void aCrashBetweenGapRecordAndDeletionLeavesAnEventThatIsSentWhole() throws IOException {
        Spool spool = open();
        SealedEvent first = film(spool);
        film(spool);
        Path clip = first.folder().resolve(first.file(EvidenceKind.CLIP).orElseThrow().text());
        Path kept = Files.copy(clip, folder.resolve("kept"));
        spool.makeRoom(clips(1.5), PLENTY);
        // As if R2 had not been reached.
        Files.copy(kept, clip);

        spool = open();
        assertThat(kinds(spool.sealed().getFirst())).contains(EvidenceKind.CLIP);
        assertThat(spool.gaps()).hasSize(1);
        spool.makeRoom(clips(1.5), PLENTY);
        assertThat(clip).doesNotExist();
        assertThat(spool.gaps()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Q1", "Q2", "Q3"})
    void aCrashWhileAnEventIsSetAsideIsMadeUpForWithOneGapRecord(String step) throws IOException {
        Spool spool = open();
        SealedEvent refused = film(spool);
        film(spool);
        spool.quarantine(refused, "refused: the manifest is unknown");
        Path aside = root.resolve("quarantine").resolve(refused.folder().getFileName());
        if (step.equals("Q1")) {
            Files.delete(aside.resolve("reason.txt"));
        }
        if (!step.equals("Q3")) {
            Files.move(aside, refused.folder());
        }

        spool = open();
        assertThat(aside.resolve("reason.txt"))
                .content()
                .isEqualTo("refused: the manifest is unknown\n");
        assertThat(spool.sealed()).extracting(SealedEvent::event).containsExactly(id(2));
        assertThat(spool.gaps()).hasSize(1);
        GapRecord gap = spool.gaps().getFirst().record();
        assertThat(gap.files()).isEmpty();
        assertThat(gap.manifest()).isEqualTo(refused.manifest());
        assertThat(gap.reason()).isEqualTo("refused: the manifest is unknown");
        spool.gapTaken(refused.manifest());
        assertThat(open().gaps()).isEmpty();
    }

    @Test
    void quarantinedFilmsGoBeforeThoseThatMayStillArrive() throws IOException {
        Spool spool = open();
        SealedEvent first = film(spool);
        SealedEvent refused = film(spool);
        film(spool);
        spool.quarantine(refused, "refused: no");
        spool.makeRoom(clips(2.5), PLENTY);
        Path aside = root.resolve("quarantine").resolve(refused.folder().getFileName());
        assertThat(aside.resolve("reason.txt"))
                .content()
                .isEqualTo("refused: no\nits film was given up on the camera to make room\n");
        assertThat(SealedEvent.evidence(aside))
                .extracting(EvidenceName::kind)
                .doesNotContain(EvidenceKind.CLIP);
        assertThat(spool.sealed().getFirst().files()).isEqualTo(first.files());
        assertThat(spool.gaps()).hasSize(1);
    }

    @Test
    void whatTheCardHasLostIsToldAndTheRestIsDelivered() throws IOException {
        Spool spool = open();
        SealedEvent first = film(spool);
        EvidenceName snapshot = first.file(EvidenceKind.SNAPSHOT).orElseThrow();
        Files.delete(first.folder().resolve(snapshot.text()));
        spool = open();
        assertThat(spool.gaps()).hasSize(1);
        assertThat(spool.gaps().getFirst().record().files()).containsExactly(snapshot.text());
        assertThat(spool.gaps().getFirst().record().reason()).isEqualTo("lost on the camera");
        assertThat(spool.sealed().getFirst().heldBack()).isTrue();
        assertThat(open().gaps()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aLostManifestIsToldByTheHashThatTheChainHasOfIt(int lost) throws IOException {
        Spool spool = open();
        List<SealedEvent> events = List.of(film(spool), film(spool));
        SealedEvent damaged = events.get(lost - 1);
        Files.delete(damaged.folder().resolve(damaged.files().getLast().text()));
        spool = open();
        assertThat(spool.sealed()).hasSize(1);
        assertThat(spool.gaps()).hasSize(1);
        assertThat(spool.gaps().getFirst().record().manifest()).isEqualTo(damaged.manifest());
        assertThat(spool.gaps().getFirst().record().sequence()).isEqualTo(lost);
        assertThat(film(spool).sequence()).isEqualTo(3);
    }

    @Test
    void aFolderThatIsNotOursIsLeftAlone() throws IOException {
        open();
        Path stranger = Files.createDirectory(root.resolve("sealed/lost+found"));
        Spool spool = open();
        assertThat(spool.sealed()).isEmpty();
        assertThat(stranger).exists();
    }

    @Test
    void aDiskThatIsFullToItsLastByteIsMadeRoomOn() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "2m")) {
            assumeTrue(disk.isMounted(), "mounting a small file system takes root");
            root = disk.path().resolve("spool");
            Spool spool = open();
            SealedEvent first = film(spool);
            film(spool);
            spool.makeRoom(clips(10), PLENTY);
            disk.fill();
            FreeSpace free = FreeSpace.of(root);
            assertThat(free.bytes()).isZero();
            assertThatThrownBy(() -> film(spool)).isInstanceOf(IOException.class);

            spool.makeRoom(new SpoolLimits(1L << 40, 50_000), free);
            assertThat(spool.gaps()).hasSize(1);
            assertThat(spool.gaps().getFirst().record().manifest()).isEqualTo(first.manifest());
            assertThat(free.bytes()).isGreaterThan(50_000);
            close();
            open = null;
        }
    }

    @Test
    void withoutAGapRecordNoFilmIsDeleted() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "2m")) {
            assumeTrue(disk.isMounted(), "mounting a small file system takes root");
            root = disk.path().resolve("spool");
            Spool spool = open();
            SealedEvent first = film(spool);
            film(spool);
            Files.delete(root.resolve("ballast"));
            disk.fill();
            assertThatThrownBy(() ->
                            spool.makeRoom(new SpoolLimits(1L << 40, 50_000), FreeSpace.of(root)))
                    .isInstanceOf(IOException.class);
            assertThat(spool.sealed().getFirst().files()).isEqualTo(first.files());
            assertThat(first.folder().resolve(first.file(EvidenceKind.CLIP).orElseThrow().text()))
                    .exists();
            assertThat(spool.gaps()).isEmpty();
            close();
            open = null;
        }
    }

    @Test
    void theThreadMakesRoomByItself() throws Exception {
        Spool spool = open();
        film(spool);
        try (SpoolRoom room = new SpoolRoom(spool, clips(1.5), PLENTY)) {
            room.start();
            long seen = spool.changes();
            film(spool);
            for (int i = 0; i < 100 && spool.gaps().isEmpty(); i++) {
                seen = spool.awaitChange(seen, java.time.Duration.ofMillis(200));
            }
            assertThat(spool.gaps()).hasSize(1);
        }
    }

    @Test
    void fillSaysWhatIsNearAndWhatHasToGo() {
        SpoolLimits limits = new SpoolLimits(1000, 100);
        assertThat(new Fill(0, 5000, limits).percent()).isZero();
        assertThat(new Fill(799, 5000, limits).near()).isFalse();
        assertThat(new Fill(800, 5000, limits).near()).isTrue();
        assertThat(new Fill(1000, 5000, limits).excess()).isZero();
        assertThat(new Fill(1001, 5000, limits).excess()).isEqualTo(1);
        // The disk decides: 80 are taken, and 20 more may be.
        assertThat(new Fill(80, 120, limits).percent()).isEqualTo(80);
        assertThat(new Fill(80, 90, limits).excess()).isEqualTo(10);
        assertThat(new Fill(0, 90, limits).near()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverHappensEachNumberIsAccountedFor(long seed) throws IOException {
        Random random = new Random(seed);
        Spool spool = open();
        Set<Long> delivered = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            List<SealedEvent> events = spool.sealed();
            SealedEvent any = events.isEmpty() ? null : events.get(random.nextInt(events.size()));
            switch (random.nextInt(8)) {
                case 0 -> spool = open();
                case 1 -> spool.makeRoom(clips(1 + random.nextInt(4)), PLENTY);
                case 2 -> {
                    if (any != null && !any.heldBack()) {
                        spool.forget(any.event(), any.manifest());
                        delivered.add(any.sequence());
                    }
                }
                case 3 -> {
                    if (any != null) {
                        spool.quarantine(any, "refused: " + i);
                    }
                }
                case 4 -> {
                    if (any != null) {
                        Files.deleteIfExists(
                                any.folder()
                                        .resolve(
                                                any.files()
                                                        .get(random.nextInt(any.files().size()))
                                                        .text()));
                        spool.fileMissing(any);
                    }
                }
                case 5 -> {
                    List<Gap> gaps = spool.gaps();
                    if (!gaps.isEmpty()) {
                        Gap gap = gaps.get(random.nextInt(gaps.size()));
                        spool.gapTaken(gap.record().manifest());
                    }
                }
                default -> film(spool);
            }
        }
        checkEveryNumber(open(), delivered, "seed " + seed);
    }

    private void checkEveryNumber(Spool spool, Set<Long> delivered, String seed)
            throws IOException {
        Set<Long> seen = new HashSet<>(delivered);
        for (SealedEvent event : spool.sealed()) {
            byte[] document =
                    Files.readAllBytes(event.folder().resolve(event.files().getLast().text()));
            assertThat(Sha256.of(document)).as(seed).isEqualTo(event.manifest());
            List<String> here =
                    new ArrayList<>(event.files().stream().map(EvidenceName::text).toList());
            Gaps.in(event.folder()).forEach(gap -> here.addAll(gap.record().files()));
            for (Manifest.Entry entry : Manifest.parse(document).files()) {
                assertThat(here).as(seed).contains(entry.name());
            }
            assertThat(seen.add(event.sequence())).as(seed).isTrue();
        }
        for (Path aside : Folders.in(root.resolve("quarantine"))) {
            assertThat(aside.resolve("reason.txt")).as(seed).isNotEmptyFile();
            long sequence = SealedEvent.Place.of(aside).orElseThrow().sequence();
            assertThat(Gaps.in(aside).stream().filter(Gap::whole).map(g -> g.record().sequence()))
                    .as(seed)
                    .containsExactly(sequence);
            assertThat(seen.add(sequence)).as(seed).isTrue();
        }
        assertThat(seen).as(seed).hasSize(begun);
    }
}
