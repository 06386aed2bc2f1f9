package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.video.Fragment;
import org.vigia.web.store.Evidence;

/// Films that are opened again and again, that a crash has left, or of which the clip lacks some.
class DoubtfulFilmsTest extends RecorderBed {
    private void streamed(EventId of) throws Exception {
        streaming(of, reel).closed(new LinkMessage.EvidenceClosed(of, 0, 39));
        recorder.awaitIdle();
    }

    private void settled(EventId of) throws Exception {
        recorder.settled("door", of);
        recorder.awaitIdle();
    }

    private Path stream() {
        return folder.resolve("streams/door/" + event + ".stream");
    }

    @Test
    void aFilmIsOpenedAgainOnlySoOftenInARow() throws Exception {
        recorder.close();
        recorder = started(new StreamLimits(1 << 20, 3, Duration.ofSeconds(2), 1000));
        streaming(event, reel.subList(0, 10)).ended(true);
        for (int i = 0; i < 5; i++) {
            EvidenceSession again = recorder.session("door");
            assertThat(Reel.opened(again, opening(event), CONFIG))
                    .as("opening %d", i)
                    .isEqualTo(i < 3 ? 9 : NOTHING);
            if (i >= 3) {
                again.filmed(Reel.live(reel.get(10)));
                again.closed(new LinkMessage.EvidenceClosed(event, 0, 10));
            }
            again.ended(true);
        }
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel.subList(0, 10)));
        assertThat(stream()).as("it is not over").exists();
        assertThat(Reel.opened(recorder.session("door"), opening(Evidence.id()), CONFIG)).isZero();
        pace.advance(Duration.ofSeconds(2));
        assertThat(Reel.opened(recorder.session("door"), opening(event), CONFIG)).isEqualTo(9);
    }

    @Test
    void aLongFilmCostsMoreThanOneOpening() {
        Allowance allowance = new Allowance(3, Duration.ofSeconds(2), pace);
        assertThat(allowance.take(20)).isTrue();
        pace.advance(Duration.ofSeconds(35));
        assertThat(allowance.take(1)).isFalse();
        pace.advance(Duration.ofSeconds(1));
        assertThat(allowance.take(1)).isTrue();
        assertThat(allowance.take(1)).isFalse();
    }

    @Test
    void withoutANewFrameThereIsNoNewFilm() throws Exception {
        streaming(event, reel.subList(0, 10)).ended(true);
        recorder.awaitIdle();
        assertThat(shelf.published).hasValue(1);
        for (int i = 0; i < 5; i++) {
            streaming(event, reel.subList(0, 9)).ended(true);
            recorder.awaitIdle();
        }
        assertThat(shelf.published).hasValue(1);
        streaming(event, reel.subList(10, 12)).ended(true);
        recorder.awaitIdle();
        assertThat(shelf.published).hasValue(2);
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel.subList(0, 12)));
    }

    @Test
    void ofAFilmThatIsDeclinedNothingIsRecorded() throws Exception {
        EvidenceSession session = recorder.session("door");
        BlockingQueue<Long> held = new ArrayBlockingQueue<>(1);
        session.declined(opening(event), held::add);
        assertThat(held.take()).isEqualTo(NOTHING);
        session.filmed(Reel.live(reel.getFirst()));
        session.closed(new LinkMessage.EvidenceClosed(event, 0, 0));
        recorder.awaitIdle();
        assertThat(Evidence.tree(folder.resolve("streams"))).isEmpty();
        // The next one is recorded again.
        streamed(event);
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
    }

    @Test
    void aStreamThatARestartHasLeftIsReadElsewhereAndWhatComesMeanwhileIsInTheFilm()
            throws Exception {
        streaming(event, reel.subList(0, 15));
        recorder.close();
        recorder = started(StreamLimits.DEFAULT);
        recorder.awaitIdle();
        EvidenceSession session = recorder.session("door");
        BlockingQueue<String> answers = new ArrayBlockingQueue<>(1);
        session.opened(
                opening(event),
                CONFIG,
                next -> answers.add(Thread.currentThread().getName() + " " + next));
        // Before anybody has said what is wanted.
        reel.subList(14, 40).forEach(frame -> session.filmed(Reel.live(frame)));
        assertThat(answers.poll(30, TimeUnit.SECONDS)).startsWith("evidence-reread-door ");
        session.closed(new LinkMessage.EvidenceClosed(event, 0, 39));
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
    }

    @Test
    void whileAStreamIsReadFramesWaitWithinBounds() {
        Rereading rereading = new Rereading(event);
        rereading.opened(opening(event), 0, next -> {});
        for (int i = 0; i < 20; i++) {
            byte[] nal = new byte[1 << 20];
            nal[nal.length - 1] = 1;
            rereading.filmed(Reel.live(Reel.frame(0, i, true, false, Reel.nals(nal))), 0);
        }
        assertThat(rereading.waiting()).as("an opening and 15 frames").hasSize(16);
    }

    @Test
    void ofTwoFilmsThatACrashHasLeftTheOneThatStandsInTheOtherGoes() throws Exception {
        streaming(event, reel).ended(true);
        recorder.awaitIdle();
        recorder.close();
        Path shorter = shelf.file(event, "film-a");
        Path other = shelf.file(event, "film-b");
        Files.write(shorter, StreamFileTest.clip(reel.subList(0, 25)));
        Files.write(other, StreamFileTest.clip(Reel.random(5, 0, 10, 10)));
        recorder = started(StreamLimits.DEFAULT);
        recorder.awaitIdle();
        assertThat(shorter).doesNotExist();
        assertThat(other).as("its frames are nowhere else").exists();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
    }

    @Test
    void aStreamWhoseEndAPowerCutHasTakenDoesNotReplaceTheFilmThatHoldsIt() throws Exception {
        streaming(event, reel).ended(true);
        recorder.awaitIdle();
        recorder.close();
        try (FileChannel channel = FileChannel.open(stream(), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() * 2 / 3);
        }
        recorder = started(StreamLimits.DEFAULT);
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
        assertThat(shelf.films("door", event)).hasSize(1);
        // Nor where it goes on without what was taken, again and again.
        for (int from : new int[] {50, 60}) {
            streaming(event, Reel.random(1, 0, from + 10, 10).subList(from, from + 10)).ended(true);
            recorder.awaitIdle();
            assertThat(shelf.films("door", event))
                    .anySatisfy(film -> {
                        assertThat(film).hasBinaryContent(StreamFileTest.clip(reel));
                    });
            assertThat(shelf.films("door", event)).hasSizeGreaterThan(1);
        }
    }

    @Test
    void aFilmThatACrashHasLeftGoesWhenItsStreamHasGrownPastIt() throws Exception {
        streaming(event, reel).ended(true);
        recorder.awaitIdle();
        recorder.close();
        Files.delete(shelf.film("door", event).orElseThrow());
        Path left = shelf.file(event, "film-a");
        Files.write(left, StreamFileTest.clip(reel.subList(0, 25)));
        recorder = started(StreamLimits.DEFAULT);
        recorder.awaitIdle();
        assertThat(left).doesNotExist();
        assertThat(shelf.films("door", event)).hasSize(1);
        List<Fragment> more = Reel.random(1, 0, 60, 10);
        streaming(event, more.subList(40, 60)).ended(true);
        recorder.awaitIdle();
        assertThat(film()).isEqualTo(StreamFileTest.clip(more));
        assertThat(shelf.films("door", event)).hasSize(1);
    }

    @Test
    void aManifestThatNamesNoClipOfWhatWasStreamedDiffers() throws Exception {
        streamed(event);
        shelf.wholeWithout(event, false, 0);
        settled(event);
        assertThat(shelf.marks(event)).containsExactly("differs");
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
    }

    @Test
    void aClipThatItsCameraHasGivenUpAndSignedForDoesNotDiffer() throws Exception {
        streamed(event);
        shelf.wholeWithout(event, true, 1600);
        settled(event);
        assertThat(shelf.marks(event)).isEmpty();
        assertThat(film()).isEqualTo(StreamFileTest.clip(reel));
    }

    @Test
    void aClipThatOnlyLacksWhatAFullDiskDidNotTakeIsShorterAndNotForged() throws Exception {
        List<Fragment> holed = new ArrayList<>(reel.subList(10, 20));
        holed.addAll(reel.subList(30, 38));
        for (List<Fragment> taken : List.of(reel.subList(10, 40), reel.subList(0, 20), holed)) {
            EventId of = Evidence.id();
            streamed(of);
            long millis = 40 * (taken.getLast().sequence() + 1 - taken.getFirst().sequence());
            shelf.whole(of, StreamFileTest.clip(taken), millis);
            settled(of);
            assertThat(shelf.marks(of)).as("%d frames", taken.size()).containsExactly("shorter");
            assertThat(shelf.film("door", of)).isPresent();
        }
    }

    @Test
    void aClipThatIsShorterThanItsManifestPromisesDiffers() throws Exception {
        streamed(event);
        shelf.whole(event, StreamFileTest.clip(reel.subList(0, 20)), 1600);
        settled(event);
        assertThat(shelf.marks(event)).containsExactly("differs");
    }
}
