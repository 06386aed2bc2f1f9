package org.vigia.camera.doctor;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.camera.link.LinkDialer;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.time.Pace;

/// The way to Pi #B, a step at a time: TCP; host key and login; the frame socket.
final class LinkChecks {
    private static final int CONNECT_MILLIS = 5_000;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

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
        @Nullable Thread watch = null;
        try (LinkDialer.Connection connection = dialer.dial()) {
            // Nobody may keep the doctor waiting by saying nothing.
            watch = NamedThreads.start("doctor-watch", () -> cutLater(connection));
            LinkWriter writer = new LinkWriter(new BufferedOutputStream(connection.out()));
            writer.write(new LinkMessage.Hello(LinkMessage.VERSION, camera, "doctor", "doctor"));
            writer.flush();
            LinkMessage answer = new LinkReader(connection.in()).read();
            return answer instanceof LinkMessage.Welcome
                    ? words.ok("link", camera)
                    : words.fail("link.not", String.valueOf(answer), camera);
        } catch (IOException e) {
            return words.fail("link.not", String.valueOf(e.getMessage()), camera);
        } finally {
            if (watch != null) {
                watch.interrupt();
            }
        }
    }

    private void cutLater(LinkDialer.Connection connection) {
        try {
            pace.sleep(ANSWER_WITHIN);
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
