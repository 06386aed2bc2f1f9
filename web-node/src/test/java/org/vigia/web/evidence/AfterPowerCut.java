package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.json.Json;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.video.Fragment;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.StoreFixture;
import org.vigia.web.store.StoreLimits;
import org.vigia.web.store.Verification;

/// Starts a store on what a cut of power has left, and holds it to what had been said.
final class AfterPowerCut {
    private final StoreFixture fixture;
    private final Path root;
    private final List<Word> said;
    private final List<Fragment> reel;

    AfterPowerCut(StoreFixture fixture, Path root, List<Object> said, List<Fragment> reel) {
        this.fixture = fixture;
        this.root = root;
        this.said = said.stream().map(Word.class::cast).toList();
        this.reel = reel;
    }

    /// @param further whether what had been sent is sent again, and one event more
    void look(boolean further) throws Exception {
        try (EventStore store = fixture.store(root, StoreLimits.DEFAULT);
                EvidenceRecorder recorder =
                        new EvidenceRecorder(
                                root.resolve("streams"),
                                new StoredFilms(store),
                                StreamLimits.DEFAULT,
                                fixture.pace)) {
            store.observe(recorder::changed);
            recorder.start();
            recorder.awaitIdle();
            for (Word word : said) {
                hold(store, word);
            }
            verify();
            if (further) {
                goOn(store, recorder);
            }
        }
    }

    private void verify() throws IOException {
        Verification verification =
                new Verification(
                        root, fixture.registry, fixture.receiptKey.publicKey(), new FakePace());
        assertThat(verification.run().faults()).isEmpty();
        assertThat(Evidence.tree(root.resolve("incoming"))).isEmpty();
        assertThat(Evidence.tree(root.resolve("deleting"))).isEmpty();
    }

    private void hold(EventStore store, Word word) throws IOException {
        switch (word) {
            case Word.Known(EventId event) ->
                    assertThat(store.owner(event)).as("%s", event).isPresent();
            case Word.Taken(EventId event, Evidence.Item item) -> {
                Optional<Path> file = store.file("door", event, item.name().kind());
                if (file.isPresent()) {
                    assertThat(Files.readAllBytes(file.get())).isEqualTo(item.content());
                } else {
                    assertThat(said).as("%s", item.name()).contains(new Word.Deleting(event));
                }
            }
            case Word.Receipted(EventId _, byte[] receipt) ->
                    assertThat(Files.readString(root.resolve("receipts.jsonl")))
                            .contains(Json.text(new String(receipt, StandardCharsets.UTF_8)));
            case Word.Streamed(EventId event, int frames) -> streamed(store, event, frames);
            case Word.Kept(EventId event) -> {
                if (said.indexOf(word) != said.lastIndexOf(word)) {
                    assertThat(read(store, event).marks()).contains(Standing.KEPT);
                }
            }
            case Word.Deleted(EventId event) ->
                    assertThat(read(store, event).marks()).contains(Standing.DELETED);
            case Word.GapTaken _ ->
                    assertThat(root.resolve("cameras/door/gaps.jsonl")).isNotEmptyFile();
            case Word.Deleting _ -> {}
        }
    }

    private static StoredEvent read(EventStore store, EventId event) throws IOException {
        return store.read("door", event).orElseThrow();
    }

    /// The frames are in the streamed film, or in the clip that holds them all.
    private void streamed(EventStore store, EventId event, int frames) throws IOException {
        Optional<Path> film = store.file("door", event, EvidenceKind.STREAMED);
        Optional<Path> clip = store.file("door", event, EvidenceKind.CLIP);
        if (film.isEmpty() && clip.isEmpty()) {
            assertThat(said).as("the film of %s", event).contains(new Word.Deleting(event));
            return;
        }
        byte[] least = StreamFileTest.clip(reel.subList(0, frames));
        byte[] found = Files.readAllBytes(film.or(() -> clip).orElseThrow());
        assertThat(found).hasSizeGreaterThanOrEqualTo(least.length);
        assertThat(Arrays.copyOf(found, least.length)).isEqualTo(least);
        assertThat(read(store, event).marks()).doesNotContain(Standing.DIFFERS);
    }

    private void goOn(EventStore store, EvidenceRecorder recorder) throws Exception {
        for (Word word : said) {
            if (word instanceof Word.Taken(EventId _, Evidence.Item item)) {
                assertThat(Evidence.send(store, "door", item).text()).isEmpty();
            }
        }
        EventId next = Evidence.id();
        for (Evidence.Item item : Evidence.event(next, "yard", fixture.yard)) {
            assertThat(Evidence.send(store, "yard", item).text()).isEmpty();
        }
        recorder.awaitIdle();
        verify();
    }
}
