package org.vigia.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.vigia.e2e.Running;
import org.vigia.shared.time.Pace;

/// The floor: nginx, one process, sends as many bytes to each of the same viewers, in pieces of the
/// size of a frame, from the page cache and without a thought.
final class Nginx implements AutoCloseable {
    /// Debian's.
    static final String PROGRAM = "/usr/sbin/nginx";

    private static final int PIECE = 10_000;

    /// Bytes a second that a viewer of 2 Mbit/s gets.
    static final int USUAL = 250_000;

    // Its timers know no less; and faster than ten times nobody is served by asking for more.
    private static final double LEAST_PAUSE = 0.004;

    private final Running process;
    private final int port;

    private Nginx(Running process, int port) {
        this.process = process;
        this.port = port;
    }

    /// What to ask it for. After each piece it pauses as long as the piece lasts at the rate asked
    /// for, and comes somewhat later.
    ///
    /// @param wanted bytes a second for each viewer
    /// @param asked the rate that it was started with
    /// @param got what came of that
    static int toReach(double wanted, int asked, double got) {
        double late = PIECE / got - (double) PIECE / asked;
        return (int) (PIECE / Math.max(LEAST_PAUSE, PIECE / wanted - late));
    }

    /// Starts it.
    ///
    /// @param rate bytes a second that each viewer is to get
    /// @param length that its file lasts for at the usual rate
    static Nginx start(Path folder, int rate, Duration length, Pace pace)
            throws IOException, InterruptedException {
        Path files = Files.createDirectories(folder.resolve("files"));
        byte[] second = new byte[USUAL];
        new Random(1).nextBytes(second);
        try (OutputStream out = Files.newOutputStream(files.resolve("film"))) {
            for (long i = 0; i < length.toSeconds(); i++) {
                out.write(second);
            }
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.deleteIfExists(folder.resolve("nginx.pid"));
        Path conf = folder.resolve("nginx.conf");
        Files.writeString(
                conf,
                """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log stderr;
                events { worker_connections 8192; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  sendfile on;
                  tcp_nodelay on;
                  sendfile_max_chunk %2$d;
                  limit_rate %3$d;
                  server { listen 127.0.0.1:%4$d; root %1$s/files; }
                }
                """
                        .formatted(folder, PIECE, rate, port));
        Running process =
                Running.start(
                        folder.resolve("nginx.log"),
                        List.of(PROGRAM, "-p", folder.toString(), "-c", conf.toString()));
        long deadline = pace.nanos() + Duration.ofSeconds(20).toNanos();
        while (!Files.exists(folder.resolve("nginx.pid"))) {
            if (pace.nanos() > deadline) {
                process.close();
                throw new IOException("nginx does not start: " + process.output());
            }
            pace.sleep(Duration.ofMillis(50));
        }
        return new Nginx(process, port);
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
