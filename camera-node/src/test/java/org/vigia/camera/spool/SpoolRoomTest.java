package org.vigia.camera.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.durable.FreeSpace;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.GapRecord;

/// What happens when Pi #B stays away until the card is full.
class SpoolRoomTest extends SpoolBed {
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
        }
    }

    @Test
    void aReceiptFreesADiskThatIsFullToItsLastByteEvenIfTheChainsHeadIsNotKeptYet()
            throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "2m")) {
            assumeTrue(disk.isMounted(), "mounting a small file system takes root");
            root = disk.path().resolve("spool");
            Spool spool = open();
            Path inTheWay = root.resolve("chain.json");
            Files.createDirectories(inTheWay.resolve("not empty"));
            assertThatThrownBy(() -> film(spool)).isInstanceOf(IOException.class);
            Files.delete(inTheWay.resolve("not empty"));
            Files.delete(inTheWay);
            disk.fill();

            SealedEvent event = spool.sealed().getFirst();
            assertThat(spool.forget(event.event(), event.manifest())).isTrue();
            assertThat(spool.sealed()).isEmpty();
            assertThat(root.resolve("chain.json")).content().contains(event.manifest());
            close();
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
        }
    }

    @Test
    void thatTheRoomIsNearlyUsedUpIsToldBeforeFilmsAreGivenUpAndThatThereIsSomeAgain()
            throws IOException {
        Spool spool = open();
        List<Boolean> scarce = new ArrayList<>();
        long[] usable = {1_000_000};
        film(spool);
        SpoolRoom room =
                new SpoolRoom(spool, new SpoolLimits(1L << 40, 1000), () -> usable[0], scarce::add);
        room.look();
        usable[0] = 1001;
        room.look();
        room.look();
        assertThat(spool.gaps()).isEmpty();
        usable[0] = 1_000_000;
        room.look();
        assertThat(scarce).containsExactly(false, true, true, false);
        room.close();
    }

    @Test
    void theThreadMakesRoomByItself() throws Exception {
        Spool spool = open();
        film(spool);
        try (SpoolRoom room = new SpoolRoom(spool, clips(1.5), PLENTY, _ -> {})) {
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

    @Test
    void aDiskThatIsSmallerThanWhatIsToStayFreeLeavesNoRoomAtAll() throws IOException {
        assertThat(new Fill(0, 90, new SpoolLimits(1000, 100)).room()).isZero();
        assertThat(new Fill(0, 110, new SpoolLimits(1000, 100)).room()).isEqualTo(10);
        assertThat(new Fill(5, 5000, new SpoolLimits(1000, 100)).room()).isEqualTo(1000);
        assertThat(new SpoolLimits(1000, Long.MAX_VALUE).room(folder)).isZero();
        assertThat(new SpoolLimits(1000, 0).room(folder)).isEqualTo(1000);
    }
}
