package org.vigia.camera.h264;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigia.camera.footage.Footage;

class SpsTest {
    private static byte[] spsOf(byte[] stream) {
        return Footage.nals(stream).stream()
                .filter(n -> NalType.of(n[0]) == NalType.SPS)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsProfileAndSize() throws Exception {
        Sps sps = Sps.parse(spsOf(Footage.plain()));
        assertThat(sps.width()).isEqualTo(320);
        assertThat(sps.height()).isEqualTo(240);
        assertThat(sps.codec()).matches("avc1\\.42C0[0-9A-F]{2}");
    }

    @Test
    void subtractsWhatIsCroppedAndReadsTheHighProfile() throws Exception {
        Sps sps = Sps.parse(spsOf(Footage.delimited()));
        assertThat(sps.profile()).isEqualTo(100);
        assertThat(sps.width()).isEqualTo(322);
        assertThat(sps.height()).isEqualTo(242);
        assertThat(sps.chromaFormat()).isEqualTo(1);
        assertThat(sps.lumaDepth()).isEqualTo(8);
    }

    @Test
    void readsFullHdAndColourInFull() throws Exception {
        byte[] stream = Footage.h264(1920, 1080, 1, "-preset", "veryfast", "-pix_fmt", "yuv444p");
        Sps sps = Sps.parse(spsOf(stream));
        assertThat(sps.height()).isEqualTo(1080);
        assertThat(sps.chromaFormat()).isEqualTo(3);
    }

    @Test
    void refusesWhatIsNoParameterSet() {
        assertThatThrownBy(() -> Sps.parse(new byte[] {0x67, 66, 0}))
                .isInstanceOf(MalformedVideoException.class)
                .hasMessage("not a sequence parameter set: 3 bytes");
        assertThatThrownBy(() -> Sps.parse(new byte[] {0x67, 66, 0, 30, 0}))
                .isInstanceOf(MalformedVideoException.class)
                .hasMessage("a parameter set of 5 bytes ends too early");
    }

    @Test
    void readsOrRefusesArbitraryBytes() {
        byte[] real = spsOf(Footage.delimited());
        int read = 0;
        for (long seed = 0; seed < Footage.fuzzRuns(); seed++) {
            Random random = new Random(seed);
            byte[] bytes = real.clone();
            if (random.nextInt(4) == 0) {
                bytes = new byte[random.nextInt(64)];
                random.nextBytes(bytes);
            } else {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    bytes[1 + random.nextInt(bytes.length - 1)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            try {
                Sps sps = Sps.parse(bytes);
                assertThat(sps.width()).as("seed %d", seed).isBetween(1, 8192);
                assertThat(sps.height()).as("seed %d", seed).isBetween(1, 8192);
                read++;
            } catch (MalformedVideoException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
        assertThat(read).isPositive();
    }
}
