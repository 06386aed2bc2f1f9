package org.vigia.camera.recorder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.vigia.camera.ring.FragmentRing;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.Fragment;
import org.vigia.shared.video.VideoConfig;

/// Films ten frames a second of stream time, as many as it is told to, each a small fragment.
final class SmallCamera {
    private static final int FRAME_TICKS = 9_000;
    private static final int GOP = 5;

    private final FragmentRing ring;
    private final Pace pace;
    int epoch;
    long frame;

    SmallCamera(FragmentRing ring, Pace pace) {
        this.ring = ring;
        this.pace = pace;
    }

    void configure() {
        ring.onConfig(config(epoch));
        frame = 0;
    }

    static VideoConfig config(int epoch) {
        return new VideoConfig(epoch, "avc1.42C01F", 64, 64, initSegment());
    }

    private static byte[] initSegment() {
        byte[] boxes = new byte[24];
        boxes[3] = 8;
        boxes[11] = 16;
        return boxes;
    }

    void film(int frames) {
        for (int i = 0; i < frames; i++) {
            ring.onFragment(frame(epoch, frame, pace.nanos()));
            frame++;
        }
    }

    static Fragment frame(int epoch, long frame, long nanos) {
        boolean key = frame % GOP == 0;
        return new Fragment(
                epoch, frame, frame * FRAME_TICKS, FRAME_TICKS, key, false, nanos, bytes(frame));
    }

    /// The layout of docs/design/video.md with a sample of four bytes.
    private static byte[] bytes(long frame) {
        ByteBuffer out = ByteBuffer.allocate(112);
        box(out, 100, "moof");
        box(out, 16, "mfhd").putInt(0).putInt((int) frame + 1);
        box(out, 76, "traf");
        box(out, 16, "tfhd").putInt(0x020000).putInt(1);
        box(out, 20, "tfdt").putInt(0x01000000).putLong(frame * FRAME_TICKS);
        box(out, 32, "trun").putInt(0x000701).putInt(1).putInt(108);
        out.putInt(FRAME_TICKS).putInt(4).putInt(0x0101_0000);
        box(out, 12, "mdat").putInt((int) frame);
        return out.array();
    }

    private static ByteBuffer box(ByteBuffer out, int size, String type) {
        return out.putInt(size).put(type.getBytes(StandardCharsets.US_ASCII));
    }
}
