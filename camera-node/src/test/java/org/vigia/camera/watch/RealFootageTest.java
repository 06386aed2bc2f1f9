package org.vigia.camera.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.camera.alarm.IncidentKind;
import org.vigia.camera.footage.Footage;
import org.vigia.camera.snapshot.GreyPicture;

/// The eye over real film, and over what might happen to the camera that films it: encoded as a
/// source encodes it, and each second's key frame reduced as the decoder does it.
@Timeout(300)
class RealFootageTest {
    // People crossing a yard: 60 s. Not part of the project; where it is not there, a test picture
    // stands in.
    private static final Path YARD =
            Path.of(System.getProperty("vigia.footage", "../../shared/footage/pedestrians.mp4"));
    private static final int DOTS = GreyPicture.WIDTH * GreyPicture.HEIGHT;

    // Leaves some of the view outside, so that it can be moved.
    private static final String VIEW = "scale=800:450,crop=640:360:%d:%d";
    private static final String AS_IT_IS = VIEW.formatted(80, 45);

    private static List<String> source() {
        List<String> words = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin"));
        words.addAll(
                Files.exists(YARD)
                        ? List.of("-i", YARD.toString())
                        : List.of("-f", "lavfi", "-i", "testsrc2=size=768x576:rate=10"));
        return words;
    }

    private static List<Look> looks(String filter, int seconds) {
        List<String> words = source();
        words.addAll(List.of("-t", Integer.toString(seconds)));
        words.addAll(List.of("-vf", filter + ",fps=10", "-pix_fmt", "yuv420p", "-c:v", "libx264"));
        words.addAll(List.of("-preset", "ultrafast", "-tune", "zerolatency", "-g", "10"));
        words.addAll(List.of("-b:v", "1M", "-maxrate", "1M", "-bufsize", "500k", "-threads", "1"));
        // Only key frames are decoded again, and made small.
        byte[] film = Footage.output(with(words, "-f", "h264", "pipe:1"));
        return small(film);
    }

    private static List<Look> small(byte[] film) {
        byte[] dots =
                Footage.output(
                        List.of(
                                "ffmpeg",
                                "-v",
                                "error",
                                "-skip_frame",
                                "nokey",
                                "-f",
                                "h264",
                                "-i",
                                "pipe:0",
                                "-vsync",
                                "passthrough",
                                "-vf",
                                "scale=%d:%d:flags=area,format=gray"
                                        .formatted(GreyPicture.WIDTH, GreyPicture.HEIGHT),
                                "-f",
                                "rawvideo",
                                "pipe:1"),
                        film);
        List<Look> looks = new ArrayList<>();
        for (int at = 0; at + DOTS <= dots.length; at += DOTS) {
            looks.add(Look.of(new GreyPicture(Arrays.copyOfRange(dots, at, at + DOTS))));
        }
        return looks;
    }

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    private static List<IncidentKind> told(List<Look> before, List<Look> after) {
        WatchSettings settings = WatchSettings.defaults();
        Eye eye = new Eye(settings, new Repeats(settings.repeatAfter()));
        List<IncidentKind> told = new ArrayList<>();
        long now = 0;
        for (List<Look> part : List.of(before, after)) {
            for (Look look : part) {
                eye.look(look, now).ifPresent(told::add);
                now += Duration.ofSeconds(1).toNanos();
            }
        }
        return told;
    }

    @Test
    void theWholeFilmIsOrdinaryAndSoIsItsBeginningAfterItsEnd() {
        List<Look> all = looks("scale=640:360", 60);
        assertThat(all).hasSizeBetween(59, 61);
        assertThat(told(all, all)).isEmpty();
        Stillness stillness = new Stillness(Duration.ofSeconds(10), 0);
        long now = 0;
        for (Look look : all) {
            now += Duration.ofSeconds(1).toNanos();
            stillness.look(look, now);
            assertThat(stillness.frozen(now, now)).isFalse();
        }
    }

    @Test
    void whatBlindsTheCameraIsToldAndOtherLightIsNot() {
        assumeThat(YARD).as("needs a real scene").exists();
        List<Look> before = looks(AS_IT_IS, 20);
        for (String blinding :
                List.of(
                        "gblur=12",
                        "gblur=30",
                        "drawbox=c=0x302820:t=fill,noise=alls=6:allf=t",
                        "lutyuv=y=16")) {
            assertThat(told(before, looks(AS_IT_IS + "," + blinding, 15)))
                    .as(blinding)
                    .containsExactly(IncidentKind.LENS_COVERED);
        }
        for (String ordinary :
                List.of(
                        "lutyuv=y=16+(val-16)*0.3",
                        "eq=gamma=2.2",
                        "eq=gamma=0.5",
                        "hue=s=0",
                        "vignette=PI/3",
                        "noise=alls=30:allf=t",
                        "drawbox=x=0:y=0:w=iw/3:h=ih:c=0x403030:t=fill")) {
            assertThat(told(before, looks(AS_IT_IS + "," + ordinary, 15))).as(ordinary).isEmpty();
        }
    }

    @Test
    void aMovedCameraIsToldAndAWobbleIsNot() {
        assumeThat(YARD).as("needs a real scene").exists();
        List<Look> before = looks(AS_IT_IS, 20);
        for (int[] moved : new int[][] {{110, 45}, {10, 45}, {80, 85}, {150, 90}}) {
            assertThat(told(before, looks(VIEW.formatted(moved[0], moved[1]), 15)))
                    .as("%d, %d", moved[0], moved[1])
                    .containsExactly(IncidentKind.CAMERA_MOVED);
        }
        assertThat(told(before, looks("hflip," + AS_IT_IS, 15)))
                .as("looks at something else")
                .containsExactly(IncidentKind.CAMERA_MOVED);
        assertThat(told(before, looks(VIEW.formatted(84, 43), 15))).isEmpty();
    }

    @Test
    void aFilmThatIsOneStillPictureStandsStillHoweverItIsEncoded() {
        List<Look> still = looks(AS_IT_IS + ",loop=loop=-1:size=1:start=0", 40);
        Stillness stillness = new Stillness(Duration.ofSeconds(15), 0);
        long now = 0;
        for (Look look : still) {
            now += Duration.ofSeconds(1).toNanos();
            stillness.look(look, now);
        }
        assertThat(stillness.frozen(now, now)).isTrue();
        List<Look> noisy = looks(AS_IT_IS + ",loop=loop=-1:size=1:start=0,noise=alls=2:allf=t", 40);
        for (Look look : noisy) {
            now += Duration.ofSeconds(1).toNanos();
            stillness.look(look, now);
            assertThat(stillness.frozen(now, now)).isFalse();
        }
    }
}
