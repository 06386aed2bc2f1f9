package org.vigia.web.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.Sha256;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.Receipt;
import org.vigia.web.event.StoredEvent;

/// After each numbered step of docs/design/store.md the folder is copied as a power cut would leave
/// it, and a store is started on the copy; or the step after it fails as on a broken disk.
class CrashPointsTest {
    private static final Set<Step> UPLOAD = EnumSet.range(Step.PART, Step.REMOVED);

    @TempDir static Path keys;
    @TempDir Path directory;
    private StoreFixture fixture;
    private Path root;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new StoreFixture(directory, keys);
        root = directory.resolve("store");
    }

    /// What had been said to the camera when the power went.
    private record Cut(Step step, Path image, int acknowledged) {}

    @Test
    void whateverStepThePowerCutFollowsTheEventArrivesExactlyOnce() throws IOException {
        List<Cut> cuts = new ArrayList<>();
        int[] acknowledged = {0};
        int[] images = {0};
        EventId earlier = Evidence.id();
        EventId event = Evidence.id();
        List<Evidence.Item> files = Evidence.event(event, "door", fixture.door);
        try (EventStore store =
                fixture.store(
                        root,
                        StoreLimits.DEFAULT,
                        step -> {
                            Path image = directory.resolve("cut-" + images[0]++);
                            copy(root, image);
                            cuts.add(new Cut(step, image, acknowledged[0]));
                        })) {
            for (Evidence.Item item : Evidence.event(earlier, "door", fixture.door)) {
                Evidence.send(store, "door", item);
            }
            cuts.clear();
            for (Evidence.Item item : files) {
                assertThat(Evidence.send(store, "door", item).text()).isEmpty();
                acknowledged[0]++;
            }
        }
        assertThat(cuts).extracting(Cut::step).contains(UPLOAD.toArray(Step[]::new));
        for (Cut cut : cuts) {
            check(cut, earlier, event, files);
        }
    }

    private void check(Cut cut, EventId earlier, EventId event, List<Evidence.Item> files)
            throws IOException {
        fixture.receipts.clear();
        try (EventStore store = fixture.store(cut.image(), StoreLimits.DEFAULT)) {
            assertThat(Evidence.tree(cut.image().resolve("incoming"))).as("%s", cut).isEmpty();
            for (Evidence.Item item : files.subList(0, cut.acknowledged())) {
                assertThat(store.file("door", event, item.name().kind()))
                        .as("%s", cut)
                        .hasValueSatisfying(p -> assertThat(p).hasBinaryContent(item.content()));
            }
            boolean whole =
                    store.read("door", event)
                            .filter(e -> e.stage() == StoredEvent.Stage.WHOLE)
                            .isPresent();
            assertThat(hasReceipt(cut.image(), event)).as("%s", cut).isEqualTo(whole);
            for (Evidence.Item item : files) {
                assertThat(Evidence.send(store, "door", item).text()).as("%s", cut).isEmpty();
            }
            assertThat(fixture.receipts).as("%s", cut).hasSize(1);
            checkChain(cut.image(), List.of(earlier, event));
            assertThat(store.read("door", event).orElseThrow().arrival()).isGreaterThan(1);
            assertThat(Evidence.tree(cut.image().resolve("incoming"))).as("%s", cut).isEmpty();
        }
    }

    @Test
    void whateverStepADiskErrorFollowsARepeatSucceeds() throws IOException {
        for (Step broken : UPLOAD) {
            Path here = directory.resolve("broken-" + broken);
            EventId event = Evidence.id();
            boolean[] armed = {false};
            fixture.receipts.clear();
            try (EventStore store =
                    fixture.store(
                            here,
                            StoreLimits.DEFAULT,
                            step -> {
                                if (armed[0] && step == broken) {
                                    armed[0] = false;
                                    throw new IOException("the disk broke behind " + step);
                                }
                            })) {
                List<Evidence.Item> files = Evidence.event(event, "door", fixture.door);
                for (Evidence.Item item : files) {
                    armed[0] = true;
                    Verdict first = Evidence.send(store, "door", item);
                    if (!(first instanceof Verdict.Accepted)) {
                        assertThat(first.text()).isEqualTo("later: the store could not write it");
                        assertThat(Evidence.tree(here.resolve("incoming"))).isEmpty();
                    }
                    armed[0] = false;
                    assertThat(Evidence.send(store, "door", item).text())
                            .as("%s %s", broken, item.name())
                            .isEmpty();
                }
                assertThat(fixture.receipts.stream().distinct()).hasSize(1);
                checkChain(here, List.of(event));
            }
        }
    }

    @Test
    void journalLinesCutShortArePassedOver() throws IOException {
        try (EventStore store = fixture.store(root, StoreLimits.DEFAULT)) {
            sendAll(store, Evidence.id());
        }
        for (String journal : List.of("arrivals.jsonl", "receipts.jsonl")) {
            Path file = root.resolve(journal);
            String text = Files.readString(file);
            Files.writeString(file, text + text.substring(0, text.length() / 2));
        }
        EventId second = Evidence.id();
        try (EventStore store = fixture.store(root, StoreLimits.DEFAULT)) {
            sendAll(store, second);
            assertThat(store.read("door", second).orElseThrow().arrival()).isEqualTo(2);
        }
        try (EventStore store = fixture.store(root, StoreLimits.DEFAULT)) {
            assertThat(store.lastArrival()).isEqualTo(2);
        }
        assertThat(fixture.receipts).extracting(Receipt::sequence).containsExactly(1L, 2L);
        assertThat(fixture.receipts.get(1).previous())
                .isEqualTo(Sha256.of(fixture.receipts.get(0).bytes()));
    }

    private void sendAll(EventStore store, EventId event) throws IOException {
        for (Evidence.Item item : Evidence.event(event, "door", fixture.door)) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        }
    }

    private static boolean hasReceipt(Path root, EventId event) throws IOException {
        return Evidence.tree(root).stream()
                .anyMatch(name -> name.endsWith(event.text() + "/receipt.json"));
    }

    private void checkChain(Path root, List<EventId> events) throws IOException {
        LineFile<Ledger.Line> lines =
                new LineFile<>(root.resolve("receipts.jsonl"), Ledger.Line.class);
        List<Ledger.Line> chain = new ArrayList<>();
        lines.forEach(chain::add);
        assertThat(chain).hasSameSizeAs(events);
        for (int i = 0; i < chain.size(); i++) {
            Receipt receipt = Receipt.parse(chain.get(i).bytes());
            assertThat(receipt.event()).isEqualTo(events.get(i));
            assertThat(receipt.sequence()).isEqualTo(i + 1L);
            assertThat(receipt.previous())
                    .isEqualTo(i == 0 ? null : Sha256.of(chain.get(i - 1).bytes()));
            assertThat(
                            RsaIdentity.verify(
                                    fixture.receiptKey.publicKey(),
                                    chain.get(i).bytes(),
                                    chain.get(i).signature()))
                    .isTrue();
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (var walk = Files.walk(from)) {
            for (Path source : walk.toList()) {
                Path target = to.resolve(from.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(source, target);
                }
            }
        }
    }
}
