package org.vigia.camera.source;

import java.util.ArrayList;
import java.util.List;

/// The words of an ffmpeg command that several sources share.
final class FfmpegArguments {
    private FfmpegArguments() {}

    static List<String> begin() {
        return new ArrayList<>(
                List.of("ffmpeg", "-hide_banner", "-nostdin", "-nostats", "-loglevel", "error"));
    }

    /// What follows the input: the filters, the picture's flip first, and the encoder.
    static List<String> encode(List<String> words, Picture picture, String... filters) {
        List<String> all = new ArrayList<>(picture.flip().ffmpeg());
        all.addAll(List.of(filters));
        if (!all.isEmpty()) {
            words.addAll(List.of("-vf", String.join(",", all)));
        }
        int bits = picture.bitsPerSecond();
        String rate = Integer.toString(bits);
        words.addAll(List.of("-an", "-pix_fmt", "yuv420p", "-c:v", "libx264"));
        words.addAll(List.of("-preset", "ultrafast", "-tune", "zerolatency"));
        words.addAll(List.of("-g", Integer.toString(picture.framesPerSecond()), "-b:v", rate));
        words.addAll(List.of("-maxrate", rate, "-bufsize", Integer.toString(bits / 2)));
        words.addAll(List.of("-flush_packets", "1", "-f", "h264", "pipe:1"));
        return List.copyOf(words);
    }
}
