package org.vigia.shared.video;

/// One video frame as one fMP4 fragment (`moof` + `mdat`): the one currency of Vigía, kept in the
/// ring, sent over the link, shown live and written into clips without change.
///
/// @param epoch the [VideoConfig#epoch] of the stream it belongs to
/// @param sequence counts up by one per frame within an epoch, from 0
/// @param time decode time (equal to presentation time) in ticks of [VideoConfig#TIMESCALE], as in
///   the fragment's `tfdt`; rises strictly within an epoch
/// @param duration in ticks, as in `trun`; above zero
/// @param key whether it can be decoded on its own
/// @param replacesPrevious whether it is a completed form of the frame sent just before, with the
///   same sequence and time: the encoder paused inside the frame for longer than the splitter
///   waits. Receivers put it in the place of that frame.
/// @param capturedNanos when the frame's first byte came from the camera, in the monotonic
///   nanoseconds of the node that filmed it
/// @param bytes the fragment; never changed after construction by anybody
public record Fragment(
        int epoch,
        long sequence,
        long time,
        int duration,
        boolean key,
        boolean replacesPrevious,
        long capturedNanos,
        byte[] bytes) {
    /// @throws IllegalArgumentException when a number is out of range or the fragment is empty
    public Fragment {
        if (epoch < 0 || sequence < 0 || time < 0 || duration <= 0 || bytes.length == 0) {
            throw new IllegalArgumentException(
                    "not a fragment: epoch %d, sequence %d, time %d, duration %d, %d bytes"
                            .formatted(epoch, sequence, time, duration, bytes.length));
        }
    }

    /// The same frame, by another node's clock.
    public Fragment capturedAt(long nanos) {
        return new Fragment(epoch, sequence, time, duration, key, replacesPrevious, nanos, bytes);
    }

    /// The same frame, as a completed form of the one sent just before, or as one by itself.
    public Fragment replacing(boolean previous) {
        return new Fragment(epoch, sequence, time, duration, key, previous, capturedNanos, bytes);
    }

    @Override
    public String toString() {
        return "Fragment[%d/%d t=%d d=%d%s%s %d bytes]"
                .formatted(
                        epoch,
                        sequence,
                        time,
                        duration,
                        key ? " key" : "",
                        replacesPrevious ? " replacing" : "",
                        bytes.length);
    }
}
