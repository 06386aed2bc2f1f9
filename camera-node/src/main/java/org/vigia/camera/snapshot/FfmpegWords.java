package org.vigia.camera.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How ffmpeg is asked for a picture as soon as it has the frame.
final class FfmpegWords {
    // An access unit delimiter that allows all slice types: it ends the frame for ffmpeg's parser.
    private static final byte[] DELIMITER = {0, 0, 0, 1, 9, (byte) 0xF0};

    private FfmpegWords() {}

    /// ffmpeg as `program`, and its input: an H.264 byte stream on its standard input.
    static List<String> fromH264(String program) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of(program, "-hide_banner", "-nostdin", "-nostats"));
        words.addAll(List.of("-loglevel", "error", "-probesize", "32", "-analyzeduration", "0"));
        // Not "-fflags nobuffer": it throws away the picture that ffmpeg has looked at the stream
        // with.
        words.addAll(List.of("-flags", "low_delay", "-threads", "1"));
        words.addAll(List.of("-f", "h264", "-i", "pipe:0", "-an", "-vsync", "passthrough"));
        return words;
    }

    /// A frame so that it is known to be complete.
    static byte[] ended(byte[] frame) {
        byte[] ended = Arrays.copyOf(frame, frame.length + DELIMITER.length);
        System.arraycopy(DELIMITER, 0, ended, frame.length, DELIMITER.length);
        return ended;
    }
}
