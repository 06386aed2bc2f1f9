package org.vigia.camera.fmp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigia.camera.footage.Footage;
import org.vigia.camera.h264.AccessUnit;
import org.vigia.camera.h264.AccessUnitSink;
import org.vigia.camera.h264.AccessUnitSplitter;
import org.vigia.camera.h264.MalformedVideoException;
import org.vigia.camera.h264.ParameterSets;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

class AnnexBTest {
    private static final List<byte[]> NALS = Footage.nals(Footage.sliced());
    private static final byte[] SPS = NALS.get(0);
    private static final byte[] PPS = NALS.get(1);

    private static VideoConfig config(List<byte[]> sps, List<byte[]> pps) throws Exception {
        return InitSegment.of(0, new ParameterSets(sps, pps));
    }

    private static byte[] keyFragment() {
        List<byte[]> made = new ArrayList<>();
        AccessUnitSplitter splitter =
                new AccessUnitSplitter(
                        new AccessUnitSink() {
                            @Override
                            public void onAccessUnit(AccessUnit unit) {
                                made.add(FragmentBytes.of(unit, 1, 0, 3600));
                            }

                            @Override
                            public void onDamage(String reason) {
                                throw new AssertionError(reason);
                            }
                        });
        splitter.feed(Footage.sliced(), 0, Footage.sliced().length, 0);
        return made.getFirst();
    }

    @Test
    void givesBackTheParameterSetsAndThePicture() throws Exception {
        Fragment key = new Fragment(0, 0, 0, 3600, true, false, 0, keyFragment());
        byte[] stream = AnnexB.of(config(List.of(SPS), List.of(PPS)), key);
        // SPS, PPS, SEI and the four slices of the first frame.
        assertThat(Footage.nals(stream)).containsExactlyElementsOf(NALS.subList(0, 7));
    }

    @Test
    void keepsSeveralParameterSets() throws Exception {
        byte[] other = Footage.join(PPS, new byte[] {1});
        VideoConfig config = config(List.of(SPS, SPS), List.of(PPS, other));
        assertThat(AnnexB.parameterSets(config.initSegment()))
                .containsExactly(SPS, SPS, PPS, other);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> AnnexB.parameterSets(new byte[] {0, 0, 0, 8, 'f', 't', 'y', 'p'}))
                .isInstanceOf(MalformedVideoException.class)
                .hasMessage("an init segment without moov");
        assertThatThrownBy(() -> AnnexB.nals(new byte[120]))
                .isInstanceOf(MalformedVideoException.class)
                .hasMessage("not a fragment of one frame: 120 bytes");
    }

    @Test
    void readsOrRefusesDamagedSegmentsAndFragments() throws Exception {
        byte[] init = config(List.of(SPS), List.of(PPS)).initSegment();
        byte[] fragment = keyFragment();
        int refused = 0;
        for (long seed = 0; seed < Footage.fuzzRuns(); seed++) {
            Random random = new Random(seed);
            byte[] damagedInit = damaged(init, random, 0);
            byte[] damagedFragment = damaged(fragment, random, 100);
            try {
                AnnexB.parameterSets(damagedInit);
            } catch (MalformedVideoException e) {
                refused++;
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            }
            try {
                AnnexB.nals(damagedFragment);
            } catch (MalformedVideoException e) {
                refused++;
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] damaged(byte[] whole, Random random, int from) {
        int length = random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length;
        byte[] bytes = java.util.Arrays.copyOf(whole, length);
        for (int i = random.nextInt(5); i >= 0 && length > from; i--) {
            int at = from + random.nextInt(Math.min(length - from, 800));
            bytes[at] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
