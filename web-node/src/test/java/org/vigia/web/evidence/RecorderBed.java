package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.web.store.Evidence;

/// A recorder with a shelf in a folder, a camera called `door`, an event and its 40 frames.
abstract class RecorderBed {
    static final VideoConfig CONFIG = Reel.config(0);
    static final long NOTHING = StreamIndex.MAX_SEQUENCE;

    @TempDir Path folder;
    final FakePace pace = new FakePace();
    final EventId event = Evidence.id();
    final List<Fragment> reel = Reel.random(1, 0, 40, 10);
    ShelfFolder shelf;
    EvidenceRecorder recorder;

    @BeforeEach
    final void start() throws IOException {
        shelf = new ShelfFolder(folder.resolve("shelf"));
        recorder = started(StreamLimits.DEFAULT);
    }

    @AfterEach
    final void close() {
        recorder.close();
    }

    final EvidenceRecorder started(StreamLimits limits) throws IOException {
        EvidenceRecorder fresh =
                new EvidenceRecorder(folder.resolve("streams"), shelf, limits, pace);
        fresh.start();
        return fresh;
    }

    static LinkMessage.EvidenceOpened opening(EventId event) {
        return new LinkMessage.EvidenceOpened(event, 0, 0);
    }

    /// A session that has opened the event's film and sent these frames of it.
    final EvidenceSession streaming(EventId of, List<Fragment> frames) throws Exception {
        EvidenceSession session = recorder.session("door");
        assertThat(Reel.opened(session, opening(of), CONFIG)).isLessThan(NOTHING);
        frames.forEach(frame -> session.filmed(Reel.live(frame)));
        return session;
    }

    /// The film on the shelf.
    final byte[] film() throws IOException {
        return Files.readAllBytes(shelf.film("door", event).orElseThrow());
    }
}
