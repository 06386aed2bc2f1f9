package org.vigia.camera.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.GapRecord;
import org.vigia.shared.event.Manifest;

/// What will never come is told, whatever dies when.
class SpoolGapsTest extends SpoolBed {
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
