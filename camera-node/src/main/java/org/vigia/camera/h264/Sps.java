package org.vigia.camera.h264;

/// What a sequence parameter set (7.3.2.1.1) says of a stream.
///
/// @param profile `profile_idc`
/// @param constraints the byte of constraint flags
/// @param level `level_idc`, ten times the level's number
/// @param width in pixels after cropping, 1 to 8192
/// @param height in pixels after cropping, 1 to 8192
/// @param chromaFormat 0 (grey) to 3 (4:4:4)
/// @param lumaDepth bits per sample, 8 to 14
/// @param chromaDepth bits per sample, 8 to 14
public record Sps(
        int profile,
        int constraints,
        int level,
        int width,
        int height,
        int chromaFormat,
        int lumaDepth,
        int chromaDepth) {
    private static final int MAX_PIXELS = 8192;

    /// Parses a NAL unit of type 7, header included.
    ///
    /// @throws MalformedVideoException when it is no SPS, or none that a picture of at most 8192
    ///   pixels a side can have
    public static Sps parse(byte[] nal) throws MalformedVideoException {
        if (nal.length < 5 || NalType.of(nal[0]) != NalType.SPS) {
            throw new MalformedVideoException(
                    "not a sequence parameter set: %d bytes".formatted(nal.length));
        }
        BitReader in = new BitReader(nal, 1);
        int profile = in.bits(8);
        int constraints = in.bits(8);
        int level = in.bits(8);
        int _ = in.unsigned("seq_parameter_set_id", 31);
        int chromaFormat = 1;
        boolean separatePlanes = false;
        int lumaDepth = 8;
        int chromaDepth = 8;
        if (tellsChroma(profile)) {
            chromaFormat = in.unsigned("chroma_format_idc", 3);
            separatePlanes = chromaFormat == 3 && in.flag();
            lumaDepth = 8 + in.unsigned("bit_depth_luma_minus8", 6);
            chromaDepth = 8 + in.unsigned("bit_depth_chroma_minus8", 6);
            in.bit(); // qpprime_y_zero_transform_bypass_flag
            if (in.flag()) {
                skipScalingLists(in, chromaFormat == 3 ? 12 : 8);
            }
        }
        in.unsigned("log2_max_frame_num_minus4", 12);
        skipOrderCount(in);
        in.unsigned("max_num_ref_frames", 16);
        in.bit(); // gaps_in_frame_num_value_allowed_flag
        int macroblocksWide = 1 + in.unsigned("pic_width_in_mbs_minus1", 1023);
        int unitsHigh = 1 + in.unsigned("pic_height_in_map_units_minus1", 1023);
        boolean framesOnly = in.flag();
        if (!framesOnly) {
            in.bit(); // mb_adaptive_frame_field_flag
        }
        in.bit(); // direct_8x8_inference_flag
        int width = 16 * macroblocksWide;
        int height = 16 * unitsHigh * (framesOnly ? 1 : 2);
        if (in.flag()) {
            boolean planar = chromaFormat == 0 || separatePlanes;
            int unitX = planar || chromaFormat == 3 ? 1 : 2;
            int unitY = (planar || chromaFormat != 1 ? 1 : 2) * (framesOnly ? 1 : 2);
            width -= unitX * cropped(in);
            height -= unitY * cropped(in);
        }
        if (width < 1 || height < 1 || width > MAX_PIXELS || height > MAX_PIXELS) {
            throw new MalformedVideoException("a picture of %d x %d".formatted(width, height));
        }
        return new Sps(
                profile, constraints, level, width, height, chromaFormat, lumaDepth, chromaDepth);
    }

    /// Its RFC 6381 name, e.g. `avc1.42C01F`.
    public String codec() {
        return "avc1.%02X%02X%02X".formatted(profile, constraints, level);
    }

    private static int cropped(BitReader in) throws MalformedVideoException {
        return in.unsigned("frame_crop_offset", MAX_PIXELS)
                + in.unsigned("frame_crop_offset", MAX_PIXELS);
    }

    /// The profiles that tell chroma format and depth.
    public static boolean tellsChroma(int profile) {
        return switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    private static void skipScalingLists(BitReader in, int count) throws MalformedVideoException {
        for (int list = 0; list < count; list++) {
            if (in.flag()) {
                int last = 8;
                int next = 8;
                for (int i = 0; i < (list < 6 ? 16 : 64); i++) {
                    if (next != 0) {
                        next = (last + in.signed()) & 0xFF;
                    }
                    last = next == 0 ? last : next;
                }
            }
        }
    }

    private static void skipOrderCount(BitReader in) throws MalformedVideoException {
        int type = in.unsigned("pic_order_cnt_type", 2);
        if (type == 0) {
            in.unsigned("log2_max_pic_order_cnt_lsb_minus4", 12);
        } else if (type == 1) {
            in.bit(); // delta_pic_order_always_zero_flag
            in.signed(); // offset_for_non_ref_pic
            in.signed(); // offset_for_top_to_bottom_field
            int count = in.unsigned("num_ref_frames_in_pic_order_cnt_cycle", 255);
            for (int i = 0; i < count; i++) {
                in.signed();
            }
        }
    }
}
