package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.web.event.Custody;
import org.vigia.web.event.Mark;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;

/// A disk that refuses in the middle, and a web-node that goes on all the same.
class BrokenDiskTest {
    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private EventStore store;
    private final EventId event = Evidence.id();
    private final List<StoredEvent> told = new ArrayList<>();
    private volatile @Nullable Step broken;

    @BeforeEach
    void start() throws IOException {
        fixture = new StoreFixture(directory, keys);
        store =
                fixture.store(
                        directory.resolve("store"),
                        StoreLimits.DEFAULT,
                        step -> {
                            if (step == broken) {
                                throw new IOException("the disk broke behind " + step);
                            }
                        });
        store.observe(told::add);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private void send(List<Evidence.Item> files) throws IOException {
        for (Evidence.Item item : files) {
            Evidence.send(store, "door", item);
        }
    }

    private Path file(EventId of, String name) {
        Path cameras = directory.resolve("store/cameras");
        return EventFolder.of(cameras, "door", of).path().resolve(name);
    }

    private List<String> ledger() throws IOException {
        return Files.readAllLines(directory.resolve("store/receipts.jsonl"));
    }

    @Test
    void noStatementIsMadeBeforeTheOneBeforeLiesInItsFolder() throws IOException {
        for (Step step : List.of(Step.RECEIPT_LOGGED, Step.RECEIPT_SIGNATURE)) {
            EventId first = Evidence.id();
            broken = step;
            send(Evidence.event(first, "door", fixture.door));
            assertThat(file(first, "receipt.json")).as("%s", step).doesNotExist();
            broken = null;
            EventId second = Evidence.id();
            send(Evidence.event(second, "door", fixture.door));
            assertThat(file(first, "receipt.json")).as("%s", step).exists();
            assertThat(file(first, "receipt.sig")).as("%s", step).exists();
            assertThat(file(second, "receipt.json")).as("%s", step).exists();
            // The camera asks again: the same receipt, and no second one.
            int lines = ledger().size();
            Evidence.Item manifest = Evidence.event(first, "door", fixture.door).getLast();
            assertThat(Evidence.send(store, "door", manifest).text()).isEmpty();
            assertThat(ledger()).hasSize(lines);
            assertThat(fixture.receipts.getLast().event()).isEqualTo(first);
        }
    }

    @Test
    void anEventOfPiBsOwnThatIsTriedAgainIsTheSameOne() throws IOException {
        for (Step step :
                EnumSet.of(
                        Step.ARRIVAL,
                        Step.ANNOUNCED,
                        Step.WITNESS_LOGGED,
                        Step.WITNESS_SIGNATURE,
                        Step.WITNESS)) {
            long before = store.lastArrival();
            broken = step;
            assertThatThrownBy(() -> open("silent for 30 s"))
                    .hasMessage("the disk broke behind " + step);
            broken = null;
            EventId own = open("silent for 33 s");
            assertThat(store.lastArrival()).as("%s", step).isEqualTo(before + 1);
            StoredEvent read = store.read("door", own).orElseThrow();
            assertThat(read.stage()).as("%s", step).isEqualTo(StoredEvent.Stage.WHOLE);
            assertThat(read.arrival()).as("%s", step).isEqualTo(before + 1);
            assertThat(read.note()).as("%s", step).isEqualTo("silent for 33 s");
            assertThat(told.getLast()).isEqualTo(read);
            assertThat(ledger().stream().filter(line -> line.contains(own.text())))
                    .as("%s", step)
                    .hasSize(1);
            assertThat(open("again")).as("another loss").isNotEqualTo(own);
        }
    }

    private EventId open(String text) throws IOException {
        return store.openOwn("door", null, EventKind.CAMERA_LOST, text);
    }

    @Test
    void whatIsSaidToBeDeletedIsNotKeptAnyMore() throws IOException {
        send(Evidence.event(event, "door", fixture.door));
        broken = Step.DELETION_DECIDED;
        assertThatThrownBy(() -> store.delete("door", event, "retention", "age"))
                .isInstanceOf(IOException.class);
        broken = null;
        assertThat(keep()).as("nothing has been said yet").isEqualTo(Custody.Outcome.DONE);
        store.custody().mark(event, Mark.RELEASED, "ana", null);
        broken = Step.TOMBSTONE_LOGGED;
        assertThatThrownBy(() -> store.delete("door", event, "retention", "age"))
                .isInstanceOf(IOException.class);
        broken = null;
        assertThat(keep()).as("it is in the ledger").isEqualTo(Custody.Outcome.DELETED);
        assertThat(store.delete("door", event, "retention", "age")).isEqualTo(Custody.Outcome.DONE);
        assertThat(keep()).isEqualTo(Custody.Outcome.DELETED);
        assertThat(store.mark("door", event, Mark.KEPT, "ana", null)).isFalse();
        assertThat(store.read("door", event).orElseThrow().marks())
                .containsExactly(Standing.DELETED);
    }

    private Custody.Outcome keep() throws IOException {
        return store.custody().mark(event, Mark.KEPT, "ana", null);
    }
}
