package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.GapRecord;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.json.Json;
import org.vigia.shared.time.FakePace;

/// A store is altered in one way at a time; the exact words are asserted.
class VerificationTest {
    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private Path root;
    private final List<EventId> events = new ArrayList<>();
    private final List<List<Evidence.Item>> files = new ArrayList<>();
    private EvidenceName film;

    /// Four whole events of one chain, the third with a streamed film besides, and a camera lost.
    @BeforeEach
    void fill() throws IOException {
        fixture = new StoreFixture(directory, keys);
        root = directory.resolve("store");
        try (EventStore store = fixture.store()) {
            String previous = null;
            for (int i = 1; i <= 4; i++) {
                EventId event = Evidence.id();
                events.add(event);
                files.add(Evidence.event(event, "door", fixture.door, i, previous));
                for (Evidence.Item item : files.getLast()) {
                    assertThat(Evidence.send(store, "door", item).text()).isEmpty();
                }
                previous = files.getLast().getLast().name().sha256();
            }
            Path part = Files.writeString(directory.resolve("film.part"), "film");
            film =
                    store.publishStreamed("door", events.get(2), part, 4000, "closed", null)
                            .orElseThrow();
            events.add(store.openOwn("yard", null, EventKind.CAMERA_LOST, "silent"));
        }
    }

    private Path folder(int event) {
        String camera = event == 4 ? "yard" : "door";
        return EventFolder.of(root.resolve("cameras"), camera, events.get(event)).path();
    }

    private Path file(int event, EvidenceKind kind) {
        return folder(event).resolve(name(event, kind));
    }

    private String name(int event, EvidenceKind kind) {
        return files.get(event).stream()
                .filter(item -> item.name().kind() == kind)
                .findFirst()
                .orElseThrow()
                .name()
                .text();
    }

    private String shown(Path file) {
        return root.relativize(file).toString();
    }

    private Verification.Result verify() throws IOException {
        return new Verification(
                        root, fixture.registry, fixture.receiptKey.publicKey(), new FakePace())
                .run();
    }

    private void expect(String... faults) throws IOException {
        assertThat(verify().faults()).containsExactlyInAnyOrder(faults);
    }

    private void swapLines(Path file, int one, int other) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Collections.swap(lines, one, other);
        Files.write(file, lines);
    }

    @Test
    void aStoreAsItShouldBeHasNoFault() throws IOException {
        Verification.Result result = verify();
        assertThat(result.faults()).isEmpty();
        assertThat(result.remarks()).isEmpty();
        assertThat(result.events()).isEqualTo(5);
    }

    @Test
    void eachRemovedFileIsMissing() throws IOException {
        for (EvidenceKind kind : List.of(EvidenceKind.SNAPSHOT, EvidenceKind.CLIP)) {
            Path file = file(0, kind);
            Path aside = Files.move(file, directory.resolve("aside"));
            expect("missing " + shown(file) + ": the manifest names it");
            Files.move(aside, file);
        }
        Path manifest = file(0, EvidenceKind.MANIFEST);
        Path aside = Files.move(manifest, directory.resolve("aside"));
        expect(
                "missing " + shown(manifest) + ": the receipt names it",
                "broken cameras/door: number 1 of key %s has not come, and no gap record says why"
                        .formatted(fixture.door.publicKey().fingerprint()));
        Files.move(aside, manifest);
        Files.delete(file(0, EvidenceKind.SIGNATURE));
        expect("missing " + shown(manifest) + ": its signature is not here");
    }

    @Test
    void eachRemovedRecordOfWebNodesOwnIsMissing() throws IOException {
        Path announced = folder(0).resolve("announced.json");
        Files.move(announced, directory.resolve("aside"));
        expect("missing " + shown(announced) + ": each event has one");
        Files.move(directory.resolve("aside"), announced);
        Path signature = folder(1).resolve("receipt.sig");
        Files.delete(signature);
        Path witness = folder(4).resolve("witness.json");
        Files.delete(witness);
        Path streamed = folder(2).resolve(film.text());
        Files.delete(streamed);
        expect(
                "missing " + shown(signature) + ": the ledger has it, number 2",
                "missing " + shown(witness) + ": the ledger has it, number 6",
                "missing " + shown(streamed) + ": the witness statement names it");
    }

    @Test
    void eachAlteredFileIsNamed() throws IOException {
        for (EvidenceKind kind :
                List.of(EvidenceKind.SNAPSHOT, EvidenceKind.CLIP, EvidenceKind.SIGNATURE)) {
            Files.writeString(file(0, kind), "x");
        }
        Files.writeString(folder(1).resolve("receipt.json"), "{}");
        Files.writeString(folder(1).resolve("receipt.sig"), "x");
        Files.writeString(folder(1).resolve("announced.json"), "{");
        Files.writeString(folder(2).resolve(film.text()), "x");
        expect(
                "altered %s: its content does not match its name"
                        .formatted(shown(file(0, EvidenceKind.SNAPSHOT))),
                "altered %s: its content does not match its name"
                        .formatted(shown(file(0, EvidenceKind.CLIP))),
                "altered %s: its content does not match its name"
                        .formatted(shown(file(0, EvidenceKind.SIGNATURE))),
                "broken %s: it bears no valid signature of the camera's key"
                        .formatted(shown(file(0, EvidenceKind.MANIFEST))),
                "altered %s/receipt.json: the ledger says otherwise, number 2"
                        .formatted(shown(folder(1))),
                "altered %s/receipt.sig: it is not the ledger's signature"
                        .formatted(shown(folder(1))),
                "altered %s/announced.json: it cannot be read".formatted(shown(folder(1))),
                "altered %s/%s: its content does not match its name"
                        .formatted(shown(folder(2)), film.text()));
    }

    @Test
    void eachFileThatDoesNotBelongHereIsForeign() throws IOException {
        EvidenceName clip = Evidence.item(events.get(0), EvidenceKind.CLIP, "another").name();
        Files.writeString(folder(0).resolve(clip.text()), "another");
        EvidenceName streamed =
                Evidence.item(events.get(0), EvidenceKind.STREAMED, "made up").name();
        Files.writeString(folder(0).resolve(streamed.text()), "made up");
        Path other = folder(1).resolve(name(0, EvidenceKind.CLIP));
        Files.copy(file(0, EvidenceKind.CLIP), other);
        Path tombstone = Files.writeString(folder(1).resolve("tombstone.json"), "{}");
        List<Path> strays =
                List.of(
                        Files.writeString(root.resolve("notes.txt"), ""),
                        Files.writeString(root.resolve("cameras/door/notes.txt"), ""),
                        Files.writeString(root.resolve("incoming/notes.txt"), ""),
                        Files.writeString(root.resolve("deleting/notes.txt"), ""));
        Path nobody = Files.createDirectory(root.resolve("cameras/NOBODY"));
        Path misplaced =
                Files.createDirectories(
                        root.resolve("cameras/door/000000").resolve(Evidence.id().text()));
        expect(
                "foreign %s/%s: the manifest does not name it"
                        .formatted(shown(folder(0)), clip.text()),
                "foreign %s/%s: no witness statement names it"
                        .formatted(shown(folder(0)), streamed.text()),
                "foreign %s: no file here has such a name".formatted(shown(other)),
                "foreign %s: the ledger knows nothing of it".formatted(shown(tombstone)),
                "foreign %s: no file here has such a name".formatted(shown(strays.get(0))),
                "foreign %s: no file here has such a name".formatted(shown(strays.get(1))),
                "foreign %s: no file here has such a name".formatted(shown(strays.get(2))),
                "foreign %s: no file here has such a name".formatted(shown(strays.get(3))),
                "foreign %s: no camera has this name".formatted(shown(nobody)),
                "foreign %s: no event has its folder here".formatted(shown(misplaced)));
    }

    @Test
    void aRemovedFolderIsMissing() throws IOException {
        try (var walk = Files.walk(folder(3))) {
            for (Path path : walk.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        expect("missing " + shown(folder(3)) + ": the ledger knows the event, number 4");
    }

    @Test
    void swappedFilesAreNamed() throws IOException {
        Path one = folder(0).resolve("receipt.json");
        Path other = folder(1).resolve("receipt.json");
        Path aside = Files.move(one, directory.resolve("aside"));
        Files.move(other, one);
        Files.move(aside, other);
        expect(
                "altered %s: the ledger says otherwise, number 1".formatted(shown(one)),
                "altered %s: the ledger says otherwise, number 2".formatted(shown(other)));
    }

    @Test
    void theLedgerIsReadLinkByLink() throws IOException {
        Path ledger = root.resolve("receipts.jsonl");
        byte[] good = Files.readAllBytes(ledger);
        swapLines(ledger, 0, 1);
        expect(
                "broken receipts.jsonl: line 1 (number 2) does not follow number 0",
                "broken receipts.jsonl: line 2 (number 1) does not follow number 2",
                "broken receipts.jsonl: line 3 (number 3) does not follow number 1");
        Files.write(ledger, good);
        List<String> lines = new ArrayList<>(Files.readAllLines(ledger));
        Ledger.Line second = Json.read(lines.get(1), Ledger.Line.class);
        byte[] forged = fixture.door.sign(second.bytes());
        lines.set(1, Json.text(Ledger.Line.of(second.bytes(), forged)));
        Files.write(ledger, lines);
        expect("broken receipts.jsonl: line 2 bears no valid signature");
        lines.remove(1);
        Files.write(ledger, lines);
        expect(
                "broken receipts.jsonl: line 2 (number 3) does not follow number 1",
                "missing %s/receipt.json: the event is whole".formatted(shown(folder(1))),
                "foreign %s/receipt.json: the ledger knows nothing of it"
                        .formatted(shown(folder(1))),
                "foreign %s/receipt.sig: the ledger knows nothing of it"
                        .formatted(shown(folder(1))));
    }

    @Test
    void aLineCutShortByAPowerCutIsARemarkAndNoFault() throws IOException {
        Files.writeString(root.resolve("receipts.jsonl"), "{\"docum", StandardOpenOption.APPEND);
        assertThat(verify().faults()).isEmpty();
        assertThat(verify().remarks())
                .containsExactly("remark receipts.jsonl: line 7 cannot be read");
    }

    @Test
    void aNumberGivenTwiceAndAForkAreNamed() throws IOException {
        EventId twin = Evidence.id();
        EventId fork = Evidence.id();
        List<Evidence.Item> fifth = Evidence.event(fork, "door", fixture.door, 5, "0".repeat(64));
        try (EventStore store = fixture.store()) {
            for (List<Evidence.Item> event :
                    List.of(
                            Evidence.event(
                                    twin,
                                    "door",
                                    fixture.door,
                                    4,
                                    files.get(2).getLast().name().sha256()),
                            fifth)) {
                for (Evidence.Item item : event) {
                    assertThat(Evidence.send(store, "door", item).text()).isEmpty();
                }
            }
        }
        String key = fixture.door.publicKey().fingerprint();
        List<String> faults = verify().faults();
        assertThat(faults)
                .hasSizeBetween(2, 3)
                .anyMatch(line ->
                        line.startsWith(
                                        "broken cameras/door: number 4 of key %s is given twice, to events "
                                                .formatted(key))
                                && line.contains(twin.text())
                                && line.contains(events.get(3).text()))
                .anyMatch(line ->
                        line.startsWith(
                                "broken cameras/door: number 5 of key %s, event %s, does not follow event "
                                        .formatted(key, fork)));
    }

    @Test
    void aHoleIsOneLineHoweverWide() throws IOException {
        EventId far = Evidence.id();
        try (EventStore store = fixture.store()) {
            for (Evidence.Item item :
                    Evidence.event(far, "door", fixture.door, Long.MAX_VALUE, "0".repeat(64))) {
                assertThat(Evidence.send(store, "door", item).text()).isEmpty();
            }
        }
        expect(
                "broken cameras/door: numbers 5 to 9223372036854775806 of key %s have not come, and no gap record says why"
                        .formatted(fixture.door.publicKey().fingerprint()));
    }

    @Test
    void aHoleThatAGapRecordExplainsIsNone() throws IOException {
        EventId late = Evidence.id();
        EventId lost = Evidence.id();
        byte[] never = {1};
        String hash = Evidence.item(lost, EvidenceKind.MANIFEST, never).name().sha256();
        try (EventStore store = fixture.store()) {
            for (Evidence.Item item : Evidence.event(late, "door", fixture.door, 6, hash)) {
                assertThat(Evidence.send(store, "door", item).text()).isEmpty();
            }
        }
        String key = fixture.door.publicKey().fingerprint();
        expect(
                "broken cameras/door: number 5 of key %s has not come, and no gap record says why"
                        .formatted(key));
        GapRecord gap =
                new GapRecord(
                        GapRecord.FORMAT, "door", key, 5, lost, hash, List.of(), "damaged", 1);
        try (EventStore store = fixture.store()) {
            assertThat(store.takeGap("door", gap.bytes(), fixture.door.sign(gap.bytes())))
                    .isPresent();
        }
        expect();
        Path gaps = root.resolve("cameras/door/gaps.jsonl");
        String line = Files.readString(gaps);
        Files.writeString(gaps, line + "{\"document\":\"{}\",\"signature\":\"\"}\n");
        assertThat(verify().faults())
                .singleElement()
                .asString()
                .startsWith("broken cameras/door/gaps.jsonl: a gap record cannot be read: ");
        Files.writeString(
                gaps, Json.text(Ledger.Line.of(gap.bytes(), fixture.yard.sign(gap.bytes()))));
        expect(
                "broken cameras/door/gaps.jsonl: the record of number 5 bears no valid signature",
                "broken cameras/door: number 5 of key %s has not come, and no gap record says why"
                        .formatted(key));
    }

    @Test
    void deletedIsToldFromMissing() throws IOException {
        Path clip = file(2, EvidenceKind.CLIP);
        Files.copy(clip, directory.resolve("aside"), StandardCopyOption.REPLACE_EXISTING);
        try (EventStore store = fixture.store()) {
            store.delete("door", events.get(2), "retention", "older than 30 days");
        }
        Verification.Result result = verify();
        assertThat(result.faults()).isEmpty();
        assertThat(result.remarks())
                .containsExactly(
                        "deleted %s: by retention, 2026-03-01T10:00:00Z: older than 30 days"
                                .formatted(shown(folder(2))));
        Files.copy(directory.resolve("aside"), clip);
        expect("broken %s: the tombstone says that it is deleted".formatted(shown(clip)));
    }

    @Test
    void whatARevokedKeySignedStaysSigned() throws IOException {
        fixture.registry.revoke("door");
        expect();
        assertThat(Manifest.parse(Files.readAllBytes(file(0, EvidenceKind.MANIFEST))).sequence())
                .isEqualTo(1);
    }

    @Test
    void anArrivalWithoutAFolderIsARemarkAndAFolderWithoutArrivalAFault() throws IOException {
        Path arrivals = root.resolve("arrivals.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(arrivals));
        String first = lines.removeFirst();
        EventId nobody = Evidence.id();
        lines.add(first.replace(events.get(0).text(), nobody.text()));
        Files.write(arrivals, lines);
        expect("broken arrivals.jsonl: event %s has no place in it".formatted(events.get(0)));
        assertThat(verify().remarks())
                .singleElement()
                .asString()
                .endsWith(nobody + ": arrival 1 has no folder, as after a power cut");
    }
}
