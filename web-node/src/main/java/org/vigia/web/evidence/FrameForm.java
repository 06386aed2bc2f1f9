package org.vigia.web.evidence;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.vigia.shared.clip.FragmentHead;
import org.vigia.shared.clip.FragmentLayout;
import org.vigia.shared.video.Fragment;

/// What a frame looks like that can stand in a film.
final class FrameForm {
    private static final int LENGTH = 4;
    private static final int TYPE = 0x1F;

    /// Sequence and picture parameter sets, the former's extension and subsets.
    private static final Set<Integer> PARAMETERS = Set.of(7, 8, 13, 15);

    private FrameForm() {}

    /// Whether `frame` has the fragment's layout, says the same of its time within and without, and
    /// holds no parameter sets (docs/design/video.md: those are in the init segment; in a sample
    /// they would take effect on all that follows, and spoil it), and does not end in a zero byte:
    /// a NAL unit never does (ITU-T H.264, 7.4.1), what a power cut leaves of one often.
    static boolean isSound(Fragment frame) {
        byte[] bytes = frame.bytes();
        try {
            FragmentLayout.check(bytes);
        } catch (IllegalArgumentException e) {
            return false;
        }
        Optional<FragmentHead> head = FragmentHead.read(bytes);
        return head.isPresent()
                && head.get().time() == frame.time()
                && head.get().duration() == frame.duration()
                && !bringsParameters(bytes, FragmentLayout.HEAD)
                && bytes[bytes.length - 1] != 0;
    }

    /// Whether a sample holds parameter sets (ITU-T H.264, table 7-1).
    ///
    /// @param at where in `bytes` it begins
    static boolean bringsParameters(byte[] bytes, int at) {
        int nal = at;
        while (nal >= at && nal + LENGTH < bytes.length) {
            if (PARAMETERS.contains(bytes[nal + LENGTH] & TYPE)) {
                return true;
            }
            int length = ByteBuffer.wrap(bytes).getInt(nal);
            nal = length < 0 ? bytes.length : nal + LENGTH + length;
        }
        return false;
    }

    /// Whether `whole` holds all that `part` holds and more, as the completed form of a frame does:
    /// the same NAL units, of which the last may have grown, and perhaps further ones.
    static boolean completes(Fragment whole, Fragment part) {
        return whole.time() == part.time()
                && whole.key() == part.key()
                && completes(whole.bytes(), part.bytes());
    }

    /// As the other, of the fragments' bytes alone, whose times are not compared.
    static boolean completes(byte[] whole, byte[] part) {
        int at = FragmentLayout.HEAD;
        while (at + LENGTH <= part.length) {
            int partLength = ByteBuffer.wrap(part).getInt(at);
            if (at + LENGTH > whole.length) {
                return false;
            }
            int wholeLength = ByteBuffer.wrap(whole).getInt(at);
            int from = at + LENGTH;
            if (partLength < 0
                    || wholeLength < partLength
                    || partLength > part.length - from
                    || partLength > whole.length - from
                    || !Arrays.equals(
                            whole, from, from + partLength, part, from, from + partLength)) {
                return false;
            }
            at = from + partLength;
            if (wholeLength > partLength) {
                return at == part.length;
            }
        }
        return at == part.length && whole.length > part.length;
    }
}
