package org.vigia.camera.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.crypto.RsaIdentity;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.json.Json;
import org.vigia.shared.pairing.HostKeyAnnouncement;

/// Whoever shows another host key, and what they say to it.
@Timeout(60)
class HostKeySuccessionTest {
    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir static Path keys;
    @TempDir Path data;
    private RsaIdentity pinned;
    private RsaIdentity shown;
    private SshServer server;
    private HostKeyPin pin;

    @BeforeEach
    void listen() throws IOException {
        pinned = TestKeys.key(keys, "first");
        shown = TestKeys.key(keys, "second");
        TestKeys.key(keys, "camera");
        pin = HostKeyPin.load(data, pinned.publicKey());
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(
                KeyPairProvider.wrap(new KeyPair(shown.publicKey().key(), shown.privateKey())));
        server.setPublickeyAuthenticator((user, key, session) -> true);
    }

    @AfterEach
    void close() throws IOException {
        server.stop(true);
    }

    /// @param answer null for one that never answers
    private boolean followed(Duration patience, @Nullable String answer) throws IOException {
        server.setCommandFactory((channel, line) -> new Answer(answer));
        server.start();
        SshAccess access =
                new SshAccess(
                        new HostPort("127.0.0.1", server.getPort()),
                        "door",
                        keys.resolve("camera"),
                        pin);
        return HostKeySuccession.follow(access, patience);
    }

    private static String lines(HostKeyAnnouncement... announcements) {
        return Arrays.stream(announcements)
                .map(one -> Json.text(one) + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void whatThePinnedKeyHasAnnouncedIsTaken() throws Exception {
        String answer = lines(HostKeyAnnouncement.make(pinned, shown.publicKey()));
        assertThat(followed(LONG, answer)).isTrue();
        assertThat(pin.key()).isEqualTo(shown.publicKey());
    }

    @Test
    void anImpostorsOwnAnnouncementsChangeNothing() throws Exception {
        HostKeyAnnouncement own = HostKeyAnnouncement.make(shown, shown.publicKey());
        HostKeyAnnouncement forged =
                new HostKeyAnnouncement(
                        pinned.publicKey().line(), shown.publicKey().line(), own.signature());
        HostKeyAnnouncement elsewhere =
                HostKeyAnnouncement.make(pinned, TestKeys.key(keys, "camera").publicKey());
        assertThat(followed(LONG, lines(own, forged, elsewhere))).isFalse();
        assertThat(pin.key()).isEqualTo(pinned.publicKey());
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void anImpostorWhoAnswersKeepAlivesAloneHoldsNobody() throws Exception {
        assertThat(followed(Duration.ofSeconds(5), null)).isFalse();
        assertThat(pin.key()).isEqualTo(pinned.publicKey());
    }

    private static final class Answer implements Command {
        private final @Nullable String text;
        private @Nullable OutputStream out;
        private @Nullable ExitCallback exit;

        Answer(@Nullable String text) {
            this.text = text;
        }

        @Override
        public void setInputStream(InputStream stream) {
            // It is not asked for more than it says.
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            // It has no objections.
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment env) throws IOException {
            if (text != null && out != null && exit != null) {
                out.write(text.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                exit.onExit(0);
            }
        }

        @Override
        public void destroy(ChannelSession channel) {
            // Nothing is held.
        }
    }
}
