package org.vigia.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

/// The floor: ffmpeg decodes the camera's very H.264 beside the pair, and its pictures are read as
/// soon as they are there. No network, no reserve, no screen.
final class ReferencePlayer implements AutoCloseable {
    private static final int WIDTH = TimePattern.COLUMNS * TimePattern.BLOCK;
    private static final int HEIGHT = TimePattern.ROWS * TimePattern.BLOCK;
    private static final Duration SILENCE = Duration.ofMillis(4);

    // An access unit delimiter: without what follows it, ffmpeg does not see that a picture is
    // over.
    private static final byte[] OVER = {0, 0, 0, 1, 9, (byte) 0xF0};

    private final Process process;
    private final Clock clock;
    private final List<Integer> tenths = new ArrayList<>();

    private ReferencePlayer(Process process, Clock clock) {
        this.process = process;
        this.clock = clock;
    }

    /// Passes on to `out` what comes from `encoded`, and plays it.
    static ReferencePlayer start(InputStream encoded, OutputStream out, Pace pace, Clock clock)
            throws IOException {
        List<String> words = Ffmpeg.begin();
        words.addAll(List.of("-fflags", "nobuffer", "-flags", "low_delay", "-threads", "1"));
        words.addAll(List.of("-probesize", "32", "-analyzeduration", "0"));
        words.addAll(List.of("-f", "h264", "-i", "pipe:0"));
        words.addAll(List.of("-vf", "crop=%d:%d:0:0,format=gray".formatted(WIDTH, HEIGHT)));
        words.addAll(List.of("-fps_mode", "passthrough", "-flush_packets", "1"));
        words.addAll(List.of("-f", "rawvideo", "pipe:1"));
        Process process =
                new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        ReferencePlayer player = new ReferencePlayer(process, clock);
        NamedThreads.startPlatform("reference-feed", () -> player.feed(encoded, out, pace));
        NamedThreads.startPlatform("reference-watch", player::watch);
        return player;
    }

    private void feed(InputStream encoded, OutputStream out, Pace pace) {
        byte[] buffer = new byte[1 << 16];
        try (OutputStream in = process.getOutputStream()) {
            for (int n = encoded.read(buffer); n > 0; n = encoded.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
                in.write(buffer, 0, n);
                in.flush();
                if (encoded.available() == 0) {
                    pace.sleep(SILENCE);
                    if (encoded.available() == 0) {
                        in.write(OVER);
                        in.flush();
                    }
                }
            }
        } catch (IOException e) {
            // Either end is over, which its owner sees.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try (InputStream strips = process.getInputStream()) {
            for (byte[] strip = strips.readNBytes(WIDTH * HEIGHT);
                    strip.length == WIDTH * HEIGHT;
                    strip = strips.readNBytes(WIDTH * HEIGHT)) {
                OptionalInt made = TimePattern.read(strip, WIDTH);
                int now = TimePattern.tenths(clock.instant());
                synchronized (tenths) {
                    made.ifPresent(then -> tenths.add(now - then));
                }
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    /// How old the pictures were since this was asked last, in tenths of a millisecond, a word
    /// each.
    String take() {
        synchronized (tenths) {
            String all = tenths.stream().map(String::valueOf).collect(Collectors.joining(" "));
            tenths.clear();
            return all;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
