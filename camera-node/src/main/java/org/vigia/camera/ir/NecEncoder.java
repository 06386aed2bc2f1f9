package org.vigia.camera.ir;

/// NEC codes as durations in µs, mark first, marks and spaces in turn.
public final class NecEncoder {
    static final int LEAD_MARK = 9_000;
    static final int LEAD_SPACE = 4_500;
    static final int REPEAT_SPACE = 2_250;
    static final int SHORT = 562;
    static final int LONG = 1_687;

    private NecEncoder() {}

    /// 67 durations: lead, 32 bits lowest first, and the mark that ends the last bit.
    public static int[] frame(NecCode code) {
        int[] micros = new int[67];
        micros[0] = LEAD_MARK;
        micros[1] = LEAD_SPACE;
        for (int bit = 0; bit < 32; bit++) {
            micros[2 + 2 * bit] = SHORT;
            micros[3 + 2 * bit] = ((code.bits() >>> bit) & 1) == 1 ? LONG : SHORT;
        }
        micros[66] = SHORT;
        return micros;
    }

    /// What is sent every 108 ms while a button is held.
    public static int[] repeat() {
        return new int[] {LEAD_MARK, REPEAT_SPACE, SHORT};
    }
}
