package org.vigia.camera.fmp4;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.vigia.camera.h264.MalformedVideoException;
import org.vigia.shared.clip.FragmentLayout;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// The way back from fragments to an H.264 byte stream.
public final class AnnexB {
    private static final byte[] START_CODE = {0, 0, 0, 1};
    private static final String[] PATH = {"moov", "trak", "mdia", "minf", "stbl", "stsd", "avc1"};
    private static final int STSD_HEAD = 8;
    private static final int AVC1_HEAD = 78;

    private AnnexB() {}

    /// A key frame as a byte stream that a decoder can begin with: parameter sets, then the
    /// picture's NAL units, each behind a start code.
    ///
    /// @throws MalformedVideoException when the init segment or the fragment is not as this package
    ///   writes them
    public static byte[] of(VideoConfig config, Fragment keyFrame) throws MalformedVideoException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(keyFrame.bytes().length + 128);
        parameterSets(config.initSegment()).forEach(nal -> append(out, nal));
        nals(keyFrame.bytes()).forEach(nal -> append(out, nal));
        return out.toByteArray();
    }

    /// The NAL units in a fragment's `mdat`.
    ///
    /// @throws MalformedVideoException when the fragment or a length in it is wrong
    public static List<byte[]> nals(byte[] fragment) throws MalformedVideoException {
        try {
            FragmentLayout.check(fragment);
        } catch (IllegalArgumentException e) {
            throw new MalformedVideoException(String.valueOf(e.getMessage()));
        }
        List<byte[]> nals = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(fragment).position(FragmentLayout.HEAD);
        while (in.hasRemaining()) {
            nals.add(take(in, in.remaining() < 4 ? -1 : in.getInt()));
        }
        return nals;
    }

    /// The parameter sets in an init segment's `avcC`.
    static List<byte[]> parameterSets(byte[] initSegment) throws MalformedVideoException {
        ByteBuffer in = ByteBuffer.wrap(initSegment);
        for (String type : PATH) {
            in = child(in, type);
            int head = type.equals("stsd") ? STSD_HEAD : type.equals("avc1") ? AVC1_HEAD : 0;
            take(in, head);
        }
        ByteBuffer avcC = child(in, "avcC");
        take(avcC, 5);
        List<byte[]> sets = new ArrayList<>();
        for (int mask : new int[] {0x1F, 0xFF}) {
            int count = take(avcC, 1)[0] & mask;
            for (int i = 0; i < count; i++) {
                byte[] length = take(avcC, 2);
                sets.add(take(avcC, ((length[0] & 0xFF) << 8) | (length[1] & 0xFF)));
            }
        }
        return sets;
    }

    private static ByteBuffer child(ByteBuffer in, String type) throws MalformedVideoException {
        while (in.remaining() >= 8) {
            int at = in.position();
            int size = in.getInt(at);
            if (size < 8 || size > in.remaining()) {
                break;
            }
            if (FragmentLayout.is(in.array(), in.arrayOffset() + at, type)) {
                return in.slice(at + 8, size - 8);
            }
            in.position(at + size);
        }
        throw new MalformedVideoException("an init segment without " + type);
    }

    private static byte[] take(ByteBuffer in, int length) throws MalformedVideoException {
        if (length < 0 || length > in.remaining()) {
            throw new MalformedVideoException(
                    "a length of %d where %d bytes are left".formatted(length, in.remaining()));
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static void append(ByteArrayOutputStream out, byte[] nal) {
        out.writeBytes(START_CODE);
        out.writeBytes(nal);
    }
}
