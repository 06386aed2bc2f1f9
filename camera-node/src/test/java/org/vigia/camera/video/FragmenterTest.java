package org.vigia.camera.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigia.camera.footage.Footage;
import org.vigia.camera.h264.AccessUnitSplitter;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

class FragmenterTest {
    @TempDir Path folder;

    static List<byte[]> streams() {
        return List.of(Footage.plain(), Footage.sliced(), Footage.delimited());
    }

    private static List<String> picturesIn(byte[] stream) {
        return hex(
                Footage.nals(stream).stream()
                        .filter(n -> (n[0] & 0x1F) < 7 || (n[0] & 0x1F) > 9)
                        .toList());
    }

    private static List<String> hex(List<byte[]> nals) {
        return nals.stream().map(HexFormat.of()::formatHex).toList();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void putsEveryNalUnitOfThePictureIntoAFragmentUnchanged(byte[] stream) {
        Film film = Film.of(stream);
        assertThat(film.fragments()).hasSize(35);
        assertThat(film.configs()).hasSize(1);
        assertThat(hex(film.nals())).isEqualTo(picturesIn(stream));
        assertThat(film.fragments().stream().filter(Fragment::key).map(Fragment::sequence))
                .containsExactly(0L, 10L, 20L, 30L);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void ffprobeReadsEveryFrame(byte[] stream) throws IOException {
        Film film = Film.of(stream);
        Path file = folder.resolve("film.mp4");
        Files.write(file, film.file());
        String said =
                new String(
                        Footage.output(
                                List.of(
                                        "ffprobe",
                                        "-v",
                                        "error",
                                        "-count_frames",
                                        "-show_entries",
                                        "stream=codec_name,width,height,nb_read_frames",
                                        "-of",
                                        "csv=p=0",
                                        file.toString())),
                        java.nio.charset.StandardCharsets.US_ASCII);
        VideoConfig config = film.configs().getFirst();
        assertThat(said.strip())
                .isEqualTo("h264,%d,%d,35".formatted(config.width(), config.height()));
        // Every frame decodes without complaint: output() fails where ffmpeg says anything.
        Footage.output(
                List.of(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-nostdin",
                        "-xerror",
                        "-i",
                        file.toString(),
                        "-f",
                        "null",
                        "-"));
    }

    @Test
    void cutsAndPausesAtRandomPlacesChangeNoByteOfAnyFragment() {
        byte[] garbage = new byte[3000];
        new Random(7).nextBytes(garbage);
        byte[] stream =
                Footage.join(
                        garbage, Footage.sliced(), Footage.h264(160, 120, 12), Footage.plain());
        List<String> expected =
                picturesIn(
                        Footage.join(
                                Footage.sliced(), Footage.h264(160, 120, 12), Footage.plain()));
        int replaced = 0;
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Film film = new Film();
            AccessUnitSplitter splitter = new AccessUnitSplitter(film.fragmenter());
            int at = 0;
            while (at < stream.length) {
                int n = Math.min(stream.length - at, 1 + random.nextInt(8000));
                splitter.feed(stream, at, n, 1_000L * at);
                at += n;
                if (random.nextInt(3) > 0) {
                    splitter.idle();
                }
            }
            splitter.idle();
            assertThat(hex(film.nals()).equals(expected)).as("seed %d", seed).isTrue();
            assertThat(film.configs()).as("seed %d", seed).hasSize(3);
            replaced += film.replaced();
        }
        assertThat(replaced).isGreaterThan(1000);
    }

    @Test
    void beginsANewEpochWithOtherParameterSets() {
        Film film =
                Film.of(Footage.join(Footage.plain(), Footage.h264(160, 120, 12), Footage.plain()));
        assertThat(film.configs())
                .extracting(VideoConfig::epoch, VideoConfig::width)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0, 320),
                        org.assertj.core.groups.Tuple.tuple(1, 160),
                        org.assertj.core.groups.Tuple.tuple(2, 320));
        assertThat(film.epoch(1)).hasSize(12);
        assertThat(film.damages()).isEmpty();
    }

    @Test
    void skipsWhatComesBeforeTheFirstKeyFrameWithParameterSets() {
        byte[] stream = Footage.plain();
        List<byte[]> nals = Footage.nals(stream);
        long parameterSets = 2;
        // Without its parameter sets the first GOP cannot be decoded.
        byte[] headless =
                Footage.join(
                        nals.stream()
                                .skip(parameterSets)
                                .map(n -> Footage.join(new byte[] {0, 0, 1}, n))
                                .toArray(byte[][]::new));
        Film film = Film.of(headless);
        assertThat(film.fragments()).hasSize(25);
        assertThat(film.fragments().getFirst().key()).isTrue();
        assertThat(film.fragments().getFirst().sequence()).isZero();
    }

    @Test
    void dropsFramesAfterDamageUpToTheNextKeyFrame() {
        byte[] stream = Footage.plain();
        Film film = new Film();
        Fragmenter fragmenter = film.fragmenter();
        AccessUnitSplitter splitter = new AccessUnitSplitter(fragmenter);
        int half = stream.length / 2;
        splitter.feed(stream, 0, half, 0);
        int before = film.fragments().size();
        fragmenter.onDamage("a test");
        splitter.feed(stream, half, stream.length - half, 1_000_000);
        splitter.idle();
        assertThat(film.fragments().get(before).key()).isTrue();
        assertThat(film.configs()).hasSize(1);
        assertThat(film.damages()).containsExactly("a test");
    }

    @Test
    void reportsParameterSetsThatCannotBeRead() {
        byte[] stream = Footage.plain();
        List<byte[]> nals = Footage.nals(stream);
        byte[] broken = Arrays.copyOf(nals.getFirst(), 5);
        broken[4] = 0x40;
        byte[] start = {0, 0, 1};
        Film film =
                Film.of(
                        Footage.join(
                                start, broken, start, nals.get(1), start, nals.get(3), stream));
        assertThat(film.damages())
                .containsExactly(
                        "unusable parameter sets: a parameter set of 5 bytes ends too early");
        assertThat(film.fragments()).hasSize(35);
    }
}
