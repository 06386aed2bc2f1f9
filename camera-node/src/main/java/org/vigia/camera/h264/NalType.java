package org.vigia.camera.h264;

/// NAL unit types (ITU-T H.264, table 7-1), as far as they matter here.
public final class NalType {
    /// A slice of a picture that is no IDR picture.
    public static final int SLICE = 1;

    /// A slice of an IDR picture: a key frame.
    public static final int IDR_SLICE = 5;

    /// Supplemental enhancement information.
    public static final int SEI = 6;

    /// Sequence parameter set.
    public static final int SPS = 7;

    /// Picture parameter set.
    public static final int PPS = 8;

    /// Access unit delimiter.
    public static final int AUD = 9;

    private static final int LAST_VCL = 5;

    private NalType() {}

    /// The type in a NAL unit's first byte.
    public static int of(byte header) {
        return header & 0x1F;
    }

    /// Whether it carries picture data (coded slice or data partition).
    static boolean isVcl(int type) {
        return type >= SLICE && type <= LAST_VCL;
    }

    /// Whether it begins an access unit when it follows picture data (7.4.1.2.3).
    static boolean opensAccessUnit(int type) {
        return (type >= SEI && type <= AUD) || (type >= 14 && type <= 18);
    }

    /// Whether a slice of this type tells `first_mb_in_slice`.
    static boolean tellsFirstMacroblock(int type) {
        return type == SLICE || type == 2 || type == IDR_SLICE;
    }
}
