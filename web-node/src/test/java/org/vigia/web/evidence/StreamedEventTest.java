package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.event.EvidenceKind;
import org.vigia.shared.link.LinkException;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.video.Fragment;
import org.vigia.web.event.Standing;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.store.EventStore;
import org.vigia.web.store.Evidence;
import org.vigia.web.store.StoreFixture;
import org.vigia.web.store.Verification;

/// Streaming and delivery together: the real store, and a camera that may be a thief's, with the
/// camera's own key.
class StreamedEventTest {
    @TempDir static Path keys;
    @TempDir Path directory;
    private final EventId event = Evidence.id();
    private final List<Fragment> reel = Reel.random(1, 0, 40, 10);
    private StoreFixture fixture;
    private EventStore store;
    private EvidenceRecorder recorder;

    @BeforeEach
    void start() throws IOException {
        fixture = new StoreFixture(directory, keys);
        store = fixture.store();
        Path root = directory.resolve("store");
        recorder =
                new EvidenceRecorder(
                        root.resolve("streams"),
                        new StoredFilms(store),
                        StreamLimits.DEFAULT,
                        fixture.pace);
        store.observe(recorder::changed);
        recorder.start();
    }

    @AfterEach
    void close() {
        recorder.close();
        store.close();
    }

    private EvidenceSession streamed() throws LinkException {
        EvidenceSession session = recorder.session("door");
        Reel.opened(session, new LinkMessage.EvidenceOpened(event, 0, 0), Reel.config(0));
        reel.forEach(frame -> session.filmed(Reel.live(frame)));
        return session;
    }

    private void closed() throws Exception {
        streamed().closed(new LinkMessage.EvidenceClosed(event, 0, 39));
        recorder.awaitIdle();
    }

    private void deliver(byte[] clip) throws Exception {
        List<Evidence.Item> files =
                new ArrayList<>(
                        List.of(
                                Evidence.item(event, EvidenceKind.SNAPSHOT, "a picture"),
                                Evidence.item(event, EvidenceKind.CLIP, clip)));
        byte[] manifest = Evidence.manifest(event, "door", fixture.door, files).bytes();
        files.addAll(Evidence.sealed(event, manifest, fixture.door));
        for (Evidence.Item file : files) {
            assertThat(Evidence.send(store, "door", file).text()).isEmpty();
        }
        recorder.awaitIdle();
    }

    private StoredEvent stored() throws IOException {
        return store.read("door", event).orElseThrow();
    }

    private byte[] file(EvidenceKind kind) throws IOException {
        return Files.readAllBytes(store.file("door", event, kind).orElseThrow());
    }

    @Test
    void theStreamedFilmIsShownUntilTheClipThatHoldsItHasCome() throws Exception {
        closed();
        assertThat(stored().streamed()).isNotNull();
        assertThat(stored().streamedMillis()).isEqualTo(1600);
        assertThat(stored().stage()).isEqualTo(StoredEvent.Stage.ARRIVING);
        assertThat(file(EvidenceKind.STREAMED)).isEqualTo(StreamFileTest.clip(reel));

        deliver(StreamFileTest.clip(reel));
        assertThat(stored().streamed()).isNull();
        assertThat(stored().stage()).isEqualTo(StoredEvent.Stage.WHOLE);
        assertThat(stored().marks()).isEmpty();
        assertThat(fixture.receipts).hasSize(1);
        assertThat(Evidence.tree(directory.resolve("store/streams"))).isEmpty();
    }

    @Test
    void aForgedClipUnderARightSignatureLeavesTheStreamedFilmAndTheEventDiffers() throws Exception {
        closed();
        byte[] forged = StreamFileTest.clip(Reel.random(99, 0, 40, 10));
        deliver(forged);
        assertThat(stored().stage()).isEqualTo(StoredEvent.Stage.WHOLE);
        assertThat(stored().marks()).containsExactly(Standing.DIFFERS);
        assertThat(stored().streamed()).isNotNull();
        assertThat(file(EvidenceKind.STREAMED)).isEqualTo(StreamFileTest.clip(reel));
        assertThat(file(EvidenceKind.CLIP)).isEqualTo(forged);
    }

    @Test
    void aClipThatIsCutShortOrNoFilmAtAllLeavesTheStreamedFilmToo() throws Exception {
        closed();
        deliver(StreamFileTest.clip(reel.subList(0, 39)));
        assertThat(stored().marks()).containsExactly(Standing.DIFFERS);
        assertThat(file(EvidenceKind.STREAMED)).isEqualTo(StreamFileTest.clip(reel));
    }

    @Test
    void aForgeryAfterTheCameraWasTakenAwayIsToldAsWell() throws Exception {
        streamed().ended(true);
        recorder.awaitIdle();
        assertThat(stored().marks()).containsExactly(Standing.LOST);
        assertThat(file(EvidenceKind.STREAMED)).isEqualTo(StreamFileTest.clip(reel));

        // The thief goes on with the event, says that it was over long ago, and delivers.
        EvidenceSession thief = recorder.session("door");
        Reel.opened(thief, new LinkMessage.EvidenceOpened(event, 0, 0), Reel.config(0));
        for (Fragment frame : Reel.random(99, 0, 80, 10)) {
            thief.filmed(Reel.live(frame));
        }
        thief.closed(new LinkMessage.EvidenceClosed(event, 0, 0));
        recorder.awaitIdle();
        assertThat(file(EvidenceKind.STREAMED)).isEqualTo(StreamFileTest.clip(reel));
        deliver(StreamFileTest.clip(Reel.random(99, 0, 80, 10)));
        assertThat(stored().marks()).contains(Standing.DIFFERS);
        assertThat(file(EvidenceKind.STREAMED)).isEqualTo(StreamFileTest.clip(reel));
    }

    /// The line is cut while the encoder pauses in a frame, and the camera does not come back to
    /// it.
    @Test
    void aFrameThatWasCutOffInTheMiddleMakesNoForgeryOfTheClip() throws Exception {
        Fragment half = Reel.frame(0, 40, true, false, Reel.nals(new byte[] {1, 2, 3}));
        Fragment whole =
                Reel.frame(0, 40, true, false, Reel.nals(new byte[] {1, 2, 3}, new byte[] {1, 4}));
        EvidenceSession session = streamed();
        session.filmed(Reel.live(half));
        session.ended(true);
        recorder.awaitIdle();
        List<Fragment> filmed = new ArrayList<>(reel);
        filmed.add(whole);
        deliver(StreamFileTest.clip(filmed));
        assertThat(stored().stage()).isEqualTo(StoredEvent.Stage.WHOLE);
        assertThat(stored().marks()).doesNotContain(Standing.DIFFERS);
        assertThat(stored().streamed()).as("nothing is dropped for it either").isNotNull();
    }

    @Test
    void aShorterFilmThatACrashHasLeftBesideALongerOneGoes() throws Exception {
        StoredFilms shelf = new StoredFilms(store);
        for (List<Fragment> frames : List.of(reel.subList(0, 20), reel)) {
            Path part = directory.resolve("store/streams/" + event + ".part");
            Files.write(part, StreamFileTest.clip(frames));
            shelf.publish("door", event, part, 40L * frames.size(), false);
            Files.deleteIfExists(part);
        }
        List<Path> films = shelf.films("door", event);
        assertThat(films).hasSize(2);
        Path longest = shelf.film("door", event).orElseThrow();
        assertThat(longest).hasBinaryContent(StreamFileTest.clip(reel));
        for (Path film : films) {
            if (!film.equals(longest)) {
                shelf.repeated("door", event, film);
            }
        }
        assertThat(shelf.films("door", event)).containsExactly(longest);
        assertThatThrownBy(() -> shelf.repeated("door", event, longest))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(longest.getFileName() + ": there is no longer one");
        Path root = directory.resolve("store");
        assertThat(
                        new Verification(
                                        root,
                                        fixture.registry,
                                        fixture.receiptKey.publicKey(),
                                        new FakePace())
                                .run())
                .matches(findings -> findings.faults().isEmpty(), "without faults");
    }

    @Test
    void aManifestWithoutTheClipOfWhatWasStreamedDiffers() throws Exception {
        closed();
        List<Evidence.Item> files = List.of(Evidence.item(event, EvidenceKind.SNAPSHOT, "small"));
        Evidence.send(store, "door", files.getFirst());
        for (Evidence.Item item :
                Evidence.sealed(
                        event,
                        Evidence.manifest(event, "door", fixture.door, files).bytes(),
                        fixture.door)) {
            assertThat(Evidence.send(store, "door", item).text()).isEmpty();
        }
        recorder.awaitIdle();
        assertThat(store.read("door", event).orElseThrow().marks())
                .containsExactly(Standing.DIFFERS);
    }

    @Test
    void anotherCamerasEventIsNotStreamedUnderThisOnesName() throws Exception {
        for (Evidence.Item file : Evidence.event(event, "yard", fixture.yard)) {
            assertThat(Evidence.send(store, "yard", file).text()).isEmpty();
        }
        EvidenceSession session = recorder.session("door");
        assertThat(
                        catchThrowable(() ->
                                Reel.opened(
                                        session,
                                        new LinkMessage.EvidenceOpened(event, 0, 0),
                                        Reel.config(0))))
                .isInstanceOf(LinkException.class)
                .hasMessage("event %s belongs to another camera", event);
        assertThat(session.ended(true)).isFalse();
    }
}
