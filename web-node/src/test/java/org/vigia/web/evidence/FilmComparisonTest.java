package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.video.Fragment;
import org.vigia.web.evidence.FilmComparison.Outcome;

class FilmComparisonTest {
    @TempDir Path folder;
    private final List<Fragment> reel = Reel.random(4, 0, 60, 10);

    private Outcome compare(byte[] film, byte[] clip) throws IOException {
        return FilmComparison.compare(
                        Files.write(folder.resolve("film"), film),
                        Files.write(folder.resolve("clip"), clip))
                .outcome();
    }

    private static byte[] clip(List<Fragment> frames) throws IOException {
        return StreamFileTest.clip(frames);
    }

    @Test
    void aFilmStandsInTheClipThatBeginsBeforeItAndEndsAfterIt() throws IOException {
        byte[] whole = clip(reel);
        assertThat(compare(whole, whole)).isEqualTo(Outcome.CONTAINED);
        assertThat(compare(clip(reel.subList(20, 50)), whole)).isEqualTo(Outcome.CONTAINED);
        List<Fragment> holed = new ArrayList<>(reel.subList(0, 15));
        holed.addAll(reel.subList(23, 60));
        assertThat(compare(clip(holed), whole)).isEqualTo(Outcome.CONTAINED);
    }

    @Test
    void aClipThatEndsEarlierIsToldFromOneThatIsAnother() throws IOException {
        assertThat(compare(clip(reel), clip(reel.subList(0, 59)))).isEqualTo(Outcome.LONGER);
        assertThat(compare(clip(reel), clip(reel.subList(10, 60)))).isEqualTo(Outcome.PART);
        List<Fragment> holed = new ArrayList<>(reel.subList(0, 15));
        holed.addAll(reel.subList(23, 60));
        assertThat(compare(clip(reel), clip(holed))).isEqualTo(Outcome.PART);
    }

    @Test
    void aClipThatHasSomethingElseWhereItLacksAFrameIsNoPart() throws IOException {
        List<Fragment> holed = new ArrayList<>(reel.subList(10, 20));
        holed.addAll(reel.subList(30, 50));
        assertThat(compare(clip(reel), clip(holed))).isEqualTo(Outcome.PART);
        for (int at : new int[] {12, 24, 33, 55}) {
            List<Fragment> forged = new ArrayList<>(holed);
            forged.removeIf(frame -> frame.sequence() == at);
            forged.add(Reel.random(8, at, 1, 1).getFirst());
            forged.sort(Comparator.comparingLong(Fragment::sequence));
            assertThat(compare(clip(reel), clip(forged))).as("%d", at).isEqualTo(Outcome.DIFFERS);
        }
    }

    @Test
    void aClipThatEndsMuchEarlierIsNotWhatAPowerCutLeaves() throws IOException {
        List<Fragment> film = Reel.random(4, 0, 200, 10);
        assertThat(compare(clip(film), clip(film.subList(0, 75)))).isEqualTo(Outcome.LONGER);
        assertThat(compare(clip(film), clip(film.subList(0, 74)))).isEqualTo(Outcome.PART);
    }

    @Test
    void oneBitAnywhereInAFrameDiffersButForItsNumber() throws IOException {
        byte[] film = clip(reel);
        int init = Reel.config(0).initSegment().length;
        for (int at = 0; at < init + 108 + 20; at++) {
            byte[] forged = film.clone();
            forged[at] ^= 1;
            boolean number = at >= init + 20 && at < init + 24;
            assertThat(compare(film, forged))
                    .as("byte %d", at)
                    .isEqualTo(number ? Outcome.CONTAINED : Outcome.DIFFERS);
        }
    }

    @Test
    void theSameFramesInAnotherOrderAtOtherTimesOrAmongOthersDiffer() throws IOException {
        byte[] film = clip(reel);
        int init = Reel.config(0).initSegment().length;
        int first = reel.get(0).bytes().length;
        int second = reel.get(1).bytes().length;
        byte[] swapped = film.clone();
        System.arraycopy(film, init + first, swapped, init, second);
        System.arraycopy(film, init, swapped, init + second, first);
        assertThat(compare(film, swapped)).isEqualTo(Outcome.DIFFERS);

        byte[] hurried = film.clone();
        ByteBuffer.wrap(hurried).putLong(init + first + 60, Reel.DURATION + 1);
        assertThat(compare(film, hurried)).isEqualTo(Outcome.DIFFERS);

        byte[] stuffed = new byte[film.length + second];
        System.arraycopy(film, 0, stuffed, 0, init + first);
        System.arraycopy(film, init + first, stuffed, init + first, second);
        System.arraycopy(
                film, init + first, stuffed, init + first + second, film.length - init - first);
        stuffed[init + first + 150] ^= 1;
        assertThat(compare(film, stuffed)).isEqualTo(Outcome.DIFFERS);
    }

    @Test
    void aClipInWhichTheFilmCannotBeSeenDiffersThoughItHoldsIt() throws IOException {
        List<Fragment> film = reel.subList(20, 50);
        List<Fragment> hidden = new ArrayList<>(film);
        Fragment blank = Reel.frame(0, 0, true, false, Reel.nals(new byte[] {1, 1}));
        hidden.addFirst(blank);
        assertThat(compare(clip(film), clip(hidden))).isEqualTo(Outcome.CONTAINED);

        // Parameter sets of another picture, in force from here on.
        for (byte type : new byte[] {0x67, 0x68, 13, 15}) {
            byte[] poisoned = Reel.nals(new byte[] {1, 1}, new byte[] {type, 1});
            hidden.set(0, Reel.frame(0, 0, true, false, poisoned));
            assertThat(compare(clip(film), clip(hidden))).isEqualTo(Outcome.DIFFERS);
        }
        // A box that swallows what comes behind it.
        hidden.set(0, blank);
        byte[] swallowed = clip(hidden);
        ByteBuffer.wrap(swallowed).putInt(Reel.config(0).initSegment().length, 0);
        assertThat(compare(clip(film), swallowed)).isEqualTo(Outcome.DIFFERS);

        // Behind hours of nothing.
        List<Fragment> late = new ArrayList<>(List.of(blank));
        late.addAll(Reel.random(4, 25 * 3600, 30, 10));
        assertThat(compare(clip(late.subList(1, 31)), clip(late))).isEqualTo(Outcome.DIFFERS);
    }

    @Test
    void picturesThatStandStillAreFoundWhereTheyBegin() throws IOException {
        List<Fragment> still = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] nal = {1, (byte) (i % 10 + 1)};
            still.add(Reel.frame(0, i, i % 10 == 0, false, Reel.nals(nal)));
        }
        List<Fragment> moving = new ArrayList<>(still);
        moving.set(180, Reel.frame(0, 180, true, false, Reel.nals(new byte[] {5, 7})));
        byte[] clip = clip(moving);
        assertThat(compare(clip(moving.subList(170, 200)), clip)).isEqualTo(Outcome.CONTAINED);
        assertThat(compare(clip(still.subList(170, 200)), clip)).isEqualTo(Outcome.CONTAINED);
    }

    @Test
    void whateverACameraSendsAsAClipIsJudged() throws IOException {
        byte[] film = clip(reel);
        int init = Reel.config(0).initSegment().length;
        for (int length : new int[] {0, 1, 7, init - 1, init, init + 50, film.length - 1}) {
            assertThat(compare(film, Arrays.copyOf(film, length)))
                    .as("%d bytes", length)
                    .isEqualTo(Outcome.DIFFERS);
        }
        byte[] huge = film.clone();
        ByteBuffer.wrap(huge).putInt(0, 0x7FFF_FFF0);
        assertThat(compare(film, huge)).isEqualTo(Outcome.DIFFERS);
        ByteBuffer.wrap(huge).putInt(0, 16).putInt(init + 100, -1);
        assertThat(compare(film, huge)).isEqualTo(Outcome.DIFFERS);
        long seed = 5;
        Random random = new Random(seed);
        int runs = 2_000 * Integer.getInteger("vigia.fuzz", 1);
        for (int run = 0; run < runs; run++) {
            byte[] hostile = film.clone();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                hostile[random.nextInt(hostile.length)] = (byte) random.nextInt();
            }
            boolean same = Arrays.equals(film, hostile);
            Outcome outcome = compare(film, hostile);
            if (!same && outcome == Outcome.CONTAINED) {
                assertThat(numberless(hostile))
                        .as("seed %d, %d", seed, run)
                        .isEqualTo(numberless(film));
            }
        }
    }

    private byte[] numberless(byte[] film) {
        byte[] copy = film.clone();
        int at = Reel.config(0).initSegment().length;
        for (Fragment frame : reel) {
            Arrays.fill(copy, at + 20, at + 24, (byte) 0);
            at += frame.bytes().length;
        }
        return copy;
    }
}
