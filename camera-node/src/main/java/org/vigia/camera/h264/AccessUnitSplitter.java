package org.vigia.camera.h264;

import java.util.Arrays;

/// Splits an H.264 byte stream (Annex B), cut anywhere into pieces, into access units. A pure state
/// machine without a clock; not safe for several threads.
///
/// An access unit is published when the next one begins, or when the caller says that the stream
/// has paused ([#idle]). It is kept all the same until the next one begins; what comes after the
/// pause joins it, and it is published again, as replacing. See `docs/design/video.md`.
public final class AccessUnitSplitter {
    /// The bound for access units of a camera of up to 8192 pixels a side.
    public static final int MAX_BYTES = 4 << 20;

    private static final int MAX_NALS = 1024;
    private static final int CHUNK = 1 << 16;

    private final AccessUnitSink sink;
    private final int maxBytes;
    private byte[] buffer = new byte[4 * CHUNK];

    /// Where the current access unit begins (its first start code), and where the bytes end.
    private int begin;

    private int end;

    /// How far has been looked for start codes; everything before belongs to a known NAL unit.
    private int scanned;

    /// The header byte of the NAL unit being read, or -1 before the first start code.
    private int openNal = -1;

    /// The complete NAL units of the current access unit.
    private final NalList nals = new NalList();

    private boolean picture;
    private int published;
    private boolean everPublished;
    private long capturedNanos;
    private long units;

    /// @param sink receives what is found, within [#feed] and [#idle]
    public AccessUnitSplitter(AccessUnitSink sink) {
        this(sink, MAX_BYTES);
    }

    AccessUnitSplitter(AccessUnitSink sink, int maxBytes) {
        this.sink = sink;
        this.maxBytes = maxBytes;
    }

    /// Takes the next bytes of the stream; they are copied.
    ///
    /// @param nanos when they came
    public void feed(byte[] bytes, int offset, int length, long nanos) {
        for (int done = 0; done < length; done += CHUNK) {
            int n = Math.min(CHUNK, length - done);
            append(bytes, offset + done, n);
            scan(nanos);
            forgetIfTooLong();
        }
    }

    /// The stream has paused, or has ended: publishes what there is of the current access unit.
    public void idle() {
        if (openNal >= 0) {
            publish(end);
        }
    }

    /// Whether [#idle] would publish something.
    public boolean open() {
        return openNal >= 0 && (picture || pictureIn(openNal)) && known(end) > published;
    }

    /// How many access units have begun so far, the current one included.
    public long units() {
        return units;
    }

    private void append(byte[] bytes, int offset, int length) {
        if (end + length > buffer.length) {
            compact();
            if (end + length > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, end + length));
            }
        }
        System.arraycopy(bytes, offset, buffer, end, length);
        end += length;
    }

    private void compact() {
        System.arraycopy(buffer, begin, buffer, 0, end - begin);
        nals.shift(begin);
        end -= begin;
        scanned -= begin;
        published = Math.max(0, published - begin);
        openNal = openNal < 0 ? -1 : openNal - begin;
        begin = 0;
    }

    private void scan(long nanos) {
        int at = scanned;
        // Three bytes of start code, the header, and the byte that may tell first_mb_in_slice.
        while (at + 3 < end) {
            if ((buffer[at + 2] & 0xFF) > 1) {
                at += 3;
            } else if (buffer[at] != 0 || buffer[at + 1] != 0 || buffer[at + 2] != 1) {
                at++;
            } else {
                if (NalType.tellsFirstMacroblock(NalType.of(buffer[at + 3])) && at + 4 >= end) {
                    break;
                }
                startCode(at, nanos);
                at += 3;
            }
        }
        scanned = at;
        if (openNal < 0) {
            // Before the first start code nothing is worth keeping but a start code's beginning.
            begin = Math.min(scanned, end);
        }
    }

    private void startCode(int at, long nanos) {
        int type = NalType.of(buffer[at + 3]);
        if (openNal >= 0 && opensNext(type, at)) {
            publish(at);
            nals.truncate(0);
            picture = false;
            everPublished = false;
            openNal = -1;
        }
        if (openNal >= 0) {
            closeNal(at);
        } else {
            begin = at;
            units++;
            capturedNanos = nanos;
            published = at;
        }
        openNal = at + 3;
    }

    private boolean opensNext(int type, int at) {
        if (!picture && !pictureIn(openNal)) {
            return false;
        }
        if (NalType.tellsFirstMacroblock(type)) {
            return buffer[at + 4] < 0; // ue(v) 0 is the single bit 1
        }
        return NalType.opensAccessUnit(type);
    }

    private void closeNal(int at) {
        int last = trimmed(at);
        if (last > openNal) {
            nals.add(openNal, last);
            picture |= pictureIn(openNal);
        }
    }

    private void publish(int limit) {
        int last = known(limit);
        if ((!picture && !pictureIn(openNal)) || last <= published) {
            return;
        }
        int complete = nals.count();
        if (last > openNal) {
            nals.add(openNal, last);
        }
        published = last;
        sink.onAccessUnit(new AccessUnit(buffer, nals, everPublished, capturedNanos));
        everPublished = true;
        nals.truncate(complete);
    }

    /// Where the last NAL unit that has any bytes ends before `limit`, as far as is known.
    private int known(int limit) {
        int last = trimmed(limit);
        if (last > openNal) {
            return last;
        }
        return nals.count() == 0 ? begin : nals.end(nals.count() - 1);
    }

    /// Where the NAL unit being read ends before `limit`, as far as is known: without trailing
    /// zeros, which are no NAL unit's, and without a start code whose meaning is not known yet.
    private int trimmed(int limit) {
        int last = Math.min(limit, startCodePending() ? scanned : limit);
        while (last > openNal && buffer[last - 1] == 0) {
            last--;
        }
        return last;
    }

    private boolean startCodePending() {
        return scanned + 3 <= end
                && scanned >= openNal
                && buffer[scanned] == 0
                && buffer[scanned + 1] == 0
                && buffer[scanned + 2] == 1;
    }

    private boolean pictureIn(int nal) {
        return nal < end && NalType.isVcl(NalType.of(buffer[nal]));
    }

    private void forgetIfTooLong() {
        int tooLong = end - begin;
        if (openNal >= 0 && (tooLong > maxBytes || nals.count() > MAX_NALS)) {
            String what =
                    tooLong > maxBytes
                            ? "an access unit of more than %d bytes".formatted(maxBytes)
                            : "an access unit of more than %d NAL units".formatted(MAX_NALS);
            // The bytes of a start code that may be coming are kept.
            begin = Math.max(scanned, begin);
            nals.truncate(0);
            openNal = -1;
            picture = false;
            everPublished = false;
            sink.onDamage(what);
        }
    }
}
