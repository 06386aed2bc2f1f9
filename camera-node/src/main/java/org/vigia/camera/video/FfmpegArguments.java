package org.vigia.camera.video;

import java.util.ArrayList;
import java.util.List;

/// The words of an ffmpeg command that several sources share.
final class FfmpegArguments {
    private FfmpegArguments() {}

    static void check(int width, int height, int framesPerSecond, int bitsPerSecond) {
        if (outside(width) || outside(height)) {
            throw new IllegalArgumentException(
                    "width and height must be even and from 16 to 8192, were %d x %d"
                            .formatted(width, height));
        }
        if (framesPerSecond < 1 || framesPerSecond > 240) {
            throw new IllegalArgumentException(
                    "frames a second must be from 1 to 240, were " + framesPerSecond);
        }
        if (bitsPerSecond < 10_000 || bitsPerSecond > 100_000_000) {
            throw new IllegalArgumentException(
                    "bits a second must be from 10000 to 100000000, were " + bitsPerSecond);
        }
    }

    private static boolean outside(int pixels) {
        return pixels < 16 || pixels > 8192 || pixels % 2 != 0;
    }

    static List<String> begin() {
        return new ArrayList<>(
                List.of("ffmpeg", "-hide_banner", "-nostdin", "-nostats", "-loglevel", "error"));
    }

    static List<String> encode(List<String> words, int framesPerSecond, int bitsPerSecond) {
        String rate = Integer.toString(bitsPerSecond);
        words.addAll(List.of("-an", "-pix_fmt", "yuv420p", "-c:v", "libx264"));
        words.addAll(List.of("-preset", "ultrafast", "-tune", "zerolatency"));
        words.addAll(List.of("-g", Integer.toString(framesPerSecond), "-b:v", rate));
        words.addAll(List.of("-maxrate", rate, "-bufsize", Integer.toString(bitsPerSecond / 2)));
        words.addAll(List.of("-flush_packets", "1", "-f", "h264", "pipe:1"));
        return List.copyOf(words);
    }
}
