package org.vigia.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The words of the encoders that are compared. Both read raw pictures from their standard input.
final class Ffmpeg {
    private Ffmpeg() {}

    static List<String> begin() {
        return new ArrayList<>(
                List.of("ffmpeg", "-hide_banner", "-nostdin", "-nostats", "-loglevel", "error"));
    }

    /// H.264 as camera-node's own sources have it made (FfmpegArguments there), to standard output.
    static List<String> h264() {
        List<String> words = raw("yuv420p");
        words.addAll(List.of("-an", "-pix_fmt", "yuv420p", "-c:v", "libx264"));
        words.addAll(List.of("-preset", "ultrafast", "-tune", "zerolatency"));
        words.addAll(List.of("-g", Integer.toString(Scene.FRAMES_PER_SECOND), "-b:v", "2M"));
        words.addAll(List.of("-maxrate", "2M", "-bufsize", "1M"));
        words.addAll(List.of("-flush_packets", "1", "-f", "h264", "pipe:1"));
        return words;
    }

    /// Makes a film of a scene, as H.264 of the same kind.
    ///
    /// @throws IOException when ffmpeg cannot do it
    static void film(Path scene, Path film) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(h264());
        words.set(words.indexOf("pipe:0"), scene.toString());
        words.subList(words.indexOf("-flush_packets"), words.size()).clear();
        words.addAll(List.of("-y", film.toString()));
        if (new ProcessBuilder(words).inheritIO().start().waitFor() != 0) {
            throw new IOException("ffmpeg cannot make a film of " + scene);
        }
    }

    /// JPEGs of a usual quality, each with its length. The samples are taken as full-range ones, so
    /// that nothing has to be converted; one thread, as several would each hold a picture back.
    static List<String> mjpeg() {
        List<String> words = raw("yuvj420p");
        words.addAll(List.of("-an", "-c:v", "mjpeg", "-q:v", "5", "-threads", "1"));
        words.addAll(List.of("-flush_packets", "1", "-f", "mpjpeg", "pipe:1"));
        return words;
    }

    private static List<String> raw(String format) {
        List<String> words = begin();
        words.addAll(List.of("-f", "rawvideo", "-pix_fmt", format));
        words.addAll(List.of("-s", Scene.WIDTH + "x" + Scene.HEIGHT));
        words.addAll(List.of("-r", Integer.toString(Scene.FRAMES_PER_SECOND)));
        words.addAll(List.of("-i", "pipe:0"));
        return words;
    }
}
