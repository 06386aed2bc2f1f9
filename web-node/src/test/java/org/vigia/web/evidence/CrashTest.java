package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.video.Fragment;
import org.vigia.web.store.Evidence;

/// After each step of F1 to F7 the folders are copied as a power cut would leave them, and a
/// recorder is started on the copy.
class CrashTest {
    @TempDir Path folder;
    private final FakePace pace = new FakePace();
    private final EventId event = Evidence.id();
    private final List<Fragment> reel = Reel.random(1, 0, 40, 10);
    private final List<Cut> cuts = new ArrayList<>();

    /// @param frames how many had been sent
    private record Cut(String step, Path image, int frames) {}

    private void cut(String step, int frames) throws IOException {
        Path image = folder.resolve("image-" + cuts.size());
        copy(folder.resolve("now"), image);
        cuts.add(new Cut(step, image, frames));
    }

    private EvidenceRecorder recorder(Path at, ShelfFolder shelf) throws IOException {
        EvidenceRecorder recorder =
                new EvidenceRecorder(at.resolve("streams"), shelf, StreamLimits.DEFAULT, pace);
        recorder.start();
        return recorder;
    }

    @Test
    void whateverStepThePowerCutFollowsNothingIsLostAndTheEventComesToItsEnd() throws Exception {
        Path now = folder.resolve("now");
        ShelfFolder shelf = new ShelfFolder(now.resolve("shelf"), step -> cut(step, 40));
        byte[] clip = StreamFileTest.clip(reel);
        try (EvidenceRecorder recorder = recorder(now, shelf)) {
            EvidenceSession session = recorder.session("door");
            Reel.opened(session, new LinkMessage.EvidenceOpened(event, 0, 0), Reel.config(0));
            cut("opened", 0);
            for (Fragment frame : reel.subList(0, 25)) {
                session.filmed(Reel.live(frame));
            }
            cut("filmed", 25);
            session.ended(true);
            recorder.awaitIdle();
            cut("ended", 25);
            EvidenceSession again = recorder.session("door");
            Reel.opened(again, new LinkMessage.EvidenceOpened(event, 0, 0), Reel.config(0));
            cut("opened again", 25);
            for (Fragment frame : reel.subList(24, 40)) {
                again.filmed(Reel.live(frame));
            }
            cut("filmed on", 40);
            again.closed(new LinkMessage.EvidenceClosed(event, 0, 39));
            recorder.awaitIdle();
            cut("closed", 40);
            shelf.whole(event, clip);
            cut("whole", 40);
            recorder.settled("door", event);
            recorder.awaitIdle();
            cut("settled", 40);
        }
        assertThat(cuts)
                .extracting(Cut::step)
                .contains("film written", "film published", "compared", "film gone");
        for (Cut cut : cuts) {
            check(cut, clip);
        }
    }

    private void check(Cut cut, byte[] clip) throws Exception {
        ShelfFolder shelf = new ShelfFolder(cut.image().resolve("shelf"));
        boolean whole = shelf.state("door", event) == EvidenceShelf.State.WHOLE;
        try (EvidenceRecorder recorder = recorder(cut.image(), shelf)) {
            recorder.awaitIdle();
            if (!whole && cut.frames() > 0) {
                byte[] film = Files.readAllBytes(shelf.film("door", event).orElseThrow());
                assertThat(List.of(StreamFileTest.clip(reel.subList(0, 25)), clip))
                        .as("%s", cut)
                        .anySatisfy(expected -> assertThat(film).isEqualTo(expected));
                if (List.of("filmed on", "closed").contains(cut.step())) {
                    assertThat(film).as("%s", cut).isEqualTo(clip);
                }
            }
            if (!whole) {
                shelf.whole(event, clip);
            }
            recorder.settled("door", event);
            recorder.awaitIdle();
            assertThat(shelf.film("door", event)).as("%s", cut).isEmpty();
            assertThat(shelf.marks(event)).as("%s", cut).doesNotContain("differs");
            assertThat(Evidence.tree(cut.image().resolve("streams"))).as("%s", cut).isEmpty();
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
