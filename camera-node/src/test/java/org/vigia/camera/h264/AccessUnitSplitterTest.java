package org.vigia.camera.h264;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigia.camera.footage.Footage;

class AccessUnitSplitterTest {
    private static final byte[] TWO_FRAMES =
            HexFormat.ofDelimiter(" ")
                    .parseHex(
                            "00 00 00 01 09 F0 00 00 00 01 67 42 00 00 03 01 68 00 00 01 68 CE 00"
                                    + " 00 01 65 88 11 22 00 00 01 65 40 33 00 00 00 00 01 41 9A 44"
                                    + " 00 00 01 41 40 55 00 00 00");

    static List<byte[]> streams() {
        return List.of(Footage.plain(), Footage.sliced(), Footage.delimited());
    }

    private static List<String> hex(List<byte[]> nals) {
        return nals.stream().map(HexFormat.of()::formatHex).toList();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void findsEachFrameOfARealStream(byte[] stream) {
        AccessUnits found = AccessUnits.of(stream);
        assertThat(found.units).hasSize(35);
        assertThat(found.nals()).isEqualTo(hex(Footage.nals(stream)));
        assertThat(found.replaced).isZero();
        assertThat(found.damages).isEmpty();
    }

    @Test
    void keepsTheFourSlicesOfAFrameTogether() {
        assertThat(AccessUnits.of(Footage.sliced()).units.get(1)).hasSize(4);
    }

    @Test
    void aPauseAtAnyByteLosesAndDoublesNothing() {
        AccessUnits whole = AccessUnits.of(TWO_FRAMES);
        assertThat(whole.units)
                .containsExactly(
                        List.of("09f0", "6742000003" + "0168", "68ce", "658811" + "22", "654033"),
                        List.of("419a44", "414055"));
        for (int cut = 0; cut <= TWO_FRAMES.length; cut++) {
            AccessUnits found = AccessUnits.of(TWO_FRAMES, new int[] {cut}, new boolean[] {true});
            assertThat(found.units).as("a pause before byte %d", cut).isEqualTo(whole.units);
        }
    }

    @Test
    void aPauseAfterEveryByteLosesAndDoublesNothing() {
        int[] cuts = IntStream.range(0, TWO_FRAMES.length).toArray();
        boolean[] pauses = new boolean[cuts.length];
        Arrays.fill(pauses, true);
        AccessUnits found = AccessUnits.of(TWO_FRAMES, cuts, pauses);
        assertThat(found.units).isEqualTo(AccessUnits.of(TWO_FRAMES).units);
        assertThat(found.replaced).isGreaterThan(5);
    }

    @Test
    void publishesACompleteFrameInSilenceAndDoesNotReplaceItWhenTheNextOneComes() {
        int frameEnd = 35; // after "65 40 33"
        AccessUnits found = new AccessUnits();
        AccessUnitSplitter splitter = new AccessUnitSplitter(found);
        splitter.feed(TWO_FRAMES, 0, frameEnd, 1);
        assertThat(found.units).isEmpty();
        assertThat(splitter.open()).isTrue();
        splitter.idle();
        assertThat(found.units).hasSize(1);
        splitter.idle();
        splitter.feed(TWO_FRAMES, frameEnd, TWO_FRAMES.length - frameEnd, 2);
        splitter.idle();
        assertThat(found.units).hasSize(2);
        assertThat(found.replaced).isZero();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void cutsAndPausesAtRandomPlacesChangeNothing(byte[] stream) {
        List<List<String>> expected = AccessUnits.of(stream).units;
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int[] cuts = random.ints(1 + random.nextInt(60), 0, stream.length).sorted().toArray();
            boolean[] pauses = new boolean[cuts.length];
            for (int i = 0; i < cuts.length; i++) {
                pauses[i] = random.nextBoolean();
            }
            AccessUnits found = AccessUnits.of(stream, cuts, pauses);
            assertThat(found.units.equals(expected)).as("seed %d", seed).isTrue();
            assertThat(found.damages).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void keepsItsPlaceWhenItsBufferMovesOn() {
        byte[] once = Footage.sliced();
        byte[] stream = Footage.join(once, once, once, once, once, once, once, once);
        List<List<String>> expected = AccessUnits.of(stream).units;
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int[] cuts = random.ints(600, 0, stream.length).sorted().toArray();
            boolean[] pauses = new boolean[cuts.length];
            Arrays.fill(pauses, true);
            AccessUnits found = AccessUnits.of(stream, cuts, pauses);
            assertThat(found.units.equals(expected)).as("seed %d", seed).isTrue();
            assertThat(found.replaced).as("seed %d", seed).isGreaterThan(200);
        }
    }

    @Test
    void dropsWhatIsBeforeTheFirstStartCode() {
        byte[] stream = Footage.join(new byte[] {1, 2, 3, 0, 0, 2, 0}, TWO_FRAMES);
        assertThat(AccessUnits.of(stream).units).isEqualTo(AccessUnits.of(TWO_FRAMES).units);
    }

    @Test
    void dropsAnAccessUnitAboveTheBoundAndSaysSo() {
        byte[] endless = new byte[300_000];
        Arrays.fill(endless, (byte) 0x55);
        byte[] stream = Footage.join(TWO_FRAMES, endless, TWO_FRAMES);
        AccessUnits found = new AccessUnits();
        AccessUnitSplitter splitter = new AccessUnitSplitter(found, 100_000);
        splitter.feed(stream, 0, stream.length, 0);
        splitter.idle();
        assertThat(found.damages).containsExactly("an access unit of more than 100000 bytes");
        assertThat(found.units).hasSize(3);
        assertThat(found.units.subList(1, 3)).isEqualTo(AccessUnits.of(TWO_FRAMES).units);
    }

    @Test
    void boundsTheNumberOfNalUnits() {
        byte[] stream = new byte[400_000];
        for (int i = 0; i + 4 <= stream.length; i += 4) {
            stream[i + 2] = 1;
            stream[i + 3] = 6;
        }
        AccessUnits found = AccessUnits.of(stream);
        assertThat(found.damages).contains("an access unit of more than 1024 NAL units");
        assertThat(found.units).isEmpty();
    }

    @Test
    void survivesArbitraryBytesAndKeepsEveryNalUnitOfThem() {
        byte[] likely = {0, 0, 0, 1, 1, 3, 5, 6, 7, 8, 9, (byte) 0x80, 0x65, 0x41, 0x67};
        for (long seed = 0; seed < Footage.fuzzRuns(); seed++) {
            Random random = new Random(seed);
            byte[] stream = new byte[random.nextInt(200)];
            for (int i = 0; i < stream.length; i++) {
                stream[i] = likely[random.nextInt(likely.length)];
            }
            int[] cuts = random.ints(random.nextInt(8), 0, stream.length + 1).sorted().toArray();
            boolean[] pauses = new boolean[cuts.length];
            for (int i = 0; i < cuts.length; i++) {
                pauses[i] = random.nextBoolean();
            }
            AccessUnits found = AccessUnits.of(stream, cuts, pauses);
            assertThat(found.units).as("seed %d", seed).isEqualTo(AccessUnits.of(stream).units);
            List<String> all = hex(Footage.nals(stream));
            assertThat(all.subList(0, found.nals().size()))
                    .as("seed %d", seed)
                    .isEqualTo(found.nals());
        }
    }
}
