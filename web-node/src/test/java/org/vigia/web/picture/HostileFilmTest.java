package org.vigia.web.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a stolen key may send: each costs one picture, and the next one is made.
@Timeout(120)
class HostileFilmTest {
    private static final String SCENE = "testsrc2=size=320x180:rate=25:duration=1";
    private static byte[] good = {};

    private final Leftovers leftovers = new Leftovers();
    private final CagedFfmpeg maker =
            new CagedFfmpeg(
                    new BubblewrapDecoder(
                            Cage.PROGRAMS,
                            Path.of("/proc/sys"),
                            leftovers.limits(Duration.ofSeconds(30), 5)));

    @TempDir Path directory;

    @BeforeAll
    static void make(@TempDir Path directory) throws Exception {
        good = TestFilm.make(directory, SCENE);
    }

    @BeforeEach
    void start() {
        maker.start();
    }

    @AfterEach
    @Timeout(60)
    void theNextPictureIsMadeAndNothingIsLeft() throws Exception {
        assertThat(maker.make(TestFilm.film(good), 320)).isInstanceOf(Picture.Jpeg.class);
        maker.close();
        leftovers.awaitNone();
    }

    private void costsItsPicture(Footage footage) throws InterruptedException {
        assertThat(maker.make(footage, 320)).isInstanceOf(Picture.None.class);
    }

    @Test
    void bytesOfNoMeaning() throws Exception {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        costsItsPicture(TestFilm.film(noise));
        costsItsPicture(TestFilm.film(new byte[0]));
        costsItsPicture(TestFilm.film(new byte[5_000_000]));
        costsItsPicture(Footage.still(() -> new ByteArrayInputStream(noise)));
    }

    @Test
    void aFilmCutOffBeforeItsFirstFrame() throws Exception {
        int firstFrame = TestFilm.find(good, "moof") - 4;
        costsItsPicture(TestFilm.film(Arrays.copyOf(good, firstFrame)));
        costsItsPicture(TestFilm.film(Arrays.copyOf(good, firstFrame / 2)));
    }

    @Test
    void aParameterSetThatDeclaresAHugePicture() throws Exception {
        assertThat(maker.make(TestFilm.film(TestFilm.declaring(good, 20, 12)), 320))
                .as("a set of the right size is taken, so the patch is not what is refused")
                .isInstanceOf(Picture.Jpeg.class);
        costsItsPicture(TestFilm.film(TestFilm.declaring(good, 1024, 1024)));
        costsItsPicture(TestFilm.film(TestFilm.declaring(good, 1024, 60)));
        costsItsPicture(TestFilm.film(TestFilm.declaring(good, 60_000, 60_000)));
    }

    @Test
    void aBombOfFewBytesAndManyPixels() throws Exception {
        byte[] bomb = TestFilm.make(directory, "color=black:size=8192x4320:rate=1:duration=1");
        assertThat(bomb.length).isLessThan(1_000_000);
        costsItsPicture(TestFilm.film(bomb));
        byte[] picture = TestFilm.still(directory, "color=black:size=8192x4320");
        costsItsPicture(Footage.still(() -> new ByteArrayInputStream(picture)));
    }

    @Test
    void aFilmWhoseFramesAreInAnotherFile() throws Exception {
        byte[] whole = TestFilm.plain(directory, SCENE);
        assertThat(maker.make(TestFilm.film(whole), 320)).isInstanceOf(Picture.Jpeg.class);
        byte[] index = Arrays.copyOf(whole, TestFilm.find(whole, "mdat") - 4);
        for (String location : new String[] {"file://", ""}) {
            byte[] place =
                    (location + directory.resolve("plain.mp4") + "\0")
                            .getBytes(StandardCharsets.UTF_8);
            int entry = TestFilm.find(index, "url ") + 4;
            // Not "in this file", and here is where.
            byte[] elsewhere = ByteBuffer.allocate(4 + place.length).putInt(0).put(place).array();
            byte[] hostile =
                    TestFilm.splice(
                            index, entry, entry + 4, elsewhere, "moov", "trak", "mdia", "minf",
                            "dinf", "dref", "url ");
            costsItsPicture(TestFilm.film(hostile));
        }
    }

    @Test
    void listsOfOtherFilesAndAddresses() throws Exception {
        Path target = Files.write(directory.resolve("secret.mp4"), good);
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + door.getLocalPort() + "/x.ts";
            costsItsPicture(TestFilm.film("ffconcat version 1.0\nfile '" + target + "'\n"));
            for (String place : new String[] {address, "file://" + target, "concat:" + target}) {
                String list =
                        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n%s\n#EXT-X-ENDLIST\n"
                                .formatted(place);
                costsItsPicture(TestFilm.film(list));
                costsItsPicture(
                        Footage.still(() ->
                                new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8))));
            }
            costsItsPicture(TestFilm.film("v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n"));
            door.setSoTimeout(50);
            assertThatThrownBy(door::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aFilmThatIsAStillAndAStillThatIsAFilm() throws Exception {
        byte[] still = TestFilm.still(directory, "testsrc2=size=320x180");
        costsItsPicture(TestFilm.film(still));
        costsItsPicture(Footage.still(() -> new ByteArrayInputStream(good)));
    }

    @Test
    @Timeout(3600)
    void mutationsOfAGoodFilm() throws Exception {
        int inputs = 200 * Integer.getInteger("vigia.fuzz", 1);
        int pictures = 0;
        int first = TestFilm.find(good, "moof");
        for (int seed = 0; seed < inputs; seed++) {
            byte[] mutant = mutate(new Random(seed), first);
            try {
                if (maker.make(TestFilm.film(mutant), 320) instanceof Picture.Jpeg) {
                    pictures++;
                }
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(pictures).as("some are harmless, some are not").isBetween(1, inputs - 1);
    }

    /// Most mutations hit the init segment and the first frame, which are what is looked at.
    private static byte[] mutate(Random random, int first) {
        byte[] film = good.clone();
        int reach = random.nextInt(4) == 0 ? film.length : first + 400;
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(Math.min(reach, film.length - 4));
            switch (random.nextInt(4)) {
                case 0 -> film[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> film[at] = (byte) random.nextInt();
                case 2 -> ByteBuffer.wrap(film).putInt(at, random.nextInt());
                case 3 -> film = TestFilm.splice(film, at, at + random.nextInt(4), new byte[3]);
                default -> throw new IllegalStateException();
            }
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(film, random.nextInt(film.length)) : film;
    }
}
