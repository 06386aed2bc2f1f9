package org.vigia.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.clip.ClipWriter;
import org.vigia.shared.event.EventId;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;
import org.vigia.web.store.Evidence;

class StreamFileTest {
    private static final VideoConfig CONFIG = Reel.config(0);
    private static final EventId EVENT = Evidence.id();
    private static final LinkMessage.EvidenceOpened OPENING =
            new LinkMessage.EvidenceOpened(EVENT, 0, 100);
    private static final long NOW = 5_000_000_000L;

    @TempDir Path folder;
    private Path file;
    private final List<Fragment> reel = Reel.random(1, 100, 40, 10);

    @BeforeEach
    void name() {
        file = folder.resolve("door").resolve(EVENT + ".stream");
    }

    private StreamFile begun() throws IOException {
        return StreamFile.create(file, OPENING, CONFIG);
    }

    private static void addAll(StreamFile stream, List<Fragment> frames, boolean earlier)
            throws IOException {
        for (Fragment frame : frames) {
            assertThat(stream.add(new LinkMessage.Filmed(frame, earlier), NOW)).isTrue();
        }
    }

    /// The film that the camera itself would make of these frames.
    static byte[] clip(List<Fragment> frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClipWriter writer = new ClipWriter(Channels.newChannel(out), CONFIG);
        for (Fragment frame : frames) {
            writer.add(frame);
        }
        writer.finish();
        return out.toByteArray();
    }

    private byte[] film() throws IOException {
        Path film = folder.resolve("film.mp4");
        StreamedFilm.write(file, StreamScan.of(file).orElseThrow(), film);
        return Files.readAllBytes(film);
    }

    @Test
    void liveFramesAndEarlierOnesBecomeTheVeryClipThatTheCameraMakes() throws IOException {
        try (StreamFile stream = begun()) {
            addAll(stream, reel.subList(20, 25), false);
            addAll(stream, reel.subList(0, 7), true);
            addAll(stream, reel.subList(25, 40), false);
            addAll(stream, reel.subList(7, 20), true);
        }
        assertThat(film()).isEqualTo(clip(reel));
    }

    @Test
    void aFrameThatWouldSpoilWhatComesBehindItIsNotTaken() throws IOException {
        try (StreamFile stream = begun()) {
            addAll(stream, reel.subList(10, 20), false);
            for (byte type : new byte[] {0x67, 0x68, 13, 15}) {
                byte[] poisoned = Reel.nals(new byte[] {1, 1}, new byte[] {type, 1});
                Fragment frame = Reel.frame(0, 100, true, false, poisoned);
                assertThat(stream.add(Reel.earlier(frame), NOW)).as("type %d", type).isFalse();
            }
            Fragment sound = reel.getFirst();
            for (int at = 0; at < 108; at++) {
                boolean number = at >= 20 && at < 24;
                byte[] bytes = sound.bytes().clone();
                bytes[at] ^= 0x40;
                Fragment broken =
                        new Fragment(
                                sound.epoch(),
                                sound.sequence(),
                                sound.time(),
                                sound.duration(),
                                sound.key(),
                                false,
                                0,
                                bytes);
                if (!number) {
                    assertThat(stream.add(Reel.earlier(broken), NOW)).as("byte %d", at).isFalse();
                }
            }
            assertThat(stream.frames()).isEqualTo(10);
        }
    }

    @Test
    void aStreamIsCreatedOnceAndIsThereAtOnce() throws IOException {
        begun().close();
        StreamScan scan = StreamScan.of(file).orElseThrow();
        assertThat(scan.opening()).isEqualTo(OPENING);
        assertThat(scan.config().initSegment()).isEqualTo(CONFIG.initSegment());
        assertThat(scan.index().size()).isZero();
        assertThatThrownBy(this::begun).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void nextIsTheFirstHoleAndRepeatsAreNotWrittenTwice() throws IOException {
        try (StreamFile stream = begun()) {
            assertThat(stream.next()).isEqualTo(100);
            addAll(stream, reel.subList(20, 30), false);
            addAll(stream, reel.subList(0, 5), true);
            assertThat(stream.next()).isEqualTo(105);
            long before = stream.bytes();
            assertThat(stream.add(Reel.earlier(reel.get(3)), NOW)).isFalse();
            assertThat(stream.add(Reel.live(reel.get(22)), NOW)).isFalse();
            assertThat(stream.bytes()).isEqualTo(before).isEqualTo(Files.size(file));
        }
    }

    @Test
    void theNewestFrameOfABrokenLinkIsAskedForAgainAndMayHaveGrown() throws IOException {
        byte[] slice = {9, 8, 7, 6, 5};
        Fragment half = Reel.frame(0, 101, false, false, Reel.nals(new byte[] {1, 2, 3}));
        Fragment whole =
                Reel.frame(0, 101, false, false, Reel.nals(new byte[] {1, 2, 3, 4, 5}, slice));
        try (StreamFile stream = begun()) {
            addAll(stream, List.of(reel.get(0), half), false);
        }
        try (StreamFile stream = StreamFile.reopen(file).orElseThrow()) {
            stream.openedAgain(OPENING);
            assertThat(stream.next()).isEqualTo(101);
            addAll(stream, List.of(whole), true);
            assertThat(stream.add(Reel.earlier(half), NOW)).isFalse();
        }
        assertThat(film()).isEqualTo(clip(List.of(reel.get(0), whole)));
    }

    @Test
    void aFrameIsReplacedByItsCompletedFormOnlyAndOnlyWhileItIsTheNewest() throws IOException {
        Fragment half = Reel.frame(0, 101, false, false, Reel.nals(new byte[] {1, 2, 3}));
        Fragment whole = Reel.frame(0, 101, false, true, Reel.nals(new byte[] {1, 2, 3, 4}));
        Fragment forged = Reel.frame(0, 101, false, true, Reel.nals(new byte[] {1, 9, 9, 9, 9}));
        Fragment larger = Reel.frame(0, 101, false, true, Reel.nals(new byte[] {1, 2, 3, 4, 5}));
        try (StreamFile stream = begun()) {
            addAll(stream, List.of(reel.get(0), half), false);
            assertThat(stream.add(Reel.live(forged), NOW)).isFalse();
            assertThat(stream.add(Reel.live(whole), NOW)).isTrue();
            addAll(stream, List.of(reel.get(2)), false);
            assertThat(stream.add(Reel.live(larger), NOW)).isFalse();
        }
        assertThat(film()).isEqualTo(clip(List.of(reel.get(0), whole, reel.get(2))));
    }

    @Test
    void framesThatFitNowhereAreNotTaken() throws IOException {
        Fragment late = reel.get(5);
        Fragment wrongTime =
                new Fragment(0, 102, late.time(), late.duration(), false, false, 0, late.bytes());
        Fragment otherTime =
                new Fragment(0, 103, late.time() - 1, 1, false, false, 0, late.bytes());
        byte[] zeroEnd = late.bytes().clone();
        zeroEnd[zeroEnd.length - 1] = 0;
        try (StreamFile stream = begun()) {
            addAll(stream, List.of(reel.get(0), reel.get(4)), false);
            for (Fragment frame :
                    List.of(
                            Reel.random(2, 99, 1, 1).getFirst(),
                            new Fragment(
                                    0,
                                    1L << 53,
                                    late.time(),
                                    late.duration(),
                                    true,
                                    false,
                                    0,
                                    late.bytes()),
                            Reel.random(2, 100 + 25 * 86_401, 1, 1).getFirst(),
                            Reel.frame(1, 103, true, false, Reel.nals(new byte[] {1})),
                            wrongTime,
                            otherTime,
                            copy(late, new byte[] {1, 2, 3}),
                            copy(late, zeroEnd))) {
                assertThat(stream.add(Reel.live(frame), NOW)).as("%s", frame).isFalse();
            }
            assertThat(stream.frames()).isEqualTo(2);
        }
    }

    private static Fragment copy(Fragment f, byte[] bytes) {
        return new Fragment(
                f.epoch(), f.sequence(), f.time(), f.duration(), f.key(), false, 0, bytes);
    }

    @Test
    void whereverAPowerCutEndsTheFileItIsReadUpToTheLastWholeFrame() throws IOException {
        long[] ends = new long[10];
        try (StreamFile stream = begun()) {
            for (int i = 0; i < ends.length; i++) {
                addAll(stream, reel.subList(i, i + 1), false);
                ends[i] = stream.bytes();
            }
        }
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(3);
        for (int cut = (int) ends[6]; cut <= ends[7]; cut++) {
            // Nothing tells what is left of a frame from a frame where chance has written the rest
            // of its picture.
            boolean head = cut - ends[6] < 140 || cut == ends[7];
            for (int kind = 0; kind < (head ? 3 : 2); kind++) {
                byte[] behind = new byte[kind == 0 ? 0 : 700];
                if (kind == 2) {
                    random.nextBytes(behind);
                }
                byte[] left = Arrays.copyOf(whole, cut + behind.length);
                System.arraycopy(behind, 0, left, cut, behind.length);
                Files.write(file, left);
                int frames = cut == ends[7] ? 8 : 7;
                try (StreamFile stream = StreamFile.reopen(file).orElseThrow()) {
                    assertThat(stream.frames()).as("cut at %d, %d", cut, kind).isEqualTo(frames);
                    assertThat(Files.size(file)).isEqualTo(ends[frames - 1]);
                    stream.openedAgain(OPENING);
                    addAll(stream, reel.subList(frames, 12), false);
                }
                assertThat(film()).isEqualTo(clip(reel.subList(0, 12)));
            }
        }
    }

    @Test
    void whatDoesNotBeginLikeAStreamIsNone() throws IOException {
        begun().close();
        byte[] head = Files.readAllBytes(file);
        for (int length : new int[] {0, 3, 20, head.length - 1}) {
            Files.write(file, Arrays.copyOf(head, length));
            assertThat(StreamScan.of(file)).isEmpty();
            assertThat(StreamFile.reopen(file)).isEmpty();
            assertThat(Files.size(file)).isEqualTo(length);
        }
    }

    @Test
    void theCameraEndsAFilmButShortensOnlyWhatHasJustCome() throws IOException {
        long later = NOW + Duration.ofSeconds(31).toNanos();
        try (StreamFile stream = begun()) {
            addAll(stream, reel.subList(0, 5), false);
            for (Fragment frame : reel.subList(5, 15)) {
                stream.add(Reel.live(frame), later);
            }
            stream.closed(new LinkMessage.EvidenceClosed(EVENT, 0, 110), later);
        }
        StreamScan scan = StreamScan.of(file).orElseThrow();
        assertThat(scan.closed()).isTrue();
        assertThat(film()).isEqualTo(clip(reel.subList(0, 11)));

        try (StreamFile stream = StreamFile.reopen(file).orElseThrow()) {
            stream.openedAgain(OPENING);
            stream.closed(new LinkMessage.EvidenceClosed(EVENT, 0, 100), later);
        }
        assertThat(film()).as("an earlier link's").isEqualTo(clip(reel.subList(0, 11)));
    }

    @Test
    void aWordThatTheFilmIsOverDoesNotTakeWhatHasBeenHereForHalfAMinute() throws IOException {
        long later = NOW + Duration.ofSeconds(31).toNanos();
        try (StreamFile stream = begun()) {
            addAll(stream, reel.subList(0, 5), false);
            stream.closed(new LinkMessage.EvidenceClosed(EVENT, 0, 100), later);
        }
        assertThat(film()).isEqualTo(clip(reel.subList(0, 5)));
    }

    @Test
    void aFilmBeginsWithAKeyFrame() throws IOException {
        try (StreamFile stream = begun()) {
            addAll(stream, reel.subList(7, 15), false);
        }
        assertThat(film()).isEqualTo(clip(reel.subList(10, 15)));
    }
}
