package org.vigia.camera.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vigia.camera.link.LinkDialer;
import org.vigia.camera.link.LinkTrial;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.time.Pace;

/// The way to Pi #B, a step at a time: TCP; host key and login; the frame socket.
final class LinkChecks {
    private static final int CONNECT_MILLIS = 5_000;

    private final HostPort address;
    private final String camera;
    private final Path identity;
    private final LinkDialer dialer;
    private final Optional<String> runningNode;
    private final Pace pace;

    LinkChecks(
            HostPort address,
            String camera,
            Path identity,
            LinkDialer dialer,
            Optional<String> runningNode,
            Pace pace) {
        this.address = address;
        this.camera = camera;
        this.identity = identity;
        this.dialer = dialer;
        this.runningNode = runningNode;
        this.pace = pace;
    }

    List<Check> all() {
        // Without a key there is nothing to log in with.
        return Files.isReadable(identity)
                ? List.of(this::reachable, this::key, this::frames)
                : List.of(this::reachable, this::key);
    }

    private Outcome reachable(Words words) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
            return words.ok("link.tcp", address);
        } catch (IOException e) {
            return words.fail(
                    "link.tcp.not", address, String.valueOf(e.getMessage()), address.host());
        }
    }

    private Outcome key(Words words) {
        if (!Files.exists(identity)) {
            return words.fail("link.key.none", camera);
        }
        return Files.isReadable(identity)
                ? words.ok("link.key", identity)
                : words.fail("link.key.forbidden", identity);
    }

    // Pi #B keeps one link for each camera: a second one would end the running node's.
    private Outcome frames(Words words) {
        if (runningNode.isPresent()) {
            return words.ok("link.held", runningNode.get());
        }
        return LinkTrial.run(dialer, camera, pace)
                .map(reason -> words.fail("link.not", reason, camera))
                .orElseGet(() -> words.ok("link", camera));
    }
}
