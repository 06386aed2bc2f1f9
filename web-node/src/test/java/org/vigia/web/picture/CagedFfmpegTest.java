package org.vigia.web.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.lifecycle.NamedThreads;

@Timeout(120)
class CagedFfmpegTest {
    private static byte[] film = {};
    private static byte[] still = {};

    private final Leftovers leftovers = new Leftovers();
    private final CagedFfmpeg maker =
            new CagedFfmpeg(
                    new BubblewrapDecoder(
                            Cage.PROGRAMS,
                            Path.of("/proc/sys"),
                            leftovers.limits(Duration.ofSeconds(30), 5)));

    @BeforeAll
    static void make(@TempDir Path directory) throws Exception {
        film = TestFilm.make(directory, "testsrc2=size=1280x720:rate=25:duration=1");
        still = TestFilm.still(directory, "testsrc2=size=1280x720");
    }

    @BeforeEach
    void start() {
        maker.start();
    }

    @AfterEach
    @Timeout(60)
    void nothingIsLeft() throws Exception {
        maker.close();
        maker.close();
        leftovers.awaitNone();
    }

    @Test
    void makesAPictureOfAFilm() throws Exception {
        var jpeg = (Picture.Jpeg) maker.make(TestFilm.film(film), 640);
        assertThat(List.of(jpeg.width(), jpeg.height())).containsExactly(640, 360);
        assertThat(BaselineJpeg.read(jpeg.bytes(), 640)).isPresent();
        assertThat(jpeg.bytes()).hasSizeBetween(5_000, 60_000);
    }

    @Test
    void aSourceThatFailsAsItIsClosedCostsNoPictureThatIsMade() throws Exception {
        assertThat(maker.make(TestFilm.closingBadly(film), 640)).isInstanceOf(Picture.Jpeg.class);
    }

    @Test
    void theFirstFrameIsEnoughAndNothingIsMadeLarger() throws Exception {
        int second = TestFilm.find(Arrays.copyOfRange(film, 2000, film.length), "moof") + 2000 - 4;
        byte[] first = Arrays.copyOf(film, second);
        var jpeg = (Picture.Jpeg) maker.make(TestFilm.film(first), 1920);
        assertThat(List.of(jpeg.width(), jpeg.height())).containsExactly(1280, 720);
    }

    @Test
    void makesAThumbnailOfAStillWithoutItsMetadata() throws Exception {
        var jpeg =
                (Picture.Jpeg)
                        maker.make(Footage.still(() -> new ByteArrayInputStream(still)), 160);
        assertThat(List.of(jpeg.width(), jpeg.height())).containsExactly(160, 90);
    }

    @Test
    void aFilmThatGrowsForeverIsCutOff() throws Exception {
        Footage endless = Footage.film(() -> new Endless(film));
        assertThat(maker.make(endless, 640)).isInstanceOf(Picture.Jpeg.class);
    }

    @Test
    void aFilmThatStallsCostsItsTimeAndNoMore(@TempDir Path directory) throws Exception {
        var limits = leftovers.limits(Duration.ofSeconds(3), 5);
        try (CagedFfmpeg hasty =
                new CagedFfmpeg(new BubblewrapDecoder(Cage.PROGRAMS, directory, limits))) {
            hasty.start();
            byte[] init = Arrays.copyOf(film, 1000);
            Footage stalled = Footage.film(() -> new Stalling(init, new CountDownLatch(1)));
            assertThat(hasty.make(stalled, 640))
                    .isEqualTo(new Picture.None("ffmpeg: not done within PT3S"));
            assertThat(hasty.make(TestFilm.film(film), 640)).isInstanceOf(Picture.Jpeg.class);
        }
    }

    @Test
    void aSourceThatCannotBeOpenedIsNoPicture() throws Exception {
        Footage gone =
                Footage.film(() -> {
                    throw new IOException("clip.mp4 is gone");
                });
        assertThat(maker.make(gone, 640)).isEqualTo(new Picture.None("clip.mp4 is gone"));
        Footage broken =
                Footage.film(() -> {
                    throw new IllegalStateException("a bug");
                });
        assertThatThrownBy(() -> maker.make(broken, 640)).hasRootCauseMessage("a bug");
        assertThat(maker.make(TestFilm.film(film), 640)).isInstanceOf(Picture.Jpeg.class);
    }

    @Test
    void oneAtATimeAFewWaitAndMoreAreRefused() throws Exception {
        CountDownLatch dry = new CountDownLatch(1);
        Footage stalled = Footage.film(() -> new Stalling(new byte[0], dry));
        List<FutureTask<Picture>> waiting =
                Stream.generate(() -> new FutureTask<>(() -> maker.make(stalled, 640)))
                        .limit(17)
                        .toList();
        NamedThreads.start("first", waiting.getFirst());
        dry.await();
        waiting.stream().skip(1).forEach(w -> NamedThreads.start("waits", w));
        while (maker.waiting() < 16) {
            Thread.onSpinWait();
        }
        assertThat(leftovers.awaitCages(1)).as("bubblewrap outside and in").hasSizeLessThan(3);
        assertThat(maker.make(stalled, 640)).isEqualTo(new Picture.Crowded(16));
        maker.close();
        for (FutureTask<Picture> each : waiting) {
            assertThat(each.get()).isEqualTo(new Picture.None("web-node is shutting down"));
        }
        assertThat(maker.make(stalled, 640))
                .isEqualTo(new Picture.None("web-node is shutting down"));
    }

    @Test
    void whoeverGivesUpWaitingEndsTheAttempt() throws Exception {
        CountDownLatch dry = new CountDownLatch(1);
        Footage stalled = Footage.film(() -> new Stalling(new byte[0], dry));
        FutureTask<Picture> task = new FutureTask<>(() -> maker.make(stalled, 640));
        Thread caller = NamedThreads.start("caller", task);
        dry.await();
        caller.interrupt();
        assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(maker.make(TestFilm.film(film), 640)).isInstanceOf(Picture.Jpeg.class);
    }

    @Test
    void aWidthBeyondReasonIsABug() throws Exception {
        // Not before the cage of the start is built: killed in the moment in which bubblewrap has
        // made
        // its child and not yet let it go on, it leaves the child waiting (decision 0006).
        assertThat(maker.make(TestFilm.film(film), 640)).isInstanceOf(Picture.Jpeg.class);
        for (int width : new int[] {0, 15, 1921}) {
            assertThatThrownBy(() -> maker.make(TestFilm.film(film), width))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("width: 16 to 1920, was " + width);
        }
    }
}
