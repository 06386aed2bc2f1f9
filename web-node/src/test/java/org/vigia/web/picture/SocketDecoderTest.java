package org.vigia.web.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.config.ConfigException;

/// The packaged script and a real ffmpeg behind a real socket.
@Timeout(120)
class SocketDecoderTest {
    private static byte[] film = {};
    private static byte[] still = {};

    @TempDir Path directory;
    private DecodeSocket socket;
    private CagedFfmpeg maker;

    @BeforeAll
    static void make(@TempDir Path directory) throws Exception {
        film = TestFilm.make(directory, "testsrc2=size=1280x720:rate=25:duration=1");
        still = TestFilm.still(directory, "testsrc2=size=1280x720");
    }

    @BeforeEach
    void start() throws Exception {
        socket = DecodeSocket.ofThePackage(directory);
        maker = maker(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        maker.close();
        socket.close();
    }

    private CagedFfmpeg maker(Duration wall) {
        CagedFfmpeg made =
                new CagedFfmpeg(new SocketDecoder(socket.path(), TestLimits.within(wall)));
        made.start();
        return made;
    }

    private static Footage still(byte[] bytes) {
        return Footage.still(() -> new ByteArrayInputStream(bytes));
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
    void makesAPictureOfAStill() throws Exception {
        var jpeg = (Picture.Jpeg) maker.make(still(still), 160);
        assertThat(List.of(jpeg.width(), jpeg.height())).containsExactly(160, 90);
    }

    @Test
    void itIsThePictureThatBubblewrapsCageWouldHaveGiven() throws Exception {
        try (CagedFfmpeg other = CagedFfmpeg.inBubblewrap()) {
            other.start();
            for (Footage footage : List.of(TestFilm.film(film), still(still))) {
                var here = (Picture.Jpeg) maker.make(footage, 480);
                var there = (Picture.Jpeg) other.make(footage, 480);
                assertThat(here.bytes()).isEqualTo(there.bytes());
            }
        }
    }

    @Test
    void aFilmThatGrowsForeverIsCutOff() throws Exception {
        assertThat(maker.make(Footage.film(() -> new Endless(film)), 640))
                .isInstanceOf(Picture.Jpeg.class);
    }

    @Test
    void whatIsNoFilmCostsItsPictureAndTheNextIsMade() throws Exception {
        byte[] noise = new byte[5_000_000];
        new Random(1).nextBytes(noise);
        for (Footage footage :
                List.of(
                        TestFilm.film(noise),
                        TestFilm.film(new byte[0]),
                        TestFilm.film(still),
                        still(film),
                        still(noise))) {
            assertThat(maker.make(footage, 640))
                    .isInstanceOfSatisfying(
                            Picture.None.class,
                            none ->
                                    assertThat(none.why())
                                            .matches("ffmpeg: status \\d+, 0 bytes, .+"));
        }
        assertThat(maker.make(TestFilm.film(film), 640)).isInstanceOf(Picture.Jpeg.class);
    }

    @Test
    void aFilmThatStallsCostsItsTimeAndNoMore() throws Exception {
        try (CagedFfmpeg hasty = maker(Duration.ofSeconds(8))) {
            Footage stalled = Footage.film(() -> new Stalling(new byte[0], new CountDownLatch(1)));
            assertThat(hasty.make(stalled, 640))
                    .isEqualTo(new Picture.None("ffmpeg: not done within PT8S"));
            assertThat(hasty.make(TestFilm.film(film), 640)).isInstanceOf(Picture.Jpeg.class);
        }
    }

    @Test
    void withoutItsSocketNothingIsDecodedUntilItIsBack() throws Exception {
        assertThat(maker.make(TestFilm.film(film), 640)).isInstanceOf(Picture.Jpeg.class);
        socket.close();
        String refused =
                "the decoder at %s does not answer (Connection refused):".formatted(socket.path())
                        + " systemctl status vigia-decode.socket";
        for (int i = 0; i < 2; i++) {
            assertThat(maker.make(TestFilm.film(film), 640)).isEqualTo(new Picture.None(refused));
        }
        Files.delete(socket.path());
        assertThat(maker.make(TestFilm.film(film), 640))
                .isEqualTo(
                        new Picture.None(
                                refused.replace(
                                        "Connection refused", "No such file or directory")));
        socket = DecodeSocket.ofThePackage(directory);
        assertThat(maker.make(TestFilm.film(film), 640)).isInstanceOf(Picture.Jpeg.class);
    }

    @Test
    void theEnvironmentSaysWhereAndWhatItSaysMustBeAPath() throws Exception {
        try (CagedFfmpeg named = CagedFfmpeg.of(Map.of("VIGIA_DECODER", "/nowhere/decode"))) {
            named.start();
            assertThat(named.make(TestFilm.film(film), 640))
                    .isInstanceOfSatisfying(
                            Picture.None.class,
                            none ->
                                    assertThat(none.why())
                                            .startsWith("the decoder at /nowhere/decode does"));
        }
        for (String wrong : List.of("", "decode", "unix:/run/vigia/decode")) {
            assertThatThrownBy(() -> CagedFfmpeg.of(Map.of("VIGIA_DECODER", wrong)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(
                            "environment: VIGIA_DECODER: must be the absolute path of a socket,"
                                    + " was '"
                                    + wrong
                                    + "'");
        }
    }
}
