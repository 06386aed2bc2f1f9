package org.vigia.camera.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NecTest {
    private static final int FUZZ = Integer.getInteger("vigia.fuzz", 1);
    private static final int SILENCE = 500_000;
    private static final NecCode PLAIN = new NecCode(false, 0x04, 0x08);
    private static final NecCode EXTENDED = new NecCode(true, 0x5647, 0x10);

    private record Pulse(boolean mark, int micros) {}

    private static List<Pulse> pulses(int... micros) {
        List<Pulse> pulses = new ArrayList<>();
        for (int i = 0; i < micros.length; i++) {
            pulses.add(new Pulse(i % 2 == 0, micros[i]));
        }
        return pulses;
    }

    private static List<Pulse> frame(NecCode code) {
        return pulses(NecEncoder.frame(code));
    }

    private static Pulse space(int micros) {
        return new Pulse(false, micros);
    }

    private NecDecoder decoder = NecDecoder.idle();

    private List<NecDecoder.Press> hear(List<Pulse> pulses) {
        List<NecDecoder.Press> presses = new ArrayList<>();
        for (Pulse pulse : pulses) {
            NecDecoder.Step step = decoder.next(pulse.mark, pulse.micros);
            decoder = step.decoder();
            step.press().ifPresent(presses::add);
        }
        return presses;
    }

    private List<NecDecoder.Press> hear(List<Pulse> pulses, Pulse after) {
        List<NecDecoder.Press> presses = new ArrayList<>(hear(pulses));
        presses.addAll(hear(List.of(after)));
        return presses;
    }

    private static NecDecoder.Press pressed(NecCode code) {
        return new NecDecoder.Press(code, false);
    }

    private static NecDecoder.Press held(NecCode code) {
        return new NecDecoder.Press(code, true);
    }

    private static NecCode anyCode(Random random) {
        int command = random.nextInt(256);
        if (random.nextBoolean()) {
            return new NecCode(false, random.nextInt(256), command);
        }
        int address = random.nextInt(65_536);
        boolean plain = ((address >> 8) ^ (address & 0xFF)) == 0xFF;
        return new NecCode(!plain, plain ? address >> 8 : address, command);
    }

    private static List<Pulse> wobbled(List<Pulse> pulses, Random random) {
        return new ArrayList<>(
                pulses.stream()
                        .map(p ->
                                new Pulse(
                                        p.mark,
                                        (int)
                                                Math.round(
                                                        p.micros
                                                                * (0.8
                                                                        + 0.4
                                                                                * random
                                                                                        .nextDouble()))))
                        .toList());
    }

    @Test
    void aFrameIsWhatTheDataSheetDraws() {
        // Address 4, complement, command 8, complement; lowest bit first.
        String bits = "00100000" + "11011111" + "00010000" + "11101111";
        int[] frame = NecEncoder.frame(PLAIN);
        assertThat(frame).hasSize(67).startsWith(9000, 4500);
        for (int i = 0; i < 32; i++) {
            assertThat(frame[3 + 2 * i]).isEqualTo(bits.charAt(i) == '1' ? 1687 : 562);
        }
        assertThat(hear(frame(PLAIN), space(SILENCE))).containsExactly(pressed(PLAIN));
    }

    @Test
    void tenThousandFramesWithTwentyPercentOfErrorAreUnderstood() {
        for (int seed = 0; seed < 10_000 * FUZZ; seed++) {
            Random random = new Random(seed);
            NecCode code = anyCode(random);
            assertThat(hear(wobbled(frame(code), random), space(SILENCE)))
                    .as("seed %d", seed)
                    .containsExactly(pressed(code));
        }
    }

    @Test
    void repeatFramesAreMarkedAndBelongToTheCodeBeforeThem() {
        assertThat(hear(pulses(NecEncoder.repeat()), space(40_000))).isEmpty();
        assertThat(hear(frame(EXTENDED), space(40_000))).containsExactly(pressed(EXTENDED));
        assertThat(hear(pulses(NecEncoder.repeat()), space(96_000)))
                .containsExactly(held(EXTENDED));
        assertThat(hear(pulses(NecEncoder.repeat()), space(SILENCE)))
                .containsExactly(held(EXTENDED));
        assertThat(hear(pulses(NecEncoder.repeat()), space(SILENCE))).isEmpty();
    }

    @Test
    void aWholeFrameSentAgainAtOnceIsARepeatAndOneAfterAPauseIsNot() {
        hear(frame(PLAIN), space(40_000));
        assertThat(hear(frame(PLAIN), space(SILENCE))).containsExactly(held(PLAIN));
        assertThat(hear(frame(PLAIN), space(SILENCE))).containsExactly(pressed(PLAIN));
        assertThat(hear(frame(EXTENDED), space(SILENCE))).containsExactly(pressed(EXTENDED));
    }

    @Test
    void silenceReportedInPiecesIsSilence() {
        hear(frame(PLAIN));
        assertThat(hear(List.of(space(5_000)))).isEmpty();
        assertThat(hear(List.of(space(5_000)))).containsExactly(pressed(PLAIN));
        assertThat(hear(List.of(space(20_000), space(200_000)))).isEmpty();
        assertThat(hear(pulses(NecEncoder.repeat()), space(SILENCE))).isEmpty();
    }

    @Test
    void aLongerFrameOfAnotherProtocolIsNoCode() {
        List<Pulse> longer = frame(PLAIN);
        for (int i = 0; i < 16; i++) {
            longer.add(space(562));
            longer.add(new Pulse(true, 562));
        }
        assertThat(hear(longer, space(SILENCE))).isEmpty();
    }

    @Test
    void afterGarbageTheNextFrameIsUnderstood() {
        for (int seed = 0; seed < 2_000 * FUZZ; seed++) {
            Random random = new Random(seed);
            hear(noise(random, random.nextInt(100)));
            NecCode code = anyCode(random);
            List<NecDecoder.Press> presses = new ArrayList<>();
            // A frame cut off by the next press.
            hear(frame(PLAIN).subList(0, random.nextInt(60)));
            presses.addAll(hear(List.of(space(600 + random.nextInt(9_000)))));
            presses.addAll(hear(frame(code), space(SILENCE)));
            assertThat(presses).as("seed %d", seed).containsExactly(pressed(code));
        }
    }

    @Test
    void glitchesNeverGiveAWrongCodeAndShortOnesDoNoHarm() {
        int understood = 0;
        for (int seed = 0; seed < 10_000 * FUZZ; seed++) {
            Random random = new Random(seed);
            NecCode code = anyCode(random);
            List<Pulse> pulses = frame(code);
            int at = random.nextInt(pulses.size());
            Pulse hit = pulses.get(at);
            // A glitch takes its time from the pulse it hits: the frame does not get longer.
            int glitch =
                    random.nextBoolean()
                            ? 1 + random.nextInt(99)
                            : 100 + random.nextInt(hit.micros - 101);
            int before = 1 + random.nextInt(hit.micros - glitch - 1);
            int after = hit.micros - glitch - before;
            pulses.set(at, new Pulse(hit.mark, before));
            pulses.add(at + 1, new Pulse(!hit.mark, glitch));
            pulses.add(at + 2, new Pulse(hit.mark, after));
            List<NecDecoder.Press> presses = hear(pulses, space(SILENCE));
            if (!presses.isEmpty()) {
                assertThat(presses).as("seed %d", seed).containsExactly(pressed(code));
                understood++;
            }
        }
        assertThat(understood).isGreaterThan(4_000 * FUZZ);
    }

    @Test
    void missingEdgesNeverGiveAWrongCode() {
        for (int seed = 0; seed < 10_000 * FUZZ; seed++) {
            Random random = new Random(seed);
            NecCode code = anyCode(random);
            List<Pulse> pulses = wobbled(frame(code), random);
            for (int lost = 1 + random.nextInt(4); lost > 0; lost--) {
                int at = random.nextInt(pulses.size() - 1);
                Pulse kept = pulses.get(at);
                Pulse swallowed = pulses.remove(at + 1);
                pulses.set(at, new Pulse(kept.mark, kept.micros + swallowed.micros));
            }
            assertThat(hear(pulses, space(SILENCE))).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void anHourOfNoiseHoldsNoCode() {
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            long micros = 0;
            while (micros < 3_600_000_000L / 4) {
                List<Pulse> noise = noise(random, 1_000);
                micros += noise.stream().mapToLong(Pulse::micros).sum();
                assertThat(hear(noise)).as("seed %d", seed).isEmpty();
            }
        }
    }

    /// Light of lamps and of remotes of other makers: anything from 20 µs to 20 ms, the lengths
    /// that NEC uses among them.
    private static List<Pulse> noise(Random random, int count) {
        int[] lengths = {562, 562, 1_687, 4_500, 9_000, 2_250, 889, 20_000};
        List<Pulse> pulses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int micros =
                    random.nextBoolean()
                            ? lengths[random.nextInt(lengths.length)]
                            : (int) Math.round(20 * Math.pow(1_000, random.nextDouble()));
            pulses.add(new Pulse(i % 2 == 0, micros));
        }
        return pulses;
    }

    @Test
    void anyNumbersAreHarmless() {
        for (int seed = 0; seed < 10_000 * FUZZ; seed++) {
            Random random = new Random(seed);
            for (int i = 0; i < 50; i++) {
                int micros = random.nextBoolean() ? random.nextInt() : Integer.MAX_VALUE;
                decoder = decoder.next(random.nextBoolean(), micros).decoder();
            }
        }
        hear(List.of(space(SILENCE)));
        assertThat(hear(frame(PLAIN), space(SILENCE))).containsExactly(pressed(PLAIN));
    }

    @Test
    void codesAreWrittenAsLinuxDoesAndReadBack() {
        assertThat(PLAIN).hasToString("nec:0x0408");
        assertThat(EXTENDED).hasToString("necx:0x564710");
        for (int seed = 0; seed < 1_000; seed++) {
            NecCode code = anyCode(new Random(seed));
            assertThat(NecCode.parse(code.toString())).as("seed %d", seed).contains(code);
            assertThat(NecCode.of(code.bits())).as("seed %d", seed).contains(code);
        }
        for (String wrong :
                List.of("", "nec:", "nec:0x04081", "necx:0x0408", "necx:0x04fb08", "rc5:0x0408")) {
            assertThat(NecCode.parse(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void aCodeOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new NecCode(false, 0x100, 0))
                .hasMessage("not a NEC code: address 0x100, command 0x0");
        assertThatThrownBy(() -> new NecCode(true, 0x04fb, 0))
                .hasMessage("not a NEC code: extended address 0x4fb, command 0x0");
        assertThatThrownBy(() -> new NecCode(false, 0, -1)).hasMessageContaining("command");
    }
}
