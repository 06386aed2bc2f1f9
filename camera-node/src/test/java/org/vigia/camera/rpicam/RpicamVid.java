package org.vigia.camera.rpicam;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.rpicam.RpicamOptions.Complaint;
import org.vigia.shared.process.ChildProcess;
import org.vigia.shared.time.Pace;

/// A stand-in for `rpicam-vid`: the order of its steps, what it writes where and when, its messages
/// and exit statuses are those of the real one; the picture is ffmpeg's. SIGTERM ends it on the
/// spot, as there (nothing is flushed). What camera it has is told by the environment, see
/// [RpicamStandIn].
public final class RpicamVid {
    private static final int BUFFER = 4096;
    private static final PrintStream ERR = System.err;

    private final RpicamOptions options;
    private final String platform;
    private final String camera;
    private final String mischief;
    private final int last;

    private RpicamVid(RpicamOptions options) {
        this.options = options;
        this.platform = environment("RPICAM_PLATFORM", "vc4");
        this.camera = environment("RPICAM_CAMERA", "there");
        this.mischief = environment("RPICAM_MISCHIEF", "");
        this.last = Integer.parseInt(environment("RPICAM_FRAMES", Integer.toString(1 << 30)));
    }

    public static void main(String... args) throws Exception {
        try {
            new RpicamVid(new RpicamOptions(args)).run();
        } catch (Complaint e) {
            ERR.println("ERROR: *** " + e.getMessage() + " ***");
            System.exit(255);
        }
    }

    private void run() throws Complaint, IOException, InterruptedException {
        if (platform.equals("missing") && !camera.equals("missing")) {
            throw new IllegalArgumentException("a camera without a platform");
        }
        try (OutputStream times = openTimes()) {
            openCamera();
            boolean libav = startEncoder();
            if (camera.equals("silent")) {
                while (true) {
                    ERR.println("ERROR: Device timeout detected, attempting a restart!!!");
                    Pace.system().sleep(Duration.ofSeconds(1));
                }
            }
            film(libav, times);
        }
    }

    // The file of times is opened before the camera is looked for; its header stays in the buffer.
    private OutputStream openTimes() throws Complaint, IOException {
        String name = options.text("--save-pts");
        if (name.isEmpty()) {
            return OutputStream.nullOutputStream();
        }
        try {
            OutputStream times = new BufferedOutputStream(new FileOutputStream(name), BUFFER);
            times.write("# timecode format v2\n".getBytes(StandardCharsets.US_ASCII));
            return times;
        } catch (java.io.FileNotFoundException e) {
            throw new Complaint("Failed to open timestamp file " + name);
        }
    }

    private void openCamera() throws Complaint {
        switch (camera) {
            case "missing" -> throw new Complaint("no cameras available");
            case "busy" -> {
                ERR.println(
                        "[1:02:03.456789012] [4711] ERROR Camera camera.cpp:1049 Pipeline handler"
                                + " in use by another process");
                throw new Complaint("failed to acquire camera /base/soc/i2c0mux/i2c@1/imx219@10");
            }
            default ->
                    ERR.println(
                            "[1:02:03.456789012] [4711]  INFO Camera camera.cpp:1197 configuring"
                                    + " streams: (0) 1280x720-YUV420");
        }
    }

    private boolean startEncoder() throws Complaint {
        boolean libav =
                options.codec().equals("libav")
                        || (options.codec().equals("h264") && !platform.equals("vc4"));
        String output = options.text("--output");
        String format = options.text("--libav-format");
        boolean elementary =
                (format.isEmpty() || format.equals("h264"))
                        && output.endsWith("264")
                        && !environment("RPICAM_AGE", "new").equals("old");
        if (libav && !elementary && !options.text("--save-pts").isEmpty()) {
            ERR.println(
                    "\nERROR: The libav encoder does not currently support the circular, segment,"
                            + " save_pts, split, or pause command line options with"
                            + " non-elementary streams!\n");
            throw new Complaint("libav: Incompatible options selected.");
        }
        return libav;
    }

    private void film(boolean libav, OutputStream times)
            throws Complaint, IOException, InterruptedException {
        int rate = options.number("--framerate", 30);
        @Nullable OutputStream out = null;
        Random jitter = new Random(4711);
        try (ChildProcess encoder = new ChildProcess("encoder", encoder(libav, rate))) {
            encoder.start();
            Frames frames = new Frames(encoder.stdout());
            int n = 0;
            for (byte[] frame = frames.next(); frame != null && n < last; frame = frames.next()) {
                if (out == null) {
                    out = openOutput(libav);
                }
                if (mischief.equals("jitter")) {
                    Pace.system().sleep(Duration.ofMillis(jitter.nextInt(30)));
                }
                write(out, frame);
                time(times, n, n * 1_000_000L / rate);
                n++;
            }
            if (n == last) {
                // As if the camera froze.
                Pace.system().sleep(Duration.ofHours(1));
            }
            throw new Complaint("failed to encode: " + encoder.lastError());
        }
    }

    private OutputStream openOutput(boolean libav) throws IOException {
        String name = options.text("--output");
        if (libav && !name.equals("-") && !name.isEmpty()) {
            // libav's muxer opens the output for itself and never writes to it.
            new FileOutputStream(name).close();
        }
        OutputStream raw =
                name.equals("-")
                        ? new FileOutputStream(java.io.FileDescriptor.out)
                        : name.isEmpty()
                                ? OutputStream.nullOutputStream()
                                : new FileOutputStream(name);
        return new BufferedOutputStream(raw, BUFFER);
    }

    private void write(OutputStream out, byte[] frame) throws IOException, InterruptedException {
        if (mischief.equals("halves")) {
            out.write(frame, 0, frame.length / 2);
            out.flush();
            Pace.system().sleep(Duration.ofMillis(50));
            out.write(frame, frame.length / 2, frame.length - frame.length / 2);
        } else {
            out.write(frame);
        }
        if (options.flag("--flush")) {
            out.flush();
        }
    }

    private void time(OutputStream times, int n, long micros) throws IOException {
        String line = "%d.%03d\n".formatted(micros / 1000, micros % 1000);
        String written =
                switch (mischief) {
                    case "no-times" -> "";
                    case "garbage" -> n % 2 == 0 ? "\0ÿ…\r\r" + line : "-1.-5\n" + "x".repeat(9999);
                    case "gaps" -> n % 3 == 2 ? "" : line;
                    case "surplus" -> n % 5 == 4 ? line + line : line;
                    default -> line;
                };
        times.write(written.getBytes(StandardCharsets.UTF_8));
        if (options.flag("--flush")) {
            times.flush();
        }
    }

    private List<String> encoder(boolean libav, int rate) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("ffmpeg", "-v", "error", "-nostdin", "-re", "-f", "lavfi", "-i"));
        words.add(
                "testsrc2=size=%dx%d:rate=%d"
                        .formatted(
                                options.number("--width", 640),
                                options.number("--height", 480),
                                rate));
        if (options.flag("--hflip") || options.flag("--vflip")) {
            words.addAll(
                    List.of(
                            "-vf",
                            (options.flag("--hflip") ? "hflip," : "")
                                    + (options.flag("--vflip") ? "vflip" : "null")));
        }
        words.addAll(List.of("-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "ultrafast"));
        words.addAll(List.of("-tune", "zerolatency", "-threads", "1"));
        words.addAll(List.of("-b:v", Integer.toString(options.number("--bitrate", 2_000_000))));
        // The driver of the Pi's encoder begins with a key frame every 60.
        int gop = options.number("--intra", libav ? rate : 60);
        words.addAll(List.of("-g", Integer.toString(gop)));
        // (Without --inline the Pi's encoder tells parameter sets once; this one always does.)
        int slices = libav && options.flag("--low-latency") ? 4 : 1;
        words.addAll(List.of("-x264-params", "aud=1:slices=" + slices));
        words.addAll(List.of("-flush_packets", "1", "-f", "h264", "pipe:1"));
        return words;
    }

    private static String environment(String name, String fallback) {
        String value = System.getenv(name);
        return value == null ? fallback : value.toLowerCase(Locale.ROOT);
    }
}
