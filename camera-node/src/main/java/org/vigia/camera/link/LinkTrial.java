package org.vigia.camera.link;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.link.LinkMessage;
import org.vigia.shared.link.LinkReader;
import org.vigia.shared.link.LinkWriter;
import org.vigia.shared.time.Pace;

/// Whether Pi #B would take this camera's link: says *hello* and waits for *welcome*. Pi #B keeps
/// one link for each camera, so this ends a running node's, which dials again.
public final class LinkTrial {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private LinkTrial() {}

    /// Tries it out.
    ///
    /// @return why it does not stand, in words; empty where it does
    public static Optional<String> run(LinkDialer dialer, String camera, Pace pace) {
        @Nullable Thread watch = null;
        try (LinkDialer.Connection connection = dialer.dial()) {
            // Nobody may keep us waiting by saying nothing.
            watch = NamedThreads.start("link-trial", () -> cutLater(connection, pace));
            LinkWriter writer = new LinkWriter(new BufferedOutputStream(connection.out()));
            writer.write(new LinkMessage.Hello(LinkMessage.VERSION, camera, "trial", "trial"));
            writer.flush();
            LinkMessage answer = new LinkReader(connection.in()).read();
            return answer instanceof LinkMessage.Welcome
                    ? Optional.empty()
                    : Optional.of(String.valueOf(answer));
        } catch (IOException e) {
            // A channel that was closed here says nothing of itself.
            return Optional.of(
                    e.getMessage() == null
                            ? "no answer within %d s".formatted(ANSWER_WITHIN.toSeconds())
                            : e.getMessage());
        } finally {
            if (watch != null) {
                watch.interrupt();
            }
        }
    }

    private static void cutLater(LinkDialer.Connection connection, Pace pace) {
        try {
            pace.sleep(ANSWER_WITHIN);
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
