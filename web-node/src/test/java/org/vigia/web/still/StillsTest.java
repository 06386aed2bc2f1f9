package org.vigia.web.still;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.FakePace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.web.live.LiveChannel;
import org.vigia.web.live.LiveHub;
import org.vigia.web.picture.CagedFfmpeg;
import org.vigia.web.picture.FakePictures;
import org.vigia.web.picture.Picture;
import org.vigia.web.reel.TestVideo;

class StillsTest {
    private static final byte[] JPEG = {1, 2, 3};

    private final FakePace pace = new FakePace();
    private final FakePictures maker = new FakePictures();
    private final List<Boolean> watched = Collections.synchronizedList(new ArrayList<>());
    private final LiveHub hub = new LiveHub(2, pace);
    private final Stills stills = new Stills(hub, maker, pace);
    private LiveChannel door;
    private int sequence;

    @BeforeEach
    void film() {
        maker.answer(new Picture.Jpeg(JPEG, 16, 16));
        door = hub.open("door", this::watch);
        door.onConfig(new VideoConfig(0, "avc1.42C01F", 640, 360, new byte[] {7}));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    /// As a camera does it: with the first viewer comes a key frame.
    private void watch(boolean on) {
        watched.add(on);
        if (on) {
            boolean ignored = NamedThreads.start("key", () -> frame(true)).isAlive();
        }
    }

    private synchronized void frame(boolean key) {
        byte[] bytes = {(byte) (key ? 100 + sequence : sequence)};
        door.onFragment(
                new Fragment(0, sequence, sequence * 3600L, 3600, key, false, pace.nanos(), bytes));
        sequence++;
    }

    @Test
    void thePictureIsOfTheNewestKeyFrameBehindItsInitSegmentAndSaysHowOldItIs() throws Exception {
        assertThat(stills.take("door")).isEqualTo(new Still.Taken(JPEG, Duration.ZERO));
        frame(false);
        pace.advance(Duration.ofMillis(800));
        assertThat(stills.take("door")).isEqualTo(new Still.Taken(JPEG, Duration.ofMillis(800)));
        assertThat(maker.footage()).containsExactly(new byte[] {7, 100});
        frame(true);
        pace.advance(Duration.ofMillis(300));
        assertThat(stills.take("door")).isEqualTo(new Still.Taken(JPEG, Duration.ofMillis(300)));
        assertThat(maker.footage().getLast()).containsExactly(7, 102);
    }

    @Test
    void whoeverAsksWithinASecondGetsTheSamePictureAndNoFrameIsDecodedTwice() throws Exception {
        stills.take("door");
        for (int i = 0; i < 5; i++) {
            frame(true);
            pace.advance(Duration.ofMillis(190));
            stills.take("door");
        }
        assertThat(maker.footage()).hasSize(1);
        pace.advance(Duration.ofMillis(60));
        stills.take("door");
        assertThat(maker.footage()).hasSize(2);
        pace.advance(Duration.ofSeconds(3));
        assertThat(stills.take("door")).isInstanceOf(Still.Taken.class);
        assertThat(maker.footage()).hasSize(2);
    }

    @Test
    void theCameraSendsFramesOnlyWhileSomebodyAsks() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (LiveHub other = new LiveHub(2, pace)) {
            LiveChannel roof =
                    other.open(
                            "roof",
                            on -> {
                                if (!on) {
                                    left.countDown();
                                }
                            });
            roof.onGap("the lens cap is on");
            Stills of = new Stills(other, maker, pace);
            assertThat(of.take("roof")).isEqualTo(new Still.Gap("the lens cap is on"));
            pace.advance(Attention.SPAN);
            of.take("roof");
            roof.onGap("still");
            pace.advance(Attention.SPAN.plusMillis(1));
            roof.onGap("and still");
            assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(of.take("roof")).isEqualTo(new Still.Gap("and still"));
        }
    }

    @Test
    void whatStandsInTheWayIsSaid() throws Exception {
        assertThat(stills.take("roof")).isEqualTo(new Still.Offline());
        maker.answer(new Picture.Crowded(16));
        assertThat(stills.take("door")).isEqualTo(new Still.Crowded());
        maker.answer(new Picture.None("no sandbox"));
        pace.advance(Tripod.EACH);
        assertThat(stills.take("door")).isEqualTo(new Still.Undecodable());
        door.onGap("the camera process is being restarted");
        pace.advance(Tripod.EACH);
        assertThat(stills.take("door"))
                .isEqualTo(new Still.Gap("the camera process is being restarted"));
        door.close();
        pace.advance(Tripod.EACH);
        assertThat(stills.take("door")).isEqualTo(new Still.Offline());
        assertThat(stills.take("garden")).isEqualTo(new Still.Crowded());
    }

    @Test
    void theCagedDecoderMakesAPictureOfOneKeyFrame(@TempDir Path directory) throws Exception {
        TestVideo video = TestVideo.make(directory, 1);
        LiveChannel garden = hub.open("garden", on -> {});
        garden.onConfig(video.config());
        assertThat(hub.view("garden", new Attention(pace))).isPresent();
        garden.onFragment(video.fragments().getFirst());
        try (CagedFfmpeg ffmpeg = CagedFfmpeg.inBubblewrap()) {
            ffmpeg.start();
            assertThat(new Stills(hub, ffmpeg, pace).take("garden"))
                    .isInstanceOfSatisfying(
                            Still.Taken.class,
                            taken -> assertThat(taken.jpeg()).hasSizeGreaterThan(1000));
        }
    }
}
