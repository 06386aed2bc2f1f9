package org.vigia.web.evidence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vigia.shared.clip.FragmentHead;
import org.vigia.shared.clip.FragmentLayout;
import org.vigia.shared.crypto.Sha256;

/// What a film consists of, as hashes: its description, and each sample with everything that says
/// how it is shown but number and time. Read as a stream; a file of another layout than ours, or
/// with parameter sets in a sample, which a camera can send as well, is none.
///
/// @param init hash of `ftyp` and `moov`
/// @param samples in order, none before the end of the one before
record FilmSamples(byte[] init, List<Sample> samples) {
    /// More frames than a stream holds; a clip may be somewhat longer.
    static final int MAX_SAMPLES = 2 * StreamIndex.MAX_FRAMES;

    /// More than an access unit takes (docs/design/video.md).
    private static final int MAX_SAMPLE = 5 << 20;

    private static final int MAX_BOX = 64 * 1024;
    private static final int BOX_HEAD = 8;
    private static final int CHUNK = 64 * 1024;
    private static final int NUMBER_AT = 20;
    private static final int TIME_AT = 60;

    /// One frame.
    ///
    /// @param hash of the sample and of its description
    /// @param time in ticks
    /// @param end in ticks
    /// @param offset of its fragment in the file
    /// @param length of its fragment
    record Sample(byte[] hash, long time, long end, long offset, int length) {
        /// The same, so much later.
        Sample later(long ticks) {
            return new Sample(hash, time + ticks, end + ticks, offset, length);
        }

        /// Its fragment.
        ///
        /// @throws IOException when the disk fails
        byte[] bytes(Path film) throws IOException {
            try (FileChannel channel = FileChannel.open(film)) {
                ByteBuffer bytes = ByteBuffer.allocate(length);
                while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
                    // A read may be short.
                }
                return bytes.array();
            }
        }
    }

    /// Reads a film; empty where it has another layout.
    ///
    /// @throws IOException when the disk fails
    static Optional<FilmSamples> read(Path film) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(film), CHUNK)) {
            Optional<Init> init = init(in);
            if (init.isEmpty()) {
                return Optional.empty();
            }
            List<Sample> samples = new ArrayList<>();
            long end = 0;
            long offset = init.get().length();
            for (byte[] head = in.readNBytes(FragmentLayout.HEAD);
                    head.length > 0;
                    head = in.readNBytes(FragmentLayout.HEAD)) {
                Optional<Sample> sample = sample(in, head, offset);
                if (sample.isEmpty()
                        || sample.get().time() < end
                        || samples.size() >= MAX_SAMPLES) {
                    return Optional.empty();
                }
                samples.add(sample.get());
                end = sample.get().end();
                offset += sample.get().length();
            }
            return Optional.of(new FilmSamples(init.get().hash(), samples));
        }
    }

    private record Init(byte[] hash, long length) {}

    private static Optional<Init> init(InputStream in) throws IOException {
        MessageDigest digest = Sha256.digest();
        long whole = 0;
        for (String type : List.of("ftyp", "moov")) {
            byte[] head = in.readNBytes(BOX_HEAD);
            long length = head.length < BOX_HEAD ? 0 : ByteBuffer.wrap(head).getInt();
            if (length < BOX_HEAD || length > MAX_BOX || !FragmentLayout.is(head, 0, type)) {
                return Optional.empty();
            }
            byte[] body = in.readNBytes((int) length - BOX_HEAD);
            if (body.length < length - BOX_HEAD) {
                return Optional.empty();
            }
            digest.update(head);
            digest.update(body);
            whole += length;
        }
        return Optional.of(new Init(digest.digest(), whole));
    }

    private static Optional<Sample> sample(InputStream in, byte[] head, long offset)
            throws IOException {
        Optional<FragmentHead> fragment = FragmentHead.read(head);
        if (fragment.isEmpty()) {
            return Optional.empty();
        }
        MessageDigest digest = Sha256.digest();
        byte[] timeless = head.clone();
        Arrays.fill(timeless, NUMBER_AT, NUMBER_AT + Integer.BYTES, (byte) 0);
        Arrays.fill(timeless, TIME_AT, TIME_AT + Long.BYTES, (byte) 0);
        digest.update(timeless);
        long length = fragment.get().length() - head.length;
        if (length > MAX_SAMPLE) {
            return Optional.empty();
        }
        byte[] sample = in.readNBytes((int) length);
        if (sample.length < length || FrameForm.bringsParameters(sample, 0)) {
            return Optional.empty();
        }
        digest.update(sample);
        long time = fragment.get().time();
        long end = time + fragment.get().duration();
        return end < time
                ? Optional.empty()
                : Optional.of(
                        new Sample(
                                digest.digest(), time, end, offset, (int) fragment.get().length()));
    }
}
