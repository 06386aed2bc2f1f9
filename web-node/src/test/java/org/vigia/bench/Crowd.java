package org.vigia.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.vigia.shared.time.Pace;

/// Many viewers in one small process (`viewers.c`), so that they cost little beside what they look
/// at.
final class Crowd {
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private final Path program;
    private final Pace pace;

    private Crowd(Path program, Pace pace) {
        this.program = program;
        this.pace = pace;
    }

    /// Compiles it into `folder`.
    ///
    /// @throws IOException when that fails
    static Crowd compile(Path folder, Pace pace) throws IOException, InterruptedException {
        Path program = folder.resolve("viewers");
        Path source = folder.resolve("viewers.c");
        try (InputStream in = Crowd.class.getResourceAsStream("/bench/viewers.c")) {
            if (in == null) {
                throw new IOException("viewers.c is not on the classpath");
            }
            Files.copy(in, source);
        }
        Process compiler =
                new ProcessBuilder("gcc", "-O2", "-o", program.toString(), source.toString())
                        .inheritIO()
                        .start();
        if (compiler.waitFor() != 0) {
            throw new IOException("gcc does not compile viewers.c");
        }
        return new Crowd(program, pace);
    }

    /// Who watches what.
    ///
    /// @param port on this machine
    /// @param cookie of whoever is signed in; `-` for a plain GET of `path`
    /// @param viewers who take what comes
    /// @param stalled who do not
    record Visit(int port, String path, String cookie, int viewers, int stalled) {}

    /// What was measured.
    ///
    /// @param viewers who were there at the end
    /// @param bytes they got
    /// @param messages seen by every eighth
    /// @param lost connections that ended
    /// @param late how long after the first viewer a message came, p50, p95 and max in ms
    /// @param old how old a message's newest frame was when it was sent, likewise
    /// @param seconds how long was measured
    /// @param cores that the server was busy with
    /// @param own cores that the viewers took
    /// @param residentMegabytes of the server at the end
    record Seen(
            int viewers,
            long bytes,
            long messages,
            int lost,
            double[] late,
            double[] old,
            double seconds,
            double cores,
            double own,
            long residentMegabytes) {
        double secondsPerGigabyte() {
            return cores * seconds / (bytes / 1e9);
        }

        double bytesPerViewer() {
            return bytes / seconds / viewers;
        }

        double megabitsPerViewer() {
            return bytesPerViewer() * 8 / 1e6;
        }
    }

    /// Lets them watch.
    ///
    /// @param server whose work is measured
    Seen watch(Visit visit, long server, Duration length) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                Integer.toString(visit.port()),
                                visit.path(),
                                visit.cookie(),
                                Integer.toString(visit.viewers()),
                                Integer.toString(visit.stalled()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII);
                OutputStream orders = process.getOutputStream()) {
            expect("ready", said);
            pace.sleep(WARM_UP);
            order(orders);
            expect("begun", said);
            long start = pace.nanos();
            Spent before = Spent.by(server);
            Spent own = Spent.by(process.pid());
            pace.sleep(length);
            Spent after = Spent.by(server);
            double ownSeconds = Spent.by(process.pid()).seconds() - own.seconds();
            double seconds = (pace.nanos() - start) / 1e9;
            order(orders);
            long[] told = numbers(said.readLine());
            return new Seen(
                    (int) told[0] - visit.stalled(),
                    told[1],
                    told[2],
                    (int) told[3],
                    millis(told, 4),
                    millis(told, 7),
                    seconds,
                    (after.seconds() - before.seconds()) / seconds,
                    ownSeconds / seconds,
                    after.residentMegabytes());
        } finally {
            process.destroy();
        }
    }

    private static void order(OutputStream orders) throws IOException {
        orders.write('\n');
        orders.flush();
    }

    private static void expect(String word, BufferedReader said) throws IOException {
        String line = said.readLine();
        if (!word.equals(line)) {
            throw new IOException("the viewers did not say %s but %s".formatted(word, line));
        }
    }

    private static long[] numbers(String line) {
        return Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }

    private static double[] millis(long[] told, int from) {
        List<Long> micros = List.of(told[from], told[from + 1], told[from + 2]);
        return micros.stream().mapToDouble(value -> value / 1e3).toArray();
    }
}
