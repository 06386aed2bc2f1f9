package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.Manifest;
import org.vigia.shared.event.Moment;
import org.vigia.web.event.StoredEvent;

class EventStoreTest {
    private static final Verdict ACCEPTED = new Verdict.Accepted();
    private static final Moment MOMENT = new Moment(1_772_000_000_000L, true, "boot", 1);

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

    private String send(Evidence.Item item) throws IOException {
        return Evidence.send(store, "door", item).text();
    }

    private String sendSealed(Manifest manifest) throws IOException {
        List<Evidence.Item> sealed = Evidence.sealed(event, manifest.bytes(), fixture.door);
        assertThat(send(sealed.get(0))).isEmpty();
        return send(sealed.get(1));
    }

    @Test
    void aWholeEventIsStoredByteForByteAndReceipted() throws IOException {
        List<Evidence.Item> files = Evidence.event(event, "door", fixture.door);
        for (Evidence.Item item : files) {
            assertThat(Evidence.send(store, "door", item)).isEqualTo(ACCEPTED);
        }
        for (Evidence.Item item : files) {
            assertThat(store.file("door", event, item.name().kind()))
                    .hasValueSatisfying(p -> assertThat(p).hasBinaryContent(item.content()));
        }
        assertThat(fixture.receipts)
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.event()).isEqualTo(event);
                    assertThat(r.sequence()).isEqualTo(1);
                    assertThat(r.manifest()).isEqualTo(files.get(3).name().sha256());
                });
        StoredEvent stored = store.read("door", event).orElseThrow();
        assertThat(stored.stage()).isEqualTo(StoredEvent.Stage.WHOLE);
        assertThat(stored.clipMillis()).isEqualTo(14_000);
        assertThat(stored.startedMillis()).isEqualTo(1_772_000_000_000L);
        assertThat(stored.clip()).isEqualTo(files.get(1).name());
        assertThat(Evidence.tree(directory.resolve("store/incoming"))).isEmpty();
    }

    @Test
    void repeatsOfEveryFileAreAnsweredAsSuccessAndTheReceiptComesAgain() throws IOException {
        List<Evidence.Item> files = Evidence.event(event, "door", fixture.door);
        for (int round = 0; round < 3; round++) {
            for (Evidence.Item item : files) {
                assertThat(send(item)).isEmpty();
            }
        }
        assertThat(fixture.receipts).hasSize(3);
        assertThat(fixture.receipts.stream().distinct()).hasSize(1);
        assertThat(Files.readAllLines(directory.resolve("store/receipts.jsonl"))).hasSize(1);
    }

    @Test
    void receiptsFormOneChainAcrossRestarts() throws IOException {
        for (int i = 0; i < 3; i++) {
            for (Evidence.Item item : Evidence.event(Evidence.id(), "door", fixture.door)) {
                assertThat(send(item)).isEmpty();
            }
            store.close();
            store = fixture.store();
        }
        assertThat(fixture.receipts).extracting(r -> r.sequence()).containsExactly(1L, 2L, 3L);
        assertThat(fixture.receipts.get(1).previous())
                .isEqualTo(Sha256.of(fixture.receipts.get(0).bytes()));
        assertThat(fixture.receipts.get(2).previous())
                .isEqualTo(Sha256.of(fixture.receipts.get(1).bytes()));
    }

    @Test
    void anotherFileOfAKindIsRefusedForGood() throws IOException {
        assertThat(send(Evidence.item(event, EvidenceKind.CLIP, "one"))).isEmpty();
        assertThat(send(Evidence.item(event, EvidenceKind.CLIP, "two")))
                .isEqualTo("refused: the event already has another clip");
    }

    @Test
    void aFileOfAnotherCamerasEventIsRefused() throws IOException {
        assertThat(send(Evidence.item(event, EvidenceKind.CLIP, "one"))).isEmpty();
        assertThat(
                        Evidence.send(
                                        store,
                                        "yard",
                                        Evidence.item(event, EvidenceKind.SNAPSHOT, "x"))
                                .text())
                .isEqualTo("refused: the event belongs to another camera");
        assertThat(store.announce("yard", event, event, EventKind.PANIC, MOMENT).text())
                .isEqualTo("refused: the event belongs to another camera");
    }

    @Test
    void contentThatDoesNotMatchTheNameIsDiscarded() throws IOException {
        Evidence.Item honest = Evidence.item(event, EvidenceKind.CLIP, "film");
        Evidence.Item forged = new Evidence.Item(honest.name(), new byte[] {1, 2, 3, 4});
        assertThat(send(forged)).isEqualTo("refused: the content does not match the name");
        assertThat(Evidence.tree(directory.resolve("store")))
                .noneMatch(name -> name.contains(event.text()) || name.endsWith(".part"));
        assertThat(send(honest)).isEmpty();
    }

    @Test
    void namesAndSizesAreCheckedBeforeAnythingIsSent() {
        String name = Evidence.item(event, EvidenceKind.SIGNATURE, "s").name().text();
        assertThat(store.offer("door", "../" + name, 1))
                .isEqualTo(new Inbox.Answer.No(new Verdict.Refused("not an evidence file name")));
        assertThat(store.offer("door", name, 2049))
                .isEqualTo(
                        new Inbox.Answer.No(
                                new Verdict.Refused("2049 bytes, at most 2048 for a signature")));
        assertThat(store.offer("door", name, 0)).isInstanceOf(Inbox.Answer.No.class);
    }

    @Test
    void aFullDiskMeansLater() throws IOException {
        store.close();
        store =
                fixture.store(
                        directory.resolve("store"),
                        new StoreLimits(1 << 20, 1L << 60, RoomLimits.DEFAULT));
        assertThat(send(Evidence.item(event, EvidenceKind.CLIP, "x")))
                .isEqualTo("later: the store is full");
        assertThat(store.announce("door", event, event, EventKind.MOTION, MOMENT).text())
                .isEqualTo("later: the store is full");
    }

    @Test
    void aManifestWaitsForItsSignatureAndForWhatItNames() throws IOException {
        Evidence.Item clip = Evidence.item(event, EvidenceKind.CLIP, "film");
        byte[] document = Evidence.manifest(event, "door", fixture.door, List.of(clip)).bytes();
        List<Evidence.Item> sealed = Evidence.sealed(event, document, fixture.door);
        assertThat(send(sealed.get(1))).isEqualTo("later: the signature is not here yet");
        assertThat(send(sealed.get(0))).isEmpty();
        assertThat(send(sealed.get(1))).isEqualTo("later: " + clip.name() + " is not here yet");
        assertThat(send(clip)).isEmpty();
        assertThat(send(sealed.get(1))).isEmpty();
        assertThat(send(Evidence.item(event, EvidenceKind.SNAPSHOT, "late")))
                .isEqualTo("refused: the event is whole");
    }

    @Test
    void manifestsThatLieAreRefused() throws IOException {
        Evidence.Item clip = Evidence.item(event, EvidenceKind.CLIP, "film");
        assertThat(send(clip)).isEmpty();
        Manifest good = Evidence.manifest(event, "door", fixture.door, List.of(clip));
        byte[] document = good.bytes();
        List<Evidence.Item> foreign = Evidence.sealed(event, document, fixture.yard);
        EventId other = Evidence.id();
        send(Evidence.item(other, EvidenceKind.SIGNATURE, foreign.get(0).content()));
        assertThat(send(Evidence.item(other, EvidenceKind.MANIFEST, document)))
                .isEqualTo(
                        "refused: the manifest does not bear a valid signature of the camera's"
                                + " key");
        EventId third = Evidence.id();
        send(Evidence.item(third, EvidenceKind.SIGNATURE, fixture.door.sign(document)));
        assertThat(send(Evidence.item(third, EvidenceKind.MANIFEST, document)))
                .isEqualTo("refused: the manifest is that of event " + event);
        assertThat(
                        sendSealed(
                                Evidence.manifest(
                                        event,
                                        "door",
                                        fixture.door,
                                        List.of(Evidence.item(event, EvidenceKind.CLIP, "other")))))
                .isEqualTo("refused: the manifest names a clip that is not the one held");
    }

    @Test
    void aManifestOfAnotherCameraIsRefused() throws IOException {
        assertThat(sendSealed(Evidence.manifest(event, "yard", fixture.door, List.of())))
                .isEqualTo("refused: the manifest is that of camera yard");
    }

    @Test
    void aManifestThatNamesAnotherKeyIsRefused() throws IOException {
        assertThat(sendSealed(Evidence.manifest(event, "door", fixture.yard, List.of())))
                .startsWith("refused: the manifest names another key: SHA256:");
    }

    @Test
    void aManifestThatLeavesOutAFileIsRefused() throws IOException {
        assertThat(send(Evidence.item(event, EvidenceKind.CLIP, "film"))).isEmpty();
        assertThat(sendSealed(Evidence.manifest(event, "door", fixture.door, List.of())))
                .isEqualTo("refused: the manifest leaves out the clip that is held");
    }

    @Test
    void aManifestWithAWrongSizeIsRefused() throws IOException {
        Evidence.Item clip = Evidence.item(event, EvidenceKind.CLIP, "film");
        assertThat(send(clip)).isEmpty();
        Evidence.Item longer = new Evidence.Item(clip.name(), new byte[99]);
        assertThat(sendSealed(Evidence.manifest(event, "door", fixture.door, List.of(longer))))
                .isEqualTo("refused: the manifest gives a wrong size for the clip");
    }

    @Test
    void signedRubbishInPlaceOfAManifestIsRefusedAndNeverMore() throws IOException {
        byte[] good = Evidence.manifest(event, "door", fixture.door, List.of()).bytes();
        long inputs = 10_000L * Integer.getInteger("vigia.fuzz", 1);
        for (long seed = 0; seed < inputs; seed++) {
            Random random = new Random(seed);
            byte[] input = good.clone();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                input[random.nextInt(input.length)] = (byte) random.nextInt();
            }
            try {
                Manifest.parse(input);
            } catch (IOException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        for (long seed = 0; seed < 20; seed++) {
            byte[] rubbish = new byte[new Random(seed).nextInt(1, 300)];
            new Random(seed).nextBytes(rubbish);
            EventId id = Evidence.id();
            List<Evidence.Item> sealed = Evidence.sealed(id, rubbish, fixture.door);
            assertThat(send(sealed.get(0))).isEmpty();
            assertThat(send(sealed.get(1)))
                    .as("seed %d", seed)
                    .startsWith("refused: the manifest cannot be read: ");
        }
    }

    @Test
    void anAnnouncementIsTakenOnceAndCompletesAnEventWhoseFileCameFirst() throws IOException {
        List<StoredEvent> seen = new ArrayList<>();
        store.observe(seen::add);
        assertThat(send(Evidence.item(event, EvidenceKind.SNAPSHOT, "p"))).isEmpty();
        EventId incident = Evidence.id();
        assertThat(store.announce("door", event, incident, EventKind.PANIC, MOMENT))
                .isEqualTo(ACCEPTED);
        assertThat(store.announce("door", event, event, EventKind.PHOTO, MOMENT))
                .isEqualTo(ACCEPTED);
        assertThat(seen).hasSize(2);
        StoredEvent stored = store.read("door", event).orElseThrow();
        assertThat(stored).isEqualTo(seen.get(1));
        assertThat(stored.kind()).isEqualTo(EventKind.PANIC);
        assertThat(stored.incident()).isEqualTo(incident);
        assertThat(stored.stage()).isEqualTo(StoredEvent.Stage.ARRIVING);
        assertThat(stored.arrival()).isEqualTo(1);
    }

    @Test
    void aDamagedRecordIsPutAsideAndKeepsNothingFromArriving() throws IOException {
        store.announce("door", Evidence.id(), event, EventKind.MOTION, MOMENT);
        assertThat(store.announce("door", event, event, EventKind.PANIC, MOMENT))
                .isEqualTo(ACCEPTED);
        Path folder = EventFolder.of(directory.resolve("store/cameras"), "door", event).path();
        Files.writeString(folder.resolve("announced.json"), "{\"event\":");
        store.announce("door", Evidence.id(), event, EventKind.MOTION, MOMENT);
        List<Evidence.Item> files = Evidence.event(event, "door", fixture.door);
        for (Evidence.Item item : files) {
            assertThat(send(item)).isEmpty();
        }
        StoredEvent stored = store.read("door", event).orElseThrow();
        assertThat(stored.stage()).isEqualTo(StoredEvent.Stage.WHOLE);
        assertThat(stored.arrival()).isEqualTo(2);
        assertThat(fixture.receipts).hasSize(1);
        // Whole, and damaged once more: the receipt that was missed, and the history, still come.
        Files.writeString(folder.resolve("announced.json"), "");
        assertThat(send(files.getLast())).isEmpty();
        assertThat(fixture.receipts).hasSize(2);
        Files.writeString(folder.resolve("announced.json"), "\0\0\0");
        List<StoredEvent> all = new ArrayList<>();
        store.readAfter(0, all::add);
        assertThat(all).extracting(StoredEvent::arrival).containsExactly(1L, 2L, 3L);
        assertThat(Evidence.tree(folder)).filteredOn(f -> f.startsWith("damaged-")).hasSize(3);
    }

    @Test
    void aTimeFarFromTheArrivalIsUncertain() throws IOException {
        long arrival = Evidence.CLOCK.millis();
        long day = Duration.ofDays(1).toMillis();
        for (long days : new long[] {-100, -80, 0, 2, 40_000}) {
            EventId id = Evidence.id();
            Moment started = new Moment(arrival + days * day, true, "boot", 1);
            store.announce("door", id, id, EventKind.MOTION, started);
            assertThat(store.read("door", id).orElseThrow().timeCertain())
                    .as("%d days", days)
                    .isEqualTo(days == -80 || days == 0);
        }
    }

    @Test
    void aFolderThatCannotBeReadToItsEndIsAnIoError() {
        IOException cause = new IOException("Input/output error");
        try (DirectoryStream<Path> broken =
                new DirectoryStream<>() {
                    @Override
                    public Iterator<Path> iterator() {
                        throw new DirectoryIteratorException(cause);
                    }

                    @Override
                    public void close() {}
                }) {
            assertThatThrownBy(() -> EventFolder.all(broken))
                    .isInstanceOf(IOException.class)
                    .hasCause(cause);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theOrderOfArrivalGoesOnAfterARestartEvenWithoutItsJournal() throws IOException {
        for (int i = 0; i < 3; i++) {
            store.announce("door", Evidence.id(), event, EventKind.MOTION, MOMENT);
        }
        store.close();
        Files.delete(directory.resolve("store/arrivals.jsonl"));
        store = fixture.store();
        store.announce("door", event, event, EventKind.MOTION, MOMENT);
        assertThat(store.read("door", event).orElseThrow().arrival()).isEqualTo(4);
        List<StoredEvent> all = new ArrayList<>();
        store.readAfter(1, all::add);
        assertThat(all).extracting(StoredEvent::arrival).containsExactly(2L, 3L, 4L);
    }

    @Test
    void aSecondStoreOnTheSameFolderIsRefused() {
        assertThatThrownBy(() -> fixture.store())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("this process already works on this folder");
    }

    @Test
    void aClosedStoreTakesNothing() throws IOException {
        store.close();
        assertThat(send(Evidence.item(event, EvidenceKind.CLIP, "x")))
                .isEqualTo("later: web-node is shutting down");
    }
}
