package org.vigia.camera.h264;

import java.util.Arrays;

/// A view of the access unit a splitter has just published: the NAL units of one frame. Valid only
/// during the call that hands it over; the bytes are the splitter's and not to be changed.
public final class AccessUnit {
    private final byte[] bytes;
    private final NalList nals;
    private final boolean replacing;
    private final long capturedNanos;

    AccessUnit(byte[] bytes, NalList nals, boolean replacing, long capturedNanos) {
        this.bytes = bytes;
        this.nals = nals;
        this.replacing = replacing;
        this.capturedNanos = capturedNanos;
    }

    /// The array that NAL units lie in.
    public byte[] bytes() {
        return bytes;
    }

    /// How many NAL units there are, at least one.
    public int count() {
        return nals.count();
    }

    /// Where in [#bytes] NAL unit `i` begins (its header byte).
    public int offset(int i) {
        return nals.start(i);
    }

    /// The length of NAL unit `i`, header included, above zero.
    public int length(int i) {
        return nals.end(i) - nals.start(i);
    }

    /// The [NalType] of NAL unit `i`.
    public int type(int i) {
        return NalType.of(bytes[nals.start(i)]);
    }

    /// Whether it is a completed form of the access unit published just before.
    public boolean replacing() {
        return replacing;
    }

    /// When its first start code came, in the caller's monotonic nanoseconds.
    public long capturedNanos() {
        return capturedNanos;
    }

    /// Whether it can be decoded on its own: an IDR picture.
    public boolean key() {
        for (int i = 0; i < count(); i++) {
            if (type(i) == NalType.IDR_SLICE) {
                return true;
            }
        }
        return false;
    }

    /// Whether its first slice is the first of a picture: false when its beginning was lost.
    public boolean whole() {
        for (int i = 0; i < count(); i++) {
            if (NalType.isVcl(type(i))) {
                return NalType.tellsFirstMacroblock(type(i))
                        && length(i) > 1
                        && bytes[offset(i) + 1] < 0;
            }
        }
        return false;
    }

    /// A copy of NAL unit `i`.
    public byte[] copyOf(int i) {
        return Arrays.copyOfRange(bytes, nals.start(i), nals.end(i));
    }

    /// The same access unit with another time of capture, where something better than the arrival
    /// of its bytes tells it.
    public AccessUnit capturedAt(long nanos) {
        return new AccessUnit(bytes, nals, replacing, nanos);
    }
}
