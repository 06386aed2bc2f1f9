package org.vigia.shared.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.time.Pace;

/// OpenSSH's own server on a free port of the loopback, for this user's key alone.
public final class OpenSshServer implements AutoCloseable {
    // Where its separated half lives; Debian makes it when the service starts.
    private static final Path SEPARATION = Path.of("/run/sshd");
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int LOOKS = 200;

    private final Process process;
    private final int port;

    private OpenSshServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts it.
    ///
    /// @param folder empty, for its files
    /// @param host its key's file
    /// @param user whose key may come in
    /// @param environment what it finds besides
    /// @param settings further lines of its configuration
    public static OpenSshServer start(
            Path folder,
            Path host,
            RsaIdentity user,
            Map<String, String> environment,
            String settings,
            Pace pace)
            throws IOException, InterruptedException {
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(SEPARATION);
        }
        int port = freePort();
        Path key = Files.copy(host, folder.resolve("host-key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path authorized = folder.resolve("authorized_keys");
        Files.writeString(authorized, user.publicKey().line() + "\n");
        Path config = folder.resolve("sshd_config");
        Files.writeString(
                config,
                """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                %s
                """
                        .formatted(port, key, authorized, settings));
        ProcessBuilder builder =
                new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString());
        builder.environment().putAll(environment);
        Process process =
                builder.redirectErrorStream(true)
                        .redirectOutput(folder.resolve("sshd.log").toFile())
                        .start();
        OpenSshServer server = new OpenSshServer(process, port);
        for (int i = 0; !server.answers(); i++) {
            if (i == LOOKS || !process.isAlive()) {
                server.close();
                throw new IOException(
                        "sshd: " + Files.readString(folder.resolve("sshd.log")).strip());
            }
            pace.sleep(LOOK);
        }
        return server;
    }

    /// Where it listens.
    public int port() {
        return port;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
