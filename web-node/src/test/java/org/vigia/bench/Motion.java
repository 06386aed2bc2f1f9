package org.vigia.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vigia.e2e.Running;

/// The peer that people use: motion, which takes the pictures as MJPEG, its quickest way in, and
/// serves them as MJPEG.
final class Motion implements AutoCloseable {
    /// How it is set.
    enum Setting {
        /// As Debian ships it: 15 pictures a second, one a second to who watches while nothing
        /// moves.
        SHIPPED,
        /// Every picture is taken and passed on.
        QUICK
    }

    private final Running process;
    private final int port;

    private Motion(Running process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts it.
    ///
    /// @param source the port of the [MjpegServer]
    static Motion start(Path folder, int source, Setting setting) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String rates =
                switch (setting) {
                    case SHIPPED -> "framerate 15\nstream_maxrate 1\n";
                    case QUICK -> "framerate 100\nstream_maxrate 100\n";
                };
        Path conf = folder.resolve("motion.conf");
        Files.writeString(
                conf,
                """
                daemon off
                setup_mode off
                target_dir %s
                netcam_url http://127.0.0.1:%d/stream
                width %d
                height %d
                picture_output off
                movie_output off
                text_left
                text_right
                webcontrol_port 0
                stream_port %d
                stream_localhost on
                stream_header_params Access-Control-Allow-Origin=*
                """
                                .formatted(folder, source, Scene.WIDTH, Scene.HEIGHT, port)
                        + rates);
        return new Motion(
                Running.start(
                        folder.resolve("motion.log"), List.of("motion", "-c", conf.toString())),
                port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
