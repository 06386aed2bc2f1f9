package org.vigia.camera.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigia.camera.ir.NecCode;
import org.vigia.camera.ir.NecDecoder;
import org.vigia.camera.ir.NecEncoder;

class EdgePulsesTest {
    private final List<Integer> heard = new ArrayList<>();
    private final EdgePulses pulses =
            new EdgePulses((mark, micros) -> heard.add(mark ? micros : -micros));
    private long now = Long.MAX_VALUE - 20_000_000;

    private void edge(boolean rising, int afterMicros) {
        now += afterMicros * 1_000L;
        pulses.edge(new Header.Edge(rising, now));
    }

    @Test
    void lowIsLight() {
        edge(false, 1_000);
        edge(true, 9_000);
        edge(false, 4_500);
        edge(true, 562);
        assertThat(heard).containsExactly(9_000, -4_500, 562);
    }

    @Test
    void aSilenceIsToldInTwoParts() {
        edge(false, 0);
        edge(true, 562);
        pulses.nothingFor(150_000_000);
        pulses.nothingFor(150_000_000);
        edge(false, 400_000);
        assertThat(heard).containsExactly(562, -150_000, -250_000);
    }

    @Test
    void anEdgeThatWasLostIsALongSpaceSoThatNothingFalseIsDecoded() {
        edge(false, 0);
        edge(true, 9_000);
        edge(true, 5_000);
        edge(false, 562);
        assertThat(heard).containsExactly(9_000, -1_000_000, -562);
    }

    @Test
    void aReceiverWithoutPowerFloodsNobody() {
        edge(false, 0);
        for (int i = 0; i < 100; i++) {
            pulses.nothingFor(150_000_000);
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void framesSurviveAndFramesWithLostEdgesAreNeverTakenForOthers() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            NecCode code = new NecCode(false, random.nextInt(256), random.nextInt(256));
            List<NecCode> decoded = new ArrayList<>();
            NecDecoder[] decoder = {NecDecoder.idle()};
            EdgePulses edges =
                    new EdgePulses((mark, micros) -> {
                        NecDecoder.Step step = decoder[0].next(mark, micros);
                        decoder[0] = step.decoder();
                        step.press().ifPresent(press -> decoded.add(press.code()));
                    });
            boolean losing = random.nextBoolean();
            int lost = 1 + random.nextInt(66);
            long nanos = 0;
            boolean rising = false;
            edges.edge(new Header.Edge(false, nanos));
            int index = 0;
            for (int duration : NecEncoder.frame(code)) {
                nanos += duration * 1_000L;
                rising = !rising;
                if (!losing || index != lost) {
                    edges.edge(new Header.Edge(rising, nanos));
                }
                index++;
            }
            edges.nothingFor(150_000_000);
            if (losing) {
                assertThat(decoded).as("seed %d", seed).isEmpty();
            } else {
                assertThat(decoded).as("seed %d", seed).containsExactly(code);
            }
        }
    }
}
