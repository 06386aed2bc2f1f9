package org.vigia.web.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An ffmpeg in a cage that this process builds (bubblewrap), for where systemd does not.
final class BubblewrapDecoder implements Decoder {
    private final Cage cage;
    private final CageCheck check;

    /// @param programs where programs are, `/usr/bin`
    /// @param settings the kernel's, `/proc/sys`
    BubblewrapDecoder(Path programs, Path settings, CageLimits limits) {
        this.cage = new Cage(programs, limits);
        this.check = new CageCheck(programs, settings, cage);
    }

    @Override
    public Optional<String> problem() throws InterruptedException {
        return check.problem();
    }

    @Override
    public Outcome decode(Footage.Form form, int width, InputStream input)
            throws IOException, InterruptedException {
        List<String> program = new ArrayList<>();
        program.add(Cage.PROGRAMS.resolve("ffmpeg").toString());
        program.addAll(words(form, width));
        return cage.run(program, input);
    }

    /// One demuxer, one decoder, no protocol but the pipe, one key frame, one plain JPEG.
    static List<String> words(Footage.Form form, int width) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("-nostdin", "-hide_banner", "-v", "error", "-threads", "1"));
        words.addAll(List.of("-protocol_whitelist", "pipe", "-max_pixels", "9437184"));
        words.addAll(
                switch (form) {
                    case FILM -> List.of("-codec_whitelist", "h264", "-skip_frame", "nokey");
                    case STILL -> List.of("-codec_whitelist", "mjpeg");
                });
        String format =
                switch (form) {
                    case FILM -> "mov";
                    case STILL -> "jpeg_pipe";
                };
        words.addAll(List.of("-format_whitelist", format, "-f", format, "-noautorotate"));
        words.addAll(List.of("-i", "pipe:0", "-map", "0:v:0", "-frames:v", "1"));
        words.addAll(List.of("-filter_threads", "1", "-vf", filter(width), "-c:v", "mjpeg"));
        words.addAll(List.of("-threads", "1", "-q:v", "4", "-flags", "+bitexact"));
        words.addAll(List.of("-f", "mjpeg", "pipe:1"));
        return words;
    }

    private static String filter(int width) {
        return "scale=w='min(%1$d,iw)':h='min(%1$d,ih)':force_original_aspect_ratio=decrease"
                        .formatted(width)
                + ":force_divisible_by=2:out_range=pc,format=yuvj420p";
    }

    @Override
    public String toString() {
        return "ffmpeg in cages of this node's own (bubblewrap)";
    }
}
