package org.vigia.camera.ir;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The NEC decoder as a value: each duration gives the next decoder and perhaps a press.
///
/// A frame is 9 ms of mark, 4.5 ms of space, 32 bits of 562.5 µs of mark with 562.5 µs (0) or
/// 1687.5 µs (1) of space, and a last mark; a held button repeats 9 ms / 2.25 ms / mark every 108
/// ms (NEC µPD6121 data sheet; 38 kHz receivers turn light into marks). Durations may be off by 20
/// % (25 % after rounding). A frame counts only when silence follows it, so that a longer frame of
/// another protocol is no code; anything out of its window drops the frame, and the next lead mark
/// starts afresh. Pulses shorter than 100 µs are taken for glitches and filled in.
public final class NecDecoder {
    private static final int GLITCH = 100;

    /// Longer than any space of a frame, shorter than the least pause between two (21 ms less 20
    /// %).
    private static final int SILENCE = 8_000;

    /// A repeat belongs to the code before it when it ends this long after it: 108 ms and a third.
    private static final long REPEAT_WITHIN = 145_000;

    private static final int FRAME = 67;
    private static final int REPEAT_FRAME = 3;
    private static final int MAX_MICROS = 10_000_000;

    /// A button pressed or still held.
    ///
    /// @param repeat whether the button is still held since the press before
    public record Press(NecCode code, boolean repeat) {}

    /// The next decoder.
    ///
    /// @param press what became certain with that duration, if anything
    public record Step(NecDecoder decoder, Optional<Press> press) {}

    private final boolean heldMark;
    private final int heldMicros;
    private final int position;
    private final boolean repeating;
    private final int bits;
    private final @Nullable NecCode last;
    private final long sinceLast;

    private NecDecoder(
            boolean heldMark,
            int heldMicros,
            int position,
            boolean repeating,
            int bits,
            @Nullable NecCode last,
            long sinceLast) {
        this.heldMark = heldMark;
        this.heldMicros = heldMicros;
        this.position = position;
        this.repeating = repeating;
        this.bits = bits;
        this.last = last;
        this.sinceLast = sinceLast;
    }

    /// One that has heard nothing yet.
    public static NecDecoder idle() {
        return new NecDecoder(false, 0, 0, false, 0, null, 0);
    }

    /// Hears one duration. Durations of one kind in sequence add up.
    ///
    /// @param micros zero or less is ignored
    public Step next(boolean mark, int micros) {
        if (micros <= 0) {
            return new Step(this, Optional.empty());
        }
        boolean same = mark == heldMark || micros < GLITCH;
        NecDecoder heard =
                same
                        ? holding(heldMark, Math.min(MAX_MICROS, heldMicros + clamp(micros)))
                        : understood().holding(mark, clamp(micros));
        return heard.heldMark || heard.heldMicros < SILENCE
                ? new Step(heard, Optional.empty())
                : heard.silence();
    }

    private static int clamp(int micros) {
        return Math.min(MAX_MICROS, micros);
    }

    private NecDecoder holding(boolean mark, int micros) {
        return new NecDecoder(mark, micros, position, repeating, bits, last, sinceLast);
    }

    private NecDecoder at(int nextPosition, boolean isRepeat, int nextBits) {
        long since = Math.min(MAX_MICROS, sinceLast + heldMicros);
        return new NecDecoder(heldMark, heldMicros, nextPosition, isRepeat, nextBits, last, since);
    }

    /// The decoder after the duration it holds, which is complete.
    private NecDecoder understood() {
        if (heldMark && near(NecEncoder.LEAD_MARK)) {
            return at(1, false, 0);
        }
        if (position == 0) {
            return at(0, false, 0);
        }
        if (position == 1) {
            if (!heldMark && near(NecEncoder.LEAD_SPACE)) {
                return at(2, false, 0);
            }
            return !heldMark && near(NecEncoder.REPEAT_SPACE) ? at(2, true, 0) : at(0, false, 0);
        }
        boolean markExpected = position % 2 == 0;
        if (heldMark != markExpected || position >= (repeating ? REPEAT_FRAME : FRAME)) {
            return at(0, false, 0);
        }
        if (near(NecEncoder.SHORT)) {
            return at(position + 1, repeating, bits);
        }
        int bit = (position - 3) / 2;
        return !heldMark && near(NecEncoder.LONG)
                ? at(position + 1, repeating, bits | (1 << bit))
                : at(0, false, 0);
    }

    private Step silence() {
        if (position == FRAME && !repeating) {
            Optional<NecCode> code = NecCode.of(bits);
            // Some remotes send the whole frame again instead of a repeat frame.
            boolean again = code.isPresent() && code.get().equals(last) && recent();
            return new Step(after(code.orElse(null)), code.map(c -> new Press(c, again)));
        }
        if (position == REPEAT_FRAME && repeating && last != null && recent()) {
            return new Step(after(last), Optional.of(new Press(last, true)));
        }
        return new Step(
                new NecDecoder(heldMark, heldMicros, 0, false, 0, last, sinceLast),
                Optional.empty());
    }

    private boolean recent() {
        return sinceLast <= REPEAT_WITHIN;
    }

    private NecDecoder after(@Nullable NecCode code) {
        return new NecDecoder(heldMark, heldMicros, 0, false, 0, code, 0);
    }

    private boolean near(int micros) {
        return 4L * Math.abs(heldMicros - micros) <= micros;
    }
}
