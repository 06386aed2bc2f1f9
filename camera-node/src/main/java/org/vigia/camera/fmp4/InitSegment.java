package org.vigia.camera.fmp4;

import org.vigia.camera.h264.MalformedVideoException;
import org.vigia.camera.h264.ParameterSets;
import org.vigia.camera.h264.Sps;
import org.vigia.shared.video.VideoConfig;

/// Makes the init segment (`ftyp` + `moov`) of a stream: one H.264 track, no `mehd`, all durations
/// 0 (ISO/IEC 14496-12, 8.8; `avcC`: ISO/IEC 14496-15, 5.3.3.1).
public final class InitSegment {
    private static final int[] IDENTITY = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};
    private static final int UNDETERMINED = 0x55C4;

    private InitSegment() {}

    /// The configuration of a stream with these parameter sets.
    ///
    /// @throws MalformedVideoException when the first SPS cannot be read
    public static VideoConfig of(int epoch, ParameterSets sets) throws MalformedVideoException {
        Sps sps = Sps.parse(sets.sps().getFirst());
        byte[] bytes =
                new Boxes()
                        .box(
                                "ftyp",
                                b ->
                                        b.text("iso6")
                                                .u32(0)
                                                .text("isom")
                                                .text("iso6")
                                                .text("avc1mp41"))
                        .box("moov", b -> movie(b, sps, sets))
                        .bytes();
        return new VideoConfig(epoch, sps.codec(), sps.width(), sps.height(), bytes);
    }

    private static void movie(Boxes moov, Sps sps, ParameterSets sets) {
        moov.fullBox(
                "mvhd",
                0,
                0,
                b ->
                        matrix(
                                        b.zeros(8)
                                                .u32(VideoConfig.TIMESCALE)
                                                .u32(0)
                                                .u32(0x10000)
                                                .u16(0x100)
                                                .zeros(10))
                                .zeros(24)
                                .u32(2));
        moov.box(
                "trak",
                trak -> {
                    trak.fullBox(
                            "tkhd",
                            0,
                            3,
                            b ->
                                    matrix(b.zeros(8).u32(1).zeros(8).zeros(16))
                                            .u32(sps.width() << 16)
                                            .u32(sps.height() << 16));
                    trak.box("mdia", b -> media(b, sps, sets));
                });
        moov.box(
                "mvex",
                mvex -> mvex.fullBox("trex", 0, 0, b -> b.u32(1).u32(1).u32(0).u32(0).u32(0)));
    }

    private static void media(Boxes mdia, Sps sps, ParameterSets sets) {
        mdia.fullBox(
                "mdhd",
                0,
                0,
                b -> b.zeros(8).u32(VideoConfig.TIMESCALE).u32(0).u16(UNDETERMINED).u16(0));
        mdia.fullBox("hdlr", 0, 0, b -> b.u32(0).text("vide").zeros(12).text("video").u8(0));
        mdia.box(
                "minf",
                minf -> {
                    minf.fullBox("vmhd", 0, 1, b -> b.zeros(8));
                    minf.box(
                            "dinf",
                            dinf ->
                                    dinf.fullBox(
                                            "dref",
                                            0,
                                            0,
                                            b -> b.u32(1).fullBox("url ", 0, 1, url -> {})));
                    minf.box("stbl", b -> tables(b, sps, sets));
                });
    }

    private static void tables(Boxes stbl, Sps sps, ParameterSets sets) {
        stbl.fullBox(
                "stsd", 0, 0, b -> b.u32(1).box("avc1", entry -> sampleEntry(entry, sps, sets)));
        stbl.fullBox("stts", 0, 0, b -> b.u32(0));
        stbl.fullBox("stsc", 0, 0, b -> b.u32(0));
        stbl.fullBox("stsz", 0, 0, b -> b.u32(0).u32(0));
        stbl.fullBox("stco", 0, 0, b -> b.u32(0));
    }

    private static void sampleEntry(Boxes avc1, Sps sps, ParameterSets sets) {
        avc1.zeros(6).u16(1).zeros(16).u16(sps.width()).u16(sps.height());
        avc1.u32(0x480000).u32(0x480000).u32(0).u16(1).zeros(32).u16(0x18).u16(0xFFFF);
        avc1.box("avcC", b -> decoderConfiguration(b, sps, sets));
    }

    private static void decoderConfiguration(Boxes avcC, Sps sps, ParameterSets sets) {
        avcC.u8(1).u8(sps.profile()).u8(sps.constraints()).u8(sps.level());
        avcC.u8(0xFF); // lengths of 4 bytes
        avcC.u8(0xE0 | sets.sps().size());
        sets.sps().forEach(nal -> avcC.u16(nal.length).put(nal));
        avcC.u8(sets.pps().size());
        sets.pps().forEach(nal -> avcC.u16(nal.length).put(nal));
        if (Sps.tellsChroma(sps.profile())) {
            avcC.u8(0xFC | sps.chromaFormat());
            avcC.u8(0xF8 | (sps.lumaDepth() - 8)).u8(0xF8 | (sps.chromaDepth() - 8)).u8(0);
        }
    }

    private static Boxes matrix(Boxes b) {
        for (int value : IDENTITY) {
            b.u32(value);
        }
        return b;
    }
}
