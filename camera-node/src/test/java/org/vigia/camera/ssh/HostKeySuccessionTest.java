package org.vigia.camera.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

    private SshAccess listening(Command answer) throws IOException {
        server.setCommandFactory((channel, line) -> answer);
        server.start();
        return access();
    }

    private SshAccess access() {
        return new SshAccess(
                new HostPort("127.0.0.1", server.getPort()), "door", keys.resolve("camera"), pin);
    }

    private Succession asked(@Nullable String answer) throws IOException {
        return HostKeySuccession.follow(listening(new Answer(answer, false)), LONG);
    }

    private static String lines(HostKeyAnnouncement... announcements) {
        return Arrays.stream(announcements)
                .map(one -> Json.text(one) + "\n")
                .collect(Collectors.joining());
    }

    private void nothingHasChanged() {
        assertThat(pin.key()).isEqualTo(pinned.publicKey());
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void whatThePinnedKeyHasAnnouncedIsTaken() throws Exception {
        String answer = lines(HostKeyAnnouncement.make(pinned, shown.publicKey()));
        assertThat(asked(answer)).isEqualTo(new Succession.Announced());
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
        assertThat(asked(lines(own, forged, elsewhere))).isEqualTo(new Succession.NotAnnounced());
        nothingHasChanged();
    }

    @Test
    void whoHasNothingToSayOrNonsenseHasNotAnnouncedIt() throws Exception {
        assertThat(asked("")).isEqualTo(new Succession.NotAnnounced());
        server.setCommandFactory((channel, line) -> new Answer("bash: host-key?\n", false));
        assertThat(HostKeySuccession.follow(access(), LONG))
                .isEqualTo(new Succession.NotAnnounced());
        assertThatThrownBy(() -> new SshConnections(access()).open())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "the host key of Pi #B at %s is neither the pinned one nor announced with",
                        access().address());
        nothingHasChanged();
    }

    @Test
    void whoDoesNotKnowTheCameraHasNotAnnouncedIt() throws Exception {
        server.setPublickeyAuthenticator((user, key, session) -> false);
        assertThat(asked("")).isEqualTo(new Succession.NotAnnounced());
    }

    @Test
    void whoAnswersKeepAlivesAloneHoldsNobodyAndCouldNotBeAsked() throws Exception {
        SshAccess access = listening(new Answer(null, false));
        assertThat(HostKeySuccession.follow(access, Duration.ofSeconds(5)))
                .isEqualTo(new Succession.NotAsked("no answer within 5 s"));
        nothingHasChanged();
    }

    @Test
    void whoGoesAwayBeforeOrInTheAnswerCouldNotBeAskedAndIsAskedAgain() throws Exception {
        String answer = lines(HostKeyAnnouncement.make(pinned, shown.publicKey()));
        SshAccess access = listening(new Answer(answer.substring(0, 100), true));
        String broken = "the connection broke in the middle of the answer";
        assertThat(HostKeySuccession.follow(access, LONG))
                .isEqualTo(new Succession.NotAsked(broken));
        SshConnections connections = new SshConnections(access);
        assertThatThrownBy(connections::open)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the host key of Pi #B at %s is not the pinned one, and whether it is"
                                + " announced could not be asked: %s",
                        access.address(), broken);
        nothingHasChanged();
        server.setCommandFactory((channel, line) -> new Answer(answer, false));
        connections.open().disconnect();
        assertThat(pin.key()).isEqualTo(shown.publicKey());
        server.stop(true);
        assertThat(HostKeySuccession.follow(access, LONG))
                .isInstanceOfSatisfying(
                        Succession.NotAsked.class,
                        gone -> assertThat(gone.why()).contains("refused"));
    }

    @Test
    void aDiskThatRefusesIsNamed() throws Exception {
        Files.createDirectories(data.resolve("host-key-succession.json/taken"));
        String answer = lines(HostKeyAnnouncement.make(pinned, shown.publicKey()));
        assertThatThrownBy(() -> asked(answer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("host-key-succession.json");
        assertThat(pin.key()).isEqualTo(pinned.publicKey());
    }

    private static final class Answer implements Command {
        private final @Nullable String text;
        private final boolean breaks;
        private @Nullable OutputStream out;
        private @Nullable ExitCallback exit;

        /// @param text null for one that never answers
        /// @param breaks instead of ending
        Answer(@Nullable String text, boolean breaks) {
            this.text = text;
            this.breaks = breaks;
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
                if (breaks) {
                    channel.getSession().close(true);
                } else {
                    exit.onExit(0);
                }
            }
        }

        @Override
        public void destroy(ChannelSession channel) {
            // Nothing is held.
        }
    }
}
