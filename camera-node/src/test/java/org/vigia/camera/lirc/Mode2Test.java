package org.vigia.camera.lirc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Mode2Test {
    private final List<Integer> heard = new ArrayList<>();
    private final Mode2 mode2 = new Mode2((mark, micros) -> heard.add(mark ? micros : -micros));

    @Test
    void eachTypeOfSampleIsUnderstood() {
        for (int sample :
                new int[] {
                    0x00ff_ffff,
                    0x0100_2328,
                    0x0000_1194,
                    0x0100_0000,
                    0x0200_9470,
                    0x0301_e848,
                    0x04ff_ffff,
                    0x7f00_0001,
                    0xff00_0001
                }) {
            mode2.sample(sample);
        }
        assertThat(heard).containsExactly(-1_000_000, 9_000, -4_500, -125_000, -1_000_000);
    }

    @Test
    void silenceIsToldOnceWhereTheKernelDoesNot() {
        mode2.silent();
        mode2.sample(0x0100_0232);
        mode2.silent();
        mode2.silent();
        mode2.sample(0x0300_0001);
        mode2.silent();
        assertThat(heard).containsExactly(562, -150_000, -1);
    }

    @Test
    void whateverComesIsADurationInRangeOrNothing() {
        int inputs = 10_000 * Integer.getInteger("vigia.fuzz", 1);
        for (int seed = 0; seed < inputs; seed++) {
            heard.clear();
            mode2.sample(new Random(seed).nextInt());
            assertThat(heard).as("seed %d", seed).hasSizeLessThanOrEqualTo(1);
            heard.forEach(d -> assertThat(Math.abs(d)).isBetween(1, 1_000_000));
        }
    }
}
