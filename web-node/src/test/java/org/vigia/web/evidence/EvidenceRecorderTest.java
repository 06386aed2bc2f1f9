package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkException;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.web.store.Evidence;

class EvidenceRecorderTest extends RecorderBed {
    private void restart() throws Exception {
        recorder.close();
        recorder = started(StreamLimits.DEFAULT);
        recorder.awaitIdle();
    }

    private static LinkMessage.EvidenceClosed closing(EventId event, List<Fragment> frames) {
        return new LinkMessage.EvidenceClosed(event, 0, frames.getLast().sequence());
    }

    private List<String> streams() throws IOException {
        return Evidence.tree(folder.resolve("streams"));
    }

    @Test
    void aFilmThatIsOverIsPublishedAndItsStreamGoesAndTheClipThatHoldsItReplacesIt()
            throws Exception {
        EvidenceSession session = streaming(event, reel);
        session.closed(closing(event, reel));
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
        assertThat(Files.readString(shelf.file(event, "millis"))).isEqualTo("1600");
        assertThat(streams()).containsExactly("door/" + event + ".awaits");
        assertThat(session.ended(true)).as("within a film").isFalse();

        shelf.whole(event, StreamFileTest.clip(reel));
        recorder.settled("door", event);
        recorder.awaitIdle();
        assertThat(shelf.film("door", event)).isEmpty();
        assertThat(shelf.marks(event)).isEmpty();
        assertThat(streams()).isEmpty();
    }

    @Test
    void aLinkThatBreaksLeavesAFilmAtOnceAndTheEventGoesOnWhenItIsBack() throws Exception {
        EvidenceSession session = streaming(event, reel.subList(0, 15));
        assertThat(session.ended(true)).isTrue();
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel.subList(0, 15)));
        assertThat(shelf.marks(event)).containsExactly("lost");
        assertThat(streams()).containsExactly("door/" + event + ".stream");

        EvidenceSession again = recorder.session("door");
        assertThat(Reel.opened(again, opening(event), CONFIG)).isEqualTo(14);
        reel.subList(30, 40).forEach(frame -> again.filmed(Reel.live(frame)));
        reel.subList(14, 30).forEach(frame -> again.filmed(Reel.earlier(frame)));
        again.closed(closing(event, reel));
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
        assertThat(streams()).containsExactly("door/" + event + ".awaits");
    }

    @Test
    void aFilmWhoseStreamIsDamagedIsNotReplacedByOneThatBeginsLater() throws Exception {
        streaming(event, reel.subList(0, 15)).ended(true);
        recorder.awaitIdle();
        recorder.close();
        Files.write(folder.resolve("streams/door/" + event + ".stream"), new byte[100]);
        recorder =
                new EvidenceRecorder(folder.resolve("streams"), shelf, StreamLimits.DEFAULT, pace);

        EvidenceSession again = recorder.session("door");
        assertThat(Reel.opened(again, opening(event), CONFIG)).isEqualTo(NOTHING);
        reel.subList(20, 40).forEach(frame -> again.filmed(Reel.live(frame)));
        again.closed(closing(event, reel));
        recorder.start();
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel.subList(0, 15)));
        assertThat(streams()).containsExactly("door/" + event + ".damaged");
    }

    @Test
    void aDiskWithoutRoomForTheFilmKeepsTheStreamAndSaysThatTheCameraIsLost() throws Exception {
        shelf.crowded = true;
        streaming(event, reel).ended(true);
        recorder.awaitIdle();
        assertThat(shelf.film("door", event)).isEmpty();
        assertThat(shelf.marks(event)).containsExactly("lost");
        assertThat(streams()).containsExactly("door/" + event + ".stream");

        shelf.crowded = false;
        restart();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
    }

    @Test
    void aNewerLinkTakesTheFilmOverFromOneThatIsDeadButDoesNotKnow() throws Exception {
        EvidenceSession dead = streaming(event, reel.subList(0, 10));
        EvidenceSession alive = recorder.session("door");
        assertThat(Reel.opened(alive, opening(event), CONFIG)).isEqualTo(9);
        dead.filmed(Reel.live(reel.get(10)));
        assertThat(dead.ended(true)).isFalse();
        assertThatThrownBy(() -> dead.closed(closing(event, reel)))
                .isInstanceOf(LinkException.class)
                .hasMessage("evidence closed that was not open");
        reel.subList(10, 40).forEach(frame -> alive.filmed(Reel.live(frame)));
        alive.closed(closing(event, reel));
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
        assertThat(shelf.marks(event)).isEmpty();
    }

    @Test
    void aStreamThatIsLeftOverIsSettledWhenItsCameraFilmsAnotherEvent() throws Exception {
        streaming(event, reel).ended(true);
        recorder.awaitIdle();
        restart();
        assertThat(streams()).containsExactly("door/" + event + ".stream");
        EventId next = Evidence.id();
        EvidenceSession session = streaming(next, reel);
        recorder.awaitIdle();
        assertThat(streams())
                .containsExactlyInAnyOrder("door/" + event + ".awaits", "door/" + next + ".stream");
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
        assertThat(session.ended(true)).isTrue();
    }

    @Test
    void aCameraThatIsBackAfterThisNodesRestartGoesOnWhereItWas() throws Exception {
        streaming(event, reel.subList(0, 15));
        restart();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel.subList(0, 15)));
        assertThat(shelf.marks(event)).as("this node was away, not the camera").isEmpty();
        EvidenceSession session = recorder.session("door");
        assertThat(Reel.opened(session, opening(event), CONFIG)).isEqualTo(14);
        reel.subList(14, 40).forEach(frame -> session.filmed(Reel.live(frame)));
        session.closed(closing(event, reel));
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
    }

    @Test
    void aForgedClipLeavesTheFilmWhereItIs() throws Exception {
        streaming(event, reel).closed(closing(event, reel));
        shelf.whole(event, StreamFileTest.clip(Reel.random(99, 0, 40, 10)));
        recorder.settled("door", event);
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
        assertThat(shelf.marks(event)).containsExactly("differs");
        restart();
        recorder.settled("door", event);
        recorder.awaitIdle();
        assertThat(shelf.marks(event)).as("said once").containsExactly("differs");
        assertThat(streams()).isEmpty();
    }

    @Test
    void aClipThatEndsBeforeTheFilmIsNoForgeryWhereTheCameraWasLost() throws Exception {
        streaming(event, reel).ended(true);
        shelf.whole(event, StreamFileTest.clip(reel.subList(0, 30)));
        recorder.settled("door", event);
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
        assertThat(shelf.marks(event)).doesNotContain("differs");

        EventId other = Evidence.id();
        streaming(other, reel).closed(closing(other, reel));
        shelf.whole(other, StreamFileTest.clip(reel.subList(0, 30)));
        recorder.settled("door", other);
        recorder.awaitIdle();
        assertThat(shelf.marks(other)).containsExactly("shorter");
        assertThat(shelf.film("door", other)).isPresent();
    }

    @Test
    void anEventThatBecomesWholeWhileItIsStreamedIsComparedAtItsEnd() throws Exception {
        EvidenceSession session = streaming(event, reel);
        shelf.whole(event, StreamFileTest.clip(reel));
        recorder.settled("door", event);
        recorder.awaitIdle();
        assertThat(streams()).containsExactly("door/" + event + ".stream");
        session.closed(closing(event, reel));
        recorder.awaitIdle();
        assertThat(shelf.film("door", event)).isEmpty();
        assertThat(streams()).isEmpty();
    }

    @Test
    void ofAnEventThatIsWholeOrOverOrDeletedNothingIsWantedAnyMore() throws Exception {
        EventId over = Evidence.id();
        streaming(over, reel).closed(closing(over, reel));
        recorder.awaitIdle();
        byte[] film = Files.readAllBytes(shelf.film("door", over).orElseThrow());
        shelf.whole(event, new byte[] {1});
        EventId deleted = Evidence.id();
        Files.createFile(shelf.file(deleted, "deleted"));
        for (EventId closed : List.of(over, event, deleted)) {
            EvidenceSession session = recorder.session("door");
            assertThat(Reel.opened(session, opening(closed), CONFIG)).isEqualTo(NOTHING);
            Reel.random(7, 0, 40, 10).forEach(frame -> session.filmed(Reel.live(frame)));
            session.closed(new LinkMessage.EvidenceClosed(closed, 0, 0));
            recorder.awaitIdle();
            assertThat(streams()).doesNotContain("door/" + closed + ".stream");
        }
        assertThat(shelf.film("door", over).orElseThrow()).hasBinaryContent(film);
    }

    @Test
    void whatBreaksTheProtocolIsSaid() throws Exception {
        EvidenceSession session = recorder.session("door");
        assertThatThrownBy(() -> Reel.opened(session, opening(event), null))
                .isInstanceOf(LinkException.class)
                .hasMessage("evidence of epoch 0 without its video");
        assertThatThrownBy(() -> Reel.opened(session, opening(event), Reel.config(1)))
                .hasMessage("evidence of epoch 0 without its video");
        Files.createFile(shelf.file(event, "foreign"));
        assertThatThrownBy(() -> Reel.opened(session, opening(event), CONFIG))
                .hasMessage("event %s belongs to another camera", event);
        assertThatThrownBy(() -> session.closed(closing(event, reel)))
                .hasMessage("evidence closed that was not open");
        EventId own = Evidence.id();
        Reel.opened(session, opening(own), CONFIG);
        session.filmed(Reel.live(reel.get(0)));
        assertThatThrownBy(() -> Reel.opened(session, opening(Evidence.id()), CONFIG))
                .hasMessage("evidence opened before the former was closed");
        assertThatThrownBy(() -> session.closed(closing(event, reel)))
                .hasMessage("evidence closed that was not open");
        assertThat(session.ended(true)).isTrue();

        VideoConfig other =
                new VideoConfig(0, "avc1.42C01F", 640, 360, Reel.config(0).initSegment().clone());
        other.initSegment()[30] ^= 1;
        assertThatThrownBy(() -> Reel.opened(recorder.session("door"), opening(own), other))
                .hasMessage("event %s goes on with other video", own);
    }

    @Test
    void aCameraBeginsOnlySoManyEventsInARow() throws Exception {
        recorder.close();
        recorder = started(new StreamLimits(1 << 20, 3, Duration.ofSeconds(2), 1000));
        for (int i = 0; i < 5; i++) {
            EvidenceSession session = recorder.session("door");
            assertThat(Reel.opened(session, opening(Evidence.id()), CONFIG))
                    .as("event %d", i)
                    .isEqualTo(i < 3 ? 0 : NOTHING);
            session.ended(false);
        }
        pace.advance(Duration.ofSeconds(2));
        assertThat(Reel.opened(recorder.session("door"), opening(Evidence.id()), CONFIG)).isZero();
        assertThat(Reel.opened(recorder.session("yard"), opening(Evidence.id()), CONFIG)).isZero();
    }

    @Test
    void aCameraHasOnlySoManyStreamedEventsThatAreNotWhole() throws Exception {
        recorder.close();
        recorder = started(new StreamLimits(1 << 20, 30, Duration.ofSeconds(2), 3));
        List<EventId> begun = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            EventId next = Evidence.id();
            EvidenceSession session = recorder.session("door");
            assertThat(Reel.opened(session, opening(next), CONFIG))
                    .as("event %d", i)
                    .isEqualTo(i < 3 ? 0 : NOTHING);
            reel.forEach(frame -> session.filmed(Reel.live(frame)));
            session.closed(closing(next, reel));
            begun.add(next);
            recorder.awaitIdle();
        }
        assertThat(shelf.refusals)
                .containsExactly(
                        "door: 3 streamed events are not whole",
                        "door: 3 streamed events are not whole");
        assertThat(streams()).hasSize(3);
        assertThat(Reel.opened(recorder.session("yard"), opening(Evidence.id()), CONFIG)).isZero();
        shelf.whole(begun.getFirst(), StreamFileTest.clip(reel));
        recorder.settled("door", begun.getFirst());
        recorder.awaitIdle();
        assertThat(Reel.opened(recorder.session("door"), opening(event), CONFIG)).isZero();
    }

    @Test
    void aStreamWithoutEndEndsAndWhatIsHereIsShown() throws Exception {
        recorder.close();
        recorder = started(new StreamLimits(3000, 30, Duration.ofSeconds(2), 1000));
        EvidenceSession session = streaming(event, reel);
        session.closed(closing(event, reel));
        recorder.awaitIdle();
        Path film = shelf.film("door", event).orElseThrow();
        assertThat(Files.size(film)).isBetween(2000L, 4000L);
        assertThat(StreamFileTest.clip(reel)).startsWith(Files.readAllBytes(film));
    }

    @Test
    void aDiskWithoutRoomTakesNoMoreButLosesNothing() throws Exception {
        EvidenceSession session = streaming(event, reel.subList(0, 20));
        shelf.full = true;
        Fragment large = Reel.frame(0, 20, true, false, Reel.nals(large()));
        session.filmed(Reel.live(large));
        Fragment next = Reel.frame(0, 21, true, false, Reel.nals(new byte[] {1}));
        session.filmed(Reel.live(next));
        session.closed(new LinkMessage.EvidenceClosed(event, 0, 21));
        recorder.awaitIdle();
        List<Fragment> held = new ArrayList<>(reel.subList(0, 20));
        held.add(large);
        assertThat(film()).isEqualTo(StreamFileTest.clip(held));
    }

    private static byte[] large() {
        byte[] large = new byte[4 << 20];
        large[large.length - 1] = 1;
        return large;
    }

    @Test
    void aStreamWithoutAFrameLeavesNothing() throws Exception {
        streaming(event, List.of()).ended(true);
        recorder.awaitIdle();
        assertThat(streams()).isEmpty();
        assertThat(shelf.film("door", event)).isEmpty();
        assertThat(shelf.marks(event)).containsExactly("lost");
    }

    @Test
    void aFileThatIsNoStreamIsPutAsideAndTheEventIsStreamedAllTheSame() throws Exception {
        Path file = folder.resolve("streams/door/" + event + ".stream");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "something else");
        streaming(event, reel).closed(closing(event, reel));
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
        assertThat(streams()).contains("door/" + event + ".damaged");
    }
}
