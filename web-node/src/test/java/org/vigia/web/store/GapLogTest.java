package org.vigia.web.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.GapRecord;
import org.vigia.shared.event.Moment;
import org.vigia.web.event.Gaps;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

class GapLogTest {
    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private EventStore store;
    private final EventId event = Evidence.id();

    @BeforeEach
    void start() throws IOException {
        fixture = new StoreFixture(directory, keys);
        store = fixture.store();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private GapRecord record(String camera, RsaIdentity key, String manifest, List<String> files) {
        return new GapRecord(
                GapRecord.FORMAT,
                camera,
                key.publicKey().fingerprint(),
                1,
                event,
                manifest,
                files,
                "the card is full",
                5);
    }

    private Optional<String> take(GapRecord record, RsaIdentity key) throws IOException {
        return store.takeGap("door", record.bytes(), key.sign(record.bytes()));
    }

    private List<String> lines() throws IOException {
        Path file = directory.resolve("store/cameras/door/gaps.jsonl");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Test
    void aManifestWhoseMissingFileAGapRecordNamesIsAccepted() throws IOException {
        List<Evidence.Item> files = Evidence.event(event, "door", fixture.door);
        Evidence.Item manifest = files.getLast();
        Evidence.send(store, "door", files.get(0));
        Evidence.send(store, "door", files.get(2));
        String clip = files.get(1).name().text();
        assertThat(Evidence.send(store, "door", manifest).text())
                .isEqualTo("later: " + clip + " is not here yet");
        GapRecord gap = record("door", fixture.door, manifest.name().sha256(), List.of(clip));
        assertThat(take(gap, fixture.door)).contains(manifest.name().sha256());
        assertThat(take(gap, fixture.door)).contains(manifest.name().sha256());
        assertThat(lines()).hasSize(1);
        store.close();
        store = fixture.store();
        assertThat(Evidence.send(store, "door", manifest).text()).isEmpty();
        StoredEvent now = store.read("door", event).orElseThrow();
        assertThat(now.stage()).isEqualTo(StoredEvent.Stage.WHOLE);
        assertThat(now.marks()).containsExactly(Standing.INCOMPLETE);
        assertThat(fixture.receipts).hasSize(1);
    }

    @Test
    void whatWillNeverComeIsFoundByTheTimeOfItsEvent() throws IOException {
        take(record("door", fixture.door, "0".repeat(64), List.of()), fixture.door);
        long made = event.madeMillis();
        for (int i = 0; i < 2; i++) {
            assertThat(store.of("door", made, made + 1)).containsExactly(new Gaps.Gap(made, true));
            assertThat(store.of("door", made + 1, made + 2)).isEmpty();
            assertThat(store.of("yard", 0, Long.MAX_VALUE)).isEmpty();
            store.close();
            store = fixture.store();
        }
    }

    @Test
    void aGapRecordOfAnotherManifestHelpsNothing() throws IOException {
        List<Evidence.Item> files = Evidence.event(event, "door", fixture.door);
        Evidence.send(store, "door", files.get(0));
        Evidence.send(store, "door", files.get(2));
        String clip = files.get(1).name().text();
        take(record("door", fixture.door, "0".repeat(64), List.of(clip)), fixture.door);
        assertThat(Evidence.send(store, "door", files.getLast()).text())
                .isEqualTo("later: " + clip + " is not here yet");
    }

    @Test
    void anEventThatWillNeverComeAtAllSaysSo() throws IOException {
        store.announce(
                "door",
                event,
                event,
                EventKind.MOTION,
                new Moment(1_772_000_000_000L, true, "boot", 1));
        take(record("door", fixture.door, "0".repeat(64), List.of()), fixture.door);
        assertThat(store.read("door", event).orElseThrow().marks())
                .containsExactly(Standing.INCOMPLETE);
    }

    @Test
    void anEventThatHasComeAllTheSameIsWholeWhateverWasGivenUp() throws IOException {
        List<Evidence.Item> files = Evidence.event(event, "door", fixture.door);
        Evidence.send(store, "door", files.getFirst());
        String hash = files.getLast().name().sha256();
        take(record("door", fixture.door, hash, List.of()), fixture.door);
        assertThat(store.read("door", event).orElseThrow().marks())
                .containsExactly(Standing.INCOMPLETE);
        for (Evidence.Item item : files) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        }
        assertThat(store.read("door", event).orElseThrow().marks()).isEmpty();
        take(record("door", fixture.door, hash, List.of()), fixture.door);
        assertThat(store.read("door", event).orElseThrow().marks()).isEmpty();
    }

    @Test
    void aRecordThatCannotBeReadKeepsNoManifestFromBeingTaken() throws IOException {
        List<Evidence.Item> files = Evidence.event(event, "door", fixture.door);
        Evidence.send(store, "door", files.get(0));
        Evidence.send(store, "door", files.get(2));
        String clip = files.get(1).name().text();
        String hash = files.getLast().name().sha256();
        take(record("door", fixture.door, hash, List.of(clip)), fixture.door);
        store.close();
        Path file = directory.resolve("store/cameras/door/gaps.jsonl");
        byte[] signed = Files.readAllBytes(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("{\"document\":\"{}\",\"signature\":\"AAAA\"}\n".getBytes(UTF_8));
            out.write(new byte[] {(byte) 0xC3, (byte) 0x28, 0, (byte) 0xFF, '\n'});
            out.write(signed);
        }
        store = fixture.store();
        assertThat(Evidence.send(store, "door", files.getLast()).text()).isEmpty();
        assertThat(store.read("door", event).orElseThrow().stage())
                .isEqualTo(StoredEvent.Stage.WHOLE);
    }

    @Test
    void whatIsForgedOrOfAnotherCameraIsNotTaken() throws IOException {
        String hash = "0".repeat(64);
        assertThat(take(record("door", fixture.door, hash, List.of()), fixture.yard)).isEmpty();
        assertThat(take(record("yard", fixture.door, hash, List.of()), fixture.door)).isEmpty();
        assertThat(take(record("door", fixture.yard, hash, List.of()), fixture.door)).isEmpty();
        byte[] rubbish = {1, 2, 3};
        assertThat(store.takeGap("door", rubbish, fixture.door.sign(rubbish))).isEmpty();
        assertThat(store.takeGap("nobody", rubbish, rubbish)).isEmpty();
        assertThat(lines()).isEmpty();
    }
}
