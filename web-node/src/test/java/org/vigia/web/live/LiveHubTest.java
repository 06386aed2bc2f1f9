package org.vigia.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

class LiveHubTest {
    private static final String CONFIG_TEXT =
            "{\"type\":\"config\",\"codec\":\"avc1.42C01F\",\"width\":640,\"height\":360}";

    private final FakePace pace = new FakePace();
    private final LiveHub hub = new LiveHub(LiveHub.DEFAULT_VIEWERS, pace);
    private final List<Boolean> watch = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        hub.close();
    }

    private static VideoConfig config(int epoch) {
        return new VideoConfig(epoch, "avc1.42C01F", 640, 360, new byte[] {7});
    }

    /// A frame whose only byte is its sequence; every fifth is a key frame.
    private Fragment frame(int sequence) {
        return frame(sequence, (byte) sequence, false);
    }

    private Fragment frame(int sequence, byte content, boolean replaces) {
        return new Fragment(
                0,
                sequence,
                sequence * 3600L,
                3600,
                sequence % 5 == 0,
                replaces,
                pace.nanos(),
                new byte[] {content});
    }

    private static void expectStream(RecordingSocket viewer) throws InterruptedException {
        assertThat(viewer.next()).isEqualTo("{\"type\":\"online\"}");
        assertThat(viewer.next()).isEqualTo(CONFIG_TEXT);
        assertThat(viewer.next()).isEqualTo("init 7");
    }

    @Test
    void aNewViewerGetsTheGroupSoFarAsOneMessageThenFrameByFrameWithItsAge() throws Exception {
        LiveChannel channel = hub.open("door", watch::add);
        RecordingSocket first = new RecordingSocket(false);
        hub.view("door", first);
        channel.onConfig(config(0));
        for (int i = 0; i <= 7; i++) {
            channel.onFragment(frame(i));
        }
        RecordingSocket late = new RecordingSocket(true);
        hub.view("door", late);
        pace.advance(Duration.ofMillis(30));
        late.flow();
        expectStream(late);
        assertThat(late.next()).isEqualTo("age 30000: 5 6 7");
        channel.onFragment(frame(8));
        assertThat(late.next()).isEqualTo("age 0: 8");
    }

    @Test
    void aReplacedFrameTakesItsPredecessorsPlaceForNewViewersAndIsSentOnToOthers()
            throws Exception {
        LiveChannel channel = hub.open("door", watch::add);
        RecordingSocket present = new RecordingSocket(false);
        hub.view("door", present);
        channel.onConfig(config(0));
        channel.onFragment(frame(0));
        channel.onFragment(frame(1));
        channel.onFragment(frame(1, (byte) 99, true));
        channel.onFragment(frame(2));
        expectStream(present);
        for (String content : List.of("0", "1", "99", "2")) {
            assertThat(present.next()).isEqualTo("age 0: " + content);
        }
        RecordingSocket late = new RecordingSocket(false);
        hub.view("door", late);
        expectStream(late);
        assertThat(late.next()).isEqualTo("age 0: 0 99 2");
    }

    @Test
    void aSlowViewerMissesWholeGroupsAndCostsOthersNothing() throws Exception {
        LiveChannel channel = hub.open("door", watch::add);
        RecordingSocket slow = new RecordingSocket(true);
        RecordingSocket quick = new RecordingSocket(false);
        hub.view("door", slow);
        hub.view("door", quick);
        channel.onConfig(config(0));
        expectStream(quick);
        for (int i = 0; i <= 23; i++) {
            channel.onFragment(frame(i));
            assertThat(quick.next()).endsWith(": " + i);
            pace.advance(Duration.ofMillis(100));
        }
        slow.flow();
        expectStream(slow);
        String next = slow.next();
        int at = Integer.parseInt(next.substring(next.lastIndexOf(' ') + 1));
        assertThat(at).as("a key frame, and no old one").isIn(15, 20);
        for (int i = at + 1; i <= 23; i++) {
            assertThat(slow.next()).endsWith(": " + i);
        }
    }

    @Test
    void theLinkIsToldWhenTheFirstViewerComesAndTheLastGoes() throws Exception {
        LiveChannel channel = hub.open("door", watch::add);
        assertThat(watch).isEmpty();
        AutoCloseable one = hub.view("door", new RecordingSocket(false)).orElseThrow();
        AutoCloseable two = hub.view("door", new RecordingSocket(false)).orElseThrow();
        assertThat(watch).containsExactly(true);
        one.close();
        assertThat(watch).containsExactly(true);
        two.close();
        two.close();
        assertThat(watch).containsExactly(true, false);
        channel.close();
    }

    @Test
    void whatComesAfterTheLastViewerHasLeftIsNoPictureOfNow() throws Exception {
        LiveChannel channel = hub.open("door", watch::add);
        channel.onConfig(config(0));
        AutoCloseable viewer = hub.view("door", new RecordingSocket(false)).orElseThrow();
        channel.onFragment(frame(0));
        assertThat(hub.moment("door")).isInstanceOf(LiveMoment.Film.class);
        viewer.close();
        channel.onFragment(frame(5));
        assertThat(hub.moment("door")).isEqualTo(new LiveMoment.Awaited());
    }

    @Test
    void aReopenedChannelIsToldOfThoseWhoWaitedAndTheOldOneIsDead() throws Exception {
        RecordingSocket viewer = new RecordingSocket(false);
        hub.view("door", viewer);
        assertThat(viewer.next()).isEqualTo("{\"type\":\"offline\"}");
        LiveChannel first = hub.open("door", watch::add);
        assertThat(watch).containsExactly(true);
        LiveChannel second = hub.open("door", watch::add);
        assertThat(watch).containsExactly(true, true);
        first.onGap("of the dead");
        first.close();
        second.onConfig(config(3));
        second.close();
        List<String> heard = new ArrayList<>();
        while (heard.isEmpty() || !heard.getLast().contains("offline")) {
            heard.add(viewer.next());
        }
        assertThat(heard).noneMatch(words -> words.contains("of the dead"));
    }

    @Test
    void aGapIsToldAndWhatComesLaterSeesItToo() throws Exception {
        LiveChannel channel = hub.open("door", watch::add);
        channel.onConfig(config(0));
        channel.onFragment(frame(0));
        channel.onGap("the lens is covered");
        RecordingSocket viewer = new RecordingSocket(false);
        hub.view("door", viewer);
        expectStream(viewer);
        assertThat(viewer.next())
                .isEqualTo("{\"type\":\"gap\",\"reason\":\"the lens is covered\"}");
        channel.onFragment(frame(1));
        channel.onFragment(frame(5));
        assertThat(viewer.next()).isEqualTo("age 0: 5");
    }

    @Test
    void afterAHoleNothingIsShownBeforeTheNextKeyFrameAndRepetitionsAreIgnored() throws Exception {
        LiveChannel channel = hub.open("door", watch::add);
        RecordingSocket viewer = new RecordingSocket(false);
        hub.view("door", viewer);
        channel.onConfig(config(0));
        for (int sequence : new int[] {3, 5, 6, 5, 6, 8, 9, 10, 11}) {
            channel.onFragment(frame(sequence));
        }
        expectStream(viewer);
        for (int shown : new int[] {5, 6, 10, 11}) {
            assertThat(viewer.next()).endsWith(": " + shown);
        }
    }

    @Test
    void howManyMayWatchIsTheOwnersChoice() throws Exception {
        try (LiveHub small = new LiveHub(1, pace)) {
            assertThat(small.view("door", new RecordingSocket(false))).isPresent();
            assertThat(small.view("door", new RecordingSocket(false))).isEmpty();
        }
    }

    @Test
    void tooManyViewersAreRefused() throws Exception {
        for (int i = 0; i < LiveHub.DEFAULT_VIEWERS; i++) {
            assertThat(hub.view("door", new RecordingSocket(false))).isPresent();
        }
        assertThat(hub.view("door", new RecordingSocket(false))).isEmpty();
    }
}
