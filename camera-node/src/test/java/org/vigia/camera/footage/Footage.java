package org.vigia.camera.footage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.vigia.shared.process.ChildProcess;

/// Streams from the real ffmpeg, made once a run.
public final class Footage {
    private static final ConcurrentMap<List<String>, byte[]> MADE = new ConcurrentHashMap<>();

    private Footage() {}

    /// An H.264 byte stream of a moving test picture: 25 frames a second, a key frame every 10.
    public static byte[] h264(int width, int height, int frames, String... x264) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i"));
        words.add("testsrc2=size=%dx%d:rate=25".formatted(width, height));
        words.addAll(List.of("-frames:v", Integer.toString(frames), "-pix_fmt", "yuv420p"));
        words.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"));
        words.addAll(List.of("-g", "10", "-b:v", "400k", "-threads", "1"));
        words.addAll(Arrays.asList(x264));
        words.addAll(List.of("-f", "h264", "pipe:1"));
        return MADE.computeIfAbsent(List.copyOf(words), Footage::output).clone();
    }

    /// One slice a frame.
    public static byte[] plain() {
        return h264(320, 240, 35);
    }

    /// Four slices a frame.
    public static byte[] sliced() {
        return h264(320, 240, 35, "-x264-params", "slices=4");
    }

    /// An access unit delimiter before each frame, CABAC, High profile.
    public static byte[] delimited() {
        return h264(322, 242, 35, "-preset", "veryfast", "-x264-params", "aud=1:bframes=0");
    }

    /// What a program writes to its standard output.
    ///
    /// @throws IllegalStateException when it fails
    public static byte[] output(List<String> command) {
        try (ChildProcess process = new ChildProcess("footage", command)) {
            process.start();
            process.stdin().close();
            byte[] bytes = process.stdout().readAllBytes();
            int status = process.await(Duration.ofSeconds(60)).orElse(-1);
            if (status != 0 || !process.lastError().isEmpty()) {
                throw new IllegalStateException(
                        "%s: status %d, %s".formatted(command, status, process.errorLines()));
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalStateException(command.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command.toString(), e);
        }
    }

    /// One stream after the other.
    public static byte[] join(byte[]... streams) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] stream : streams) {
            out.writeBytes(stream);
        }
        return out.toByteArray();
    }

    /// The NAL units of a byte stream, found the simplest way.
    public static List<byte[]> nals(byte[] stream) {
        List<byte[]> nals = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= stream.length; i++) {
            boolean end = i == stream.length;
            if (end || startCode(stream, i)) {
                int last = i;
                while (start >= 0 && last > start && stream[last - 1] == 0) {
                    last--;
                }
                if (start >= 0 && last > start) {
                    nals.add(Arrays.copyOfRange(stream, start, last));
                }
                start = i + 3;
            }
        }
        return nals;
    }

    private static boolean startCode(byte[] stream, int i) {
        return i + 2 < stream.length && stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1;
    }

    /// How many times fuzz tests run: 10,000 unless the system property `vigia.fuzz` multiplies it.
    public static int fuzzRuns() {
        return 10_000 * Integer.getInteger("vigia.fuzz", 1);
    }
}
