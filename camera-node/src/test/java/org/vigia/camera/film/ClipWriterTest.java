package org.vigia.camera.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.footage.Footage;
import org.vigia.camera.video.Film;
import org.vigia.shared.clip.Clip;
import org.vigia.shared.clip.ClipWriter;
import org.vigia.shared.video.Fragment;

class ClipWriterTest {
    @TempDir Path folder;

    private static Clip write(WritableByteChannel out, Film film, List<Fragment> fragments)
            throws IOException {
        ClipWriter writer = new ClipWriter(out, film.configs().getFirst());
        for (Fragment fragment : fragments) {
            writer.add(fragment);
        }
        return writer.finish();
    }

    private static byte[] bytes(Film film, List<Fragment> fragments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(Channels.newChannel(out), film, fragments);
        return out.toByteArray();
    }

    @Test
    void ffprobeAgreesOnDurationAndStart() throws Exception {
        Film film = Film.of(Footage.sliced());
        Path file = folder.resolve("clip.mp4");
        Clip clip;
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            clip = write(out, film, film.fragments().subList(10, 35));
            assertThat(out.size()).isEqualTo(clip.bytes());
        }
        assertThat(clip.frames()).isEqualTo(25);
        assertThat(clip.duration()).isEqualTo(java.time.Duration.ofSeconds(1));
        String said =
                new String(
                        Footage.output(
                                List.of(
                                        "ffprobe",
                                        "-v",
                                        "error",
                                        "-show_entries",
                                        "format=start_time,duration",
                                        "-of",
                                        "csv=p=0",
                                        file.toString())),
                        StandardCharsets.US_ASCII);
        String[] numbers = said.strip().split(",", -1);
        assertThat(Double.parseDouble(numbers[0])).isZero();
        assertThat(Double.parseDouble(numbers[1])).isCloseTo(1.0, Offset.offset(0.05));
    }

    @Test
    void onlyTimeAndNumberDifferFromWhatWasFilmed() throws Exception {
        Film film = Film.of(Footage.plain());
        byte[] init = film.configs().getFirst().initSegment();
        ByteBuffer clip = ByteBuffer.wrap(bytes(film, film.fragments().subList(20, 30)));
        assertThat(Arrays.copyOf(clip.array(), init.length)).isEqualTo(init);
        clip.position(init.length);
        for (int i = 0; i < 10; i++) {
            byte[] filmed = film.fragments().get(20 + i).bytes().clone();
            ByteBuffer.wrap(filmed).putInt(20, i + 1).putLong(60, 3600L * i);
            byte[] written = new byte[filmed.length];
            clip.get(written);
            assertThat(written).isEqualTo(filmed);
        }
        assertThat(clip.hasRemaining()).isFalse();
    }

    @Test
    void aReplacingFragmentTakesItsPredecessorsPlace() throws Exception {
        Film film = Film.of(Footage.plain());
        List<Fragment> whole = film.fragments();
        Fragment f = whole.get(3);
        byte[] truncated = Film.of(Footage.sliced()).fragments().get(3).bytes();
        Fragment early =
                new Fragment(0, f.sequence(), f.time(), f.duration(), f.key(), false, 0, truncated);
        Fragment again =
                new Fragment(0, f.sequence(), f.time(), f.duration(), f.key(), true, 0, f.bytes());
        List<Fragment> replaced =
                List.of(whole.get(0), whole.get(1), whole.get(2), early, again, whole.get(4));
        assertThat(bytes(film, replaced)).isEqualTo(bytes(film, whole.subList(0, 5)));
        // At the end of a clip too.
        assertThat(bytes(film, replaced.subList(0, 5))).isEqualTo(bytes(film, whole.subList(0, 4)));
    }

    @Test
    void refusesWhatDoesNotBelong() throws Exception {
        Film film = Film.of(Footage.join(Footage.plain(), Footage.h264(160, 120, 12)));
        List<Fragment> all = film.fragments();
        assertThatThrownBy(() -> bytes(film, List.of(all.get(0), all.get(35))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a fragment of epoch 1 in a clip of epoch 0");
        assertThatThrownBy(() -> bytes(film, List.of(all.get(1))))
                .hasMessageStartingWith("a clip cannot begin with Fragment[0/1 ");
        assertThatThrownBy(() -> bytes(film, List.of(all.get(0), all.get(2), all.get(1))))
                .hasMessageContaining(" after ");
        assertThatThrownBy(() -> bytes(film, List.of())).hasMessage("a clip without a frame");
        Fragment other = new Fragment(0, 1, 3600, 3600, false, false, 0, new byte[200]);
        assertThatThrownBy(() -> bytes(film, List.of(all.get(0), other, all.get(2))))
                .hasMessage("not a fragment of one frame: 200 bytes");
    }
}
