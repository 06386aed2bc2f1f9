package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EventKind;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.event.GapRecord;
import org.vigia.shared.event.Moment;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.powercut.PowerCuts;
import org.vigia.shared.powercut.Recording;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.web.event.Custody;
import org.vigia.web.event.Mark;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.StoreFixture;
import org.vigia.web.store.StoreLimits;

/// A day of a store's life, and a cut of power at each moment of it that loses what was not synced,
/// in part or altogether: whatever is found, nothing is missing that was answered for, and
/// `vigia-web verify` finds nothing wrong (docs/design/store.md, Invariants; evidence.md, V1 to
/// V8).
class PowerCutTest {
    private static final boolean THOROUGH = Integer.getInteger("vigia.fuzz", 1) > 1;

    /// Of the syncs without which this test would fail, those that are left out each time.
    private static final List<String> MISSED =
            List.of(
                    "PartUpload.sync",
                    "DurableFiles.publish < Acceptance.publish",
                    "receipts.jsonl by");

    /// What may be lost: start-up makes up for it, or another sync follows before it matters.
    private static final List<String> NEEDLESS =
            List.of(
                    // At the first start ever each of these is followed by another in its folder.
                    "EventStore.start",
                    "EvidenceRecorder.start",
                    // The index's own, which is not looked at here.
                    "ChangeLog.note",
                    // The ledger says it again at start.
                    "Paper.put",
                    "Marks.append",
                    "Announcing.announce",
                    // What comes back is done, or found superfluous, again.
                    "DurableFiles.delete < Witnessing.drop",
                    "DurableFiles.delete < Deletion.carryOut",
                    "DurableFiles.delete < CameraEvidence.forget",
                    "StreamFolder.awaitNoMore",
                    "CameraEvidence.leave < CameraEvidence.forget",
                    // Two of a kind follow on each other.
                    "#.part by",
                    "DurableFiles.publish < Witnessing.publish",
                    // Without a link that broke the file says nothing but its name.
                    "StreamFolder.awaitClip");

    @TempDir static Path keys;
    @TempDir Path directory;
    private final List<Fragment> reel = Reel.random(1, 0, 12, 4);
    private StoreFixture fixture;
    private Recording recording;
    private int looks;

    @BeforeEach
    void prepare() throws Exception {
        fixture = new StoreFixture(directory, keys);
        recording = new Recording(Files.createDirectory(directory.resolve("live")));
        Path root = recording.path();
        try (EventStore store = fixture.store(root, StoreLimits.DEFAULT);
                EvidenceRecorder recorder =
                        new EvidenceRecorder(
                                root.resolve("streams"),
                                new StoredFilms(store),
                                StreamLimits.DEFAULT,
                                fixture.pace)) {
            store.observe(recorder::changed);
            recorder.start();
            live(store, recorder);
        }
    }

    private void look(Path found, List<Object> said) throws Exception {
        new AfterPowerCut(fixture, found, said, reel).look(looks++ % 8 == 0);
    }

    @Test
    void whateverTheDiskHadNotSyncedNothingThatWasAnsweredForIsLost() {
        PowerCuts cuts = new PowerCuts(recording, directory.resolve("found"), this::look);
        cuts.all();
        assertThat(cuts.looks()).isGreaterThan(200);
        for (String part : MISSED) {
            assertThat(cuts.sites()).as(part).anyMatch(site -> site.contains(part));
        }
        List<String> unnoticed = new ArrayList<>();
        for (String site : cuts.sites()) {
            boolean looked = THOROUGH || MISSED.stream().anyMatch(site::contains);
            if (looked && !cuts.isMissed(site)) {
                unnoticed.add(site);
            }
        }
        unnoticed.removeIf(site -> NEEDLESS.stream().anyMatch(site::contains));
        assertThat(unnoticed).as("syncs that nobody misses").isEmpty();
    }

    /// The kernel still holds what a killed process has not synced: the next one must not take it
    /// for what is on the disk.
    @Test
    void whatAKilledProcessHasBegunIsOnTheDiskOnceTheNextHasAnsweredForIt() throws Exception {
        EventId event = Evidence.id();
        List<Evidence.Item> files = Evidence.event(event, "door", fixture.door);
        boolean killed = true;
        for (int acts = 1; killed; acts += THOROUGH ? 1 : 3) {
            Path folder = Files.createDirectories(directory.resolve("killed-" + acts));
            Recording twice = new Recording(Files.createDirectory(folder.resolve("live")));
            twice.killAfter(acts);
            try (EventStore store = fixture.store(twice.path(), StoreLimits.DEFAULT)) {
                for (Evidence.Item item : files) {
                    Evidence.send(store, "door", item);
                }
            } catch (Recording.Killed e) {
                assertThat(e).isNotNull();
            }
            killed = twice.revive();
            try (EventStore store = fixture.store(twice.path(), StoreLimits.DEFAULT)) {
                for (Evidence.Item item : files) {
                    assertThat(Evidence.send(store, "door", item).text()).isEmpty();
                    twice.promised(new Word.Taken(event, item));
                }
            }
            new PowerCuts(twice, folder.resolve("found"), this::look).atTheEnd();
        }
    }

    private void live(EventStore store, EvidenceRecorder recorder) throws Exception {
        EventId first = Evidence.id();
        String manifest = send(store, first, Evidence.event(first, "door", fixture.door));
        recording.about(new Word.Kept(first));
        store.mark("door", first, Mark.KEPT, "owner", null);
        recording.promised(new Word.Kept(first));

        EventId streamed = Evidence.id();
        stream(store, recorder, streamed);
        List<Evidence.Item> files = new ArrayList<>();
        files.add(Evidence.item(streamed, EvidenceKind.CLIP, StreamFileTest.clip(reel)));
        byte[] document =
                Evidence.manifest(streamed, "door", fixture.door, files, 2, manifest).bytes();
        files.addAll(Evidence.sealed(streamed, document, fixture.door));
        String second = send(store, streamed, files);
        recorder.awaitIdle();

        recording.about(new Word.Deleting(streamed));
        assertThat(store.delete("door", streamed, "owner", "for a test"))
                .isEqualTo(Custody.Outcome.DONE);
        recording.promised(new Word.Deleted(streamed));

        EventId own = store.openOwn("yard", null, EventKind.CAMERA_LOST, "silent");
        recording.promised(new Word.Known(own));
        EventId never = Evidence.id();
        GapRecord gap =
                new GapRecord(
                        GapRecord.FORMAT,
                        "door",
                        fixture.door.publicKey().fingerprint(),
                        3,
                        never,
                        "a".repeat(64),
                        List.of(),
                        "for a test",
                        1);
        byte[] words = gap.bytes();
        assertThat(store.takeGap("door", words, fixture.door.sign(words))).isPresent();
        recording.promised(new Word.GapTaken(second));
    }

    private void stream(EventStore store, EvidenceRecorder recorder, EventId event)
            throws Exception {
        store.announce("door", event, event, EventKind.MOTION, new Moment(1, true, "boot", 1));
        recording.promised(new Word.Known(event));
        EvidenceSession session = recorder.session("door");
        Reel.opened(session, new LinkMessage.EvidenceOpened(event, 0, 0), Reel.config(0));
        for (int i = 0; i < reel.size(); i++) {
            session.filmed(Reel.live(reel.get(i)));
            if (i % 5 == 4) {
                awaitSynced();
                recording.promised(new Word.Streamed(event, i + 1));
            }
        }
        session.closed(new LinkMessage.EvidenceClosed(event, 0, reel.size() - 1));
        recorder.awaitIdle();
        recording.promised(new Word.Streamed(event, reel.size()));
    }

    private void awaitSynced() throws InterruptedException {
        for (int i = 0; i < 2000 && !recording.isSynced(".stream"); i++) {
            Pace.system().sleep(Duration.ofMillis(10));
        }
        assertThat(recording.isSynced(".stream")).isTrue();
    }

    /// Sends an event's files.
    ///
    /// @return its manifest's hash
    private String send(EventStore store, EventId event, List<Evidence.Item> files)
            throws IOException {
        for (Evidence.Item item : files) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
            recording.promised(new Word.Taken(event, item));
        }
        recording.promised(new Word.Receipted(event, fixture.receipts.getLast().bytes()));
        return files.getLast().name().sha256();
    }
}
