package org.vigia.camera.source;

import java.nio.file.Path;
import java.util.List;

/// A USB camera (V4L2), by ffmpeg.
///
/// @param device e.g. `/dev/video0`
/// @param format in which it gives its pictures
/// @param picture what is asked for; the driver may choose the nearest size and rate it has
public record Webcam(Path device, Format format, Picture picture) implements VideoSource {
    /// How a camera packs its pictures, in the words of `v4l2-ctl --list-formats`.
    public enum Format {
        /// JPEGs: what USB 2 carries at 720p and above.
        MJPEG("mjpeg"),
        /// Raw: without the cost of decoding, for small pictures or USB 3.
        YUYV("yuyv422");

        private final String ffmpeg;

        Format(String ffmpeg) {
            this.ffmpeg = ffmpeg;
        }
    }

    @Override
    public int framesPerSecond() {
        return picture.framesPerSecond();
    }

    @Override
    public List<String> command() {
        List<String> words = FfmpegArguments.begin();
        words.addAll(List.of("-fflags", "nobuffer", "-f", "v4l2"));
        words.addAll(List.of("-input_format", format.ffmpeg));
        words.addAll(List.of("-video_size", picture.width() + "x" + picture.height()));
        words.addAll(List.of("-framerate", Integer.toString(picture.framesPerSecond())));
        words.addAll(List.of("-i", device.toString()));
        return FfmpegArguments.encode(words, picture);
    }
}
