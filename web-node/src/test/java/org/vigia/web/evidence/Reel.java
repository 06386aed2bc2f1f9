package org.vigia.web.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.link.LinkException;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Frames in the layout of docs/design/video.md, as a camera would stream them: real ones, whose
/// samples are given, or ones of random bytes.
public final class Reel {
    /// Ticks a frame lasts, at 25 a second.
    public static final int DURATION = VideoConfig.TIMESCALE / 25;

    private static final int HEAD = 108;

    private Reel() {}

    /// A description that no decoder reads.
    public static VideoConfig config(int epoch) {
        ByteBuffer init = ByteBuffer.allocate(40);
        box(init, 16, "ftyp").putLong(1);
        box(init, 24, "moov").putLong(2).putLong(3);
        return new VideoConfig(epoch, "avc1.42C01F", 640, 360, init.array());
    }

    /// Frames of random bytes, from sequence `first` on, a key frame each `gop`.
    public static List<Fragment> random(long seed, long first, int frames, int gop) {
        Random random = new Random(seed);
        List<Fragment> reel = new ArrayList<>();
        for (long sequence = first; sequence < first + frames; sequence++) {
            byte[] nal = new byte[20 + random.nextInt(300)];
            random.nextBytes(nal);
            nal[0] = 1;
            nal[nal.length - 1] = 1;
            reel.add(frame(0, sequence, (sequence - first) % gop == 0, false, nals(nal)));
        }
        return reel;
    }

    /// NAL units behind their lengths.
    public static byte[] nals(byte[]... nals) {
        ByteBuffer sample = ByteBuffer.allocate(size(nals));
        for (byte[] nal : nals) {
            sample.putInt(nal.length).put(nal);
        }
        return sample.array();
    }

    private static int size(byte[]... nals) {
        int size = 0;
        for (byte[] nal : nals) {
            size += Integer.BYTES + nal.length;
        }
        return size;
    }

    /// One frame whose time follows from its sequence.
    public static Fragment frame(
            int epoch, long sequence, boolean key, boolean replaces, byte[] sample) {
        long time = sequence * DURATION;
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + sample.length);
        box(bytes, 100, "moof");
        box(bytes, 16, "mfhd").putInt(0).putInt((int) sequence + 1);
        box(bytes, 76, "traf");
        box(bytes, 16, "tfhd").putInt(0x020000).putInt(1);
        box(bytes, 20, "tfdt").putInt(0x0100_0000).putLong(time);
        box(bytes, 32, "trun").putInt(0x000701).putInt(1).putInt(HEAD);
        bytes.putInt(DURATION).putInt(sample.length).putInt(key ? 0x0200_0000 : 0x0101_0000);
        box(bytes, 8 + sample.length, "mdat").put(sample);
        return new Fragment(
                epoch,
                sequence,
                time,
                DURATION,
                key,
                replaces,
                1_000_000 * sequence,
                bytes.array());
    }

    private static ByteBuffer box(ByteBuffer buffer, int size, String type) {
        return buffer.putInt(size).put(type.getBytes(StandardCharsets.US_ASCII));
    }

    /// Opens a film, and waits for what is wanted.
    static long opened(
            EvidenceSession session,
            LinkMessage.EvidenceOpened opening,
            @Nullable VideoConfig config)
            throws LinkException {
        BlockingQueue<Long> held = new ArrayBlockingQueue<>(1);
        session.opened(opening, config, held::add);
        try {
            Long next = held.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nobody said what is wanted");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// As it is sent when it is filmed.
    static LinkMessage.Filmed live(Fragment frame) {
        return new LinkMessage.Filmed(frame, false);
    }

    /// As it is sent when it is filled in behind.
    static LinkMessage.Filmed earlier(Fragment frame) {
        return new LinkMessage.Filmed(frame, true);
    }
}
