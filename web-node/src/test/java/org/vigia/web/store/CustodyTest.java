package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.EvidenceName;
import org.vigia.shared.event.Moment;
import org.vigia.shared.event.Receipt;
import org.vigia.shared.event.Statement;
import org.vigia.shared.event.Tombstone;
import org.vigia.shared.event.Witness;
import org.vigia.web.event.Custody;
import org.vigia.web.event.Mark;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// What happens to an event on Pi #B besides its arrival: marks, streamed films, deletion.
class CustodyTest {
    private static final Moment MOMENT = new Moment(1_772_000_000_000L, true, "boot", 1);

    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private EventStore store;
    private final EventId event = Evidence.id();
    private final List<StoredEvent> told = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        fixture = new StoreFixture(directory, keys);
        restart();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private void restart() throws IOException {
        if (store != null) {
            store.close();
        }
        store = fixture.store();
        store.observe(told::add);
    }

    private Path root() {
        return directory.resolve("store");
    }

    private void announce() {
        assertThat(store.announce("door", event, event, EventKind.MOTION, MOMENT).text()).isEmpty();
    }

    private void send() throws IOException {
        for (Evidence.Item item : Evidence.event(event, "door", fixture.door)) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        }
    }

    private Optional<EvidenceName> publish(String film, @Nullable EvidenceName replaces)
            throws IOException {
        Path part = Files.writeString(root().resolve("film.part"), film);
        Optional<EvidenceName> name =
                store.publishStreamed("door", event, part, 4000, "closed", replaces);
        Files.delete(part);
        return name;
    }

    private StoredEvent now() throws IOException {
        return store.read("door", event).orElseThrow();
    }

    private List<Statement> ledger() throws IOException {
        List<Statement> statements = new ArrayList<>();
        String previous = null;
        LineFile<Ledger.Line> lines =
                new LineFile<>(root().resolve("receipts.jsonl"), Ledger.Line.class);
        List<Ledger.Line> chain = new ArrayList<>();
        lines.forEach(chain::add);
        for (Ledger.Line line : chain) {
            Statement statement = line.statement();
            assertThat(statement.sequence()).isEqualTo(statements.size() + 1L);
            assertThat(statement.previous()).isEqualTo(previous);
            assertThat(
                            RsaIdentity.verify(
                                    fixture.receiptKey.publicKey(), line.bytes(), line.signature()))
                    .isTrue();
            previous = Sha256.of(line.bytes());
            statements.add(statement);
        }
        return statements;
    }

    @Test
    void aFilmOfAnEventThatACameraWhichIsNotBelievedHasNotAnnouncedIsUnconfirmed()
            throws IOException {
        store.doubt("door"::equals);
        publish("film", null);
        assertThat(now().marks()).containsExactly(Standing.UNCONFIRMED);
    }

    @Test
    void aFilmOfAnEventThatWasAnnouncedBeforeTheLossIsBelieved() throws IOException {
        announce();
        store.doubt("door"::equals);
        publish("film", null);
        assertThat(now().marks()).isEmpty();
    }

    @Test
    void aFilmThatIsMadeAgainDoesNotTakeAWalkThroughTheLedger() throws IOException {
        publish("film", null);
        Path ledger = root().resolve("receipts.jsonl");
        String lines = Files.readString(ledger);
        // Whoever reads this line stumbles.
        Files.writeString(ledger, "{\"document\":\"\",\"signature\":\"\"}\n" + lines);
        assertThat(publish("film", null)).isPresent();
        assertThat(Files.readString(ledger)).endsWith(lines);
    }

    @Test
    void marksAddUpAndOutliveARestart() throws IOException {
        announce();
        assertThat(store.mark("door", event, Mark.LOST, "web-node", null)).isTrue();
        store.mark("door", event, Mark.UNCONFIRMED, "web-node", null);
        Custody custody = store.custody();
        assertThat(custody.mark(event, Mark.KEPT, "ana", null)).isEqualTo(Custody.Outcome.DONE);
        custody.mark(event, Mark.KEPT, "ana", null);
        custody.mark(event, Mark.NOTE, "ana", "the postman");
        custody.mark(event, Mark.CONFIRMED, "ana", null);
        assertThat(told.getLast()).isEqualTo(now());
        restart();
        assertThat(now().marks()).containsExactly(Standing.LOST, Standing.KEPT);
        assertThat(now().note()).isEqualTo("the postman");
        store.custody().mark(event, Mark.RELEASED, "ana", null);
        store.custody().mark(event, Mark.NOTE, "ana", "");
        assertThat(now().marks()).containsExactly(Standing.LOST);
        assertThat(now().note()).isNull();
        Path folder = EventFolder.of(root().resolve("cameras"), "door", event).path();
        assertThat(Files.readAllLines(folder.resolve("journal.jsonl"))).hasSize(7);
    }

    @Test
    void marksOfNoEventAndMarksThatAreNobodysAreRefused() throws IOException {
        assertThat(store.mark("door", event, Mark.LOST, "web-node", null)).isFalse();
        assertThat(store.custody().mark(event, Mark.KEPT, "ana", null))
                .isEqualTo(Custody.Outcome.UNKNOWN);
        announce();
        assertThatThrownBy(() -> store.custody().mark(event, Mark.DIFFERS, "ana", null))
                .hasMessage("DIFFERS is not for people to say");
        assertThatThrownBy(() -> store.mark("door", event, Mark.DELETING, "ana", null))
                .hasMessage("DELETING is part of a step of its own");
        assertThatThrownBy(() -> store.mark("door", event, Mark.NOTE, "ana", "x".repeat(2001)))
                .hasMessage("a text has at most 2000 characters");
    }

    @Test
    void anEventIsNoLongerLostOnceItsClipIsHere() throws IOException {
        announce();
        store.mark("door", event, Mark.LOST, "web-node", null);
        send();
        assertThat(now().marks()).isEmpty();
    }

    @Test
    void aStreamedFilmIsPublishedWitnessedAndReplacedByTheLongerOneOfTheSameStream()
            throws IOException {
        announce();
        EvidenceName first = publish("film", null).orElseThrow();
        assertThat(now().streamed()).isEqualTo(first);
        assertThat(now().streamedMillis()).isEqualTo(4000);
        assertThat(now().stage()).isEqualTo(StoredEvent.Stage.ARRIVING);
        EvidenceName second = publish("film and more", first).orElseThrow();
        assertThat(now().streamed()).isEqualTo(second);
        assertThat(publish("film and more", first)).contains(second);
        Path folder = EventFolder.of(root().resolve("cameras"), "door", event).path();
        assertThat(Evidence.tree(folder)).noneMatch(n -> n.equals(first.text()));
        assertThat(ledger()).hasSize(2).allMatch(Witness.class::isInstance);
        Witness said =
                (Witness) Statement.parse(Files.readAllBytes(folder.resolve("witness.json")));
        assertThat(said).isEqualTo(ledger().getLast());
        assertThat(said.files()).containsExactly(new Witness.Entry(second.text(), 13));
        assertThat(said.reason()).isEqualTo("closed");
        assertThat(told.getLast()).isEqualTo(now());
    }

    @Test
    void aFilmThatIsNotSaidToBeReplacedStaysAndTheLongerIsShown() throws IOException {
        announce();
        EvidenceName longer = publish("film of some length", null).orElseThrow();
        publish("short", null);
        assertThat(now().streamed()).isEqualTo(longer);
        Path folder = EventFolder.of(root().resolve("cameras"), "door", event).path();
        assertThat(Evidence.tree(folder)).filteredOn(n -> n.contains(".streamed.")).hasSize(2);
    }

    @Test
    void aFilmForAnEventThatNobodyAnnouncedMakesTheEvent() throws IOException {
        assertThat(publish("film", null)).isPresent();
        assertThat(now().arrival()).isEqualTo(1);
        assertThat(store.announce("yard", event, event, EventKind.MOTION, MOMENT).text())
                .isEqualTo("refused: the event belongs to another camera");
    }

    @Test
    void aStreamedFilmIsDroppedOnlyWhenItsEventIsWholeAndDoesNotDiffer() throws IOException {
        announce();
        EvidenceName film = publish("film", null).orElseThrow();
        assertThatThrownBy(() -> store.dropStreamed("door", event, film))
                .hasMessage(film + ": no clip is known to hold this film");
        send();
        assertThat(now().streamed()).isEqualTo(film);
        assertThat(store.dropStreamed("door", event, film)).isTrue();
        assertThat(now().streamed()).isNull();
        assertThat(now().clip()).isNotNull();
    }

    @Test
    void bothFilmsStayWhereTheyDiffer() throws IOException {
        announce();
        EvidenceName film = publish("film", null).orElseThrow();
        send();
        store.mark("door", event, Mark.DIFFERS, "web-node", null);
        assertThatThrownBy(() -> store.dropStreamed("door", event, film))
                .isInstanceOf(IllegalStateException.class);
        assertThat(now().streamed()).isEqualTo(film);
        assertThat(now().marks()).containsExactly(Standing.DIFFERS);
    }

    @Test
    void aCameraMayNeitherUploadNorNameAStreamedFilmNorClaimWhatIsPiBsOwn() throws IOException {
        Evidence.Item film = Evidence.item(event, EvidenceKind.STREAMED, "film");
        assertThat(Evidence.send(store, "door", film).text())
                .isEqualTo("refused: not an evidence file name");
        assertThat(store.announce("door", event, event, EventKind.CAMERA_LOST, MOMENT).text())
                .isEqualTo("refused: only web-node itself says CAMERA_LOST");
        EventId own = store.openOwn("door", null, EventKind.CAMERA_LOST, "silent for 30 s");
        assertThat(
                        Evidence.send(store, "door", Evidence.item(own, EvidenceKind.SNAPSHOT, "p"))
                                .text())
                .isEqualTo("refused: the event is web-node's own");
    }

    @Test
    void anEventOfPiBsOwnIsWholeWithItsStatement() throws IOException {
        EventId own = store.openOwn("door", event, EventKind.CAMERA_LOST, "silent for 30 s");
        StoredEvent stored = store.read("door", own).orElseThrow();
        assertThat(stored).isEqualTo(told.getLast());
        assertThat(stored.stage()).isEqualTo(StoredEvent.Stage.WHOLE);
        assertThat(stored.kind()).isEqualTo(EventKind.CAMERA_LOST);
        assertThat(stored.incident()).isEqualTo(event);
        assertThat(stored.note()).isEqualTo("silent for 30 s");
        assertThat(stored.timeCertain()).isTrue();
        assertThat(ledger())
                .singleElement()
                .satisfies(s -> assertThat(((Witness) s).reason()).isEqualTo("silent for 30 s"));
        assertThatThrownBy(() -> store.openOwn("door", null, EventKind.MOTION, "x"))
                .hasMessage("MOTION is a camera's to say");
    }

    @Test
    void aDeletedEventLeavesItsDocumentsAndATombstone() throws IOException {
        send();
        EvidenceName film = publish("film", null).orElseThrow();
        assertThat(store.delete("door", event, "ana", "not needed"))
                .isEqualTo(Custody.Outcome.DONE);
        assertThat(now().marks()).containsExactly(Standing.DELETED);
        assertThat(now().clip()).isNull();
        assertThat(now().stage()).isEqualTo(StoredEvent.Stage.WHOLE);
        assertThat(told.getLast()).isEqualTo(now());
        Path folder = EventFolder.of(root().resolve("cameras"), "door", event).path();
        assertThat(Evidence.tree(folder))
                .extracting(n -> n.replaceAll(".*\\.(manifest|signature)\\..*", "$1"))
                .containsExactlyInAnyOrder(
                        "announced.json",
                        "journal.jsonl",
                        "manifest",
                        "signature",
                        "receipt.json",
                        "receipt.sig",
                        "tombstone.json",
                        "tombstone.sig",
                        "witness.json",
                        "witness.sig");
        Tombstone said = (Tombstone) ledger().getLast();
        assertThat(said.files()).hasSize(3).contains(film.text());
        assertThat(said.by()).isEqualTo("ana");
        assertThat(said.reason()).isEqualTo("not needed");
        assertThat(Evidence.tree(root().resolve("deleting"))).isEmpty();
        assertThat(store.delete("door", event, "retention", "age")).isEqualTo(Custody.Outcome.DONE);
        assertThat(ledger()).hasSize(3);
    }

    @Test
    void aDeletedEventTakesNothingNewAndItsCameraGetsItsReceiptAllTheSame() throws IOException {
        List<Evidence.Item> files = Evidence.event(event, "door", fixture.door);
        for (Evidence.Item item : files) {
            Evidence.send(store, "door", item);
        }
        store.delete("door", event, "retention", "age");
        fixture.receipts.clear();
        for (Evidence.Item item : files) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        }
        assertThat(fixture.receipts).hasSize(1);
        assertThat(now().clip()).isNull();
        assertThat(
                        Evidence.send(
                                        store,
                                        "door",
                                        Evidence.item(event, EvidenceKind.CLIP, "another"))
                                .text())
                .isEqualTo("refused: the event was deleted");
        assertThat(publish("film", null)).isEmpty();
    }

    @Test
    void anEventWithoutManifestIsDeletedToo() throws IOException {
        announce();
        publish("film", null);
        store.delete("door", event, "ana", "x");
        assertThat(now().marks()).containsExactly(Standing.DELETED);
        assertThat(now().streamed()).isNull();
        assertThat(((Tombstone) ledger().getLast()).manifest()).isNull();
    }

    @Test
    void aDecisionThatCannotBeReadKeepsNothingFromStarting() throws IOException {
        send();
        Files.writeString(root().resolve("deleting/door~x.json"), "{");
        restart();
        assertThat(now().clip()).isNotNull();
    }

    @Test
    void aKeptEventIsNotDeletedAndOneThatIsNotThereIsUnknown() throws IOException {
        assertThat(store.delete("door", event, "retention", "x"))
                .isEqualTo(Custody.Outcome.UNKNOWN);
        send();
        store.custody().mark(event, Mark.KEPT, "ana", null);
        assertThat(store.delete("door", event, "retention", "age")).isEqualTo(Custody.Outcome.KEPT);
        assertThat(now().clip()).isNotNull();
    }

    @Test
    void aLedgerThatHeldReceiptsAloneGoesOn() throws IOException {
        send();
        store.close();
        // Written before there were other kinds: the very bytes of then.
        String document =
                "{\"format\":\"vigia-receipt/1\",\"event\":\"%s\",\"camera\":\"door\",\"manifest\":\"%s\",\"arrivedWallMillis\":1772359200000,\"sequence\":1,\"previous\":null}"
                        .formatted(
                                event,
                                Evidence.event(event, "door", fixture.door)
                                        .getLast()
                                        .name()
                                        .sha256());
        assertThat(new String(ledger().getFirst().bytes(), StandardCharsets.UTF_8))
                .isEqualTo(document);
        byte[] signature = fixture.receiptKey.sign(document.getBytes(StandardCharsets.UTF_8));
        String base64 = Base64.getEncoder().encodeToString(signature);
        Files.writeString(
                root().resolve("receipts.jsonl"),
                "{\"document\":\"%s\",\"signature\":\"%s\"}\n"
                        .formatted(document.replace("\"", "\\\""), base64));
        restart();
        publish("film", null);
        assertThat(ledger()).hasSize(2);
        assertThat(ledger().getFirst()).isInstanceOf(Receipt.class);
    }
}
