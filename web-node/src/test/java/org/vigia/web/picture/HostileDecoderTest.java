package org.vigia.web.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.time.Pace;

/// What a decoder can do to this node that a film has taken over: shell scripts in its place.
@Timeout(120)
class HostileDecoderTest {
    private static final int MOST = CageLimits.ONE_FRAME.outputBytes();

    @TempDir Path directory;

    private Outcome answer(String script) throws Exception {
        return answer(script, Duration.ofSeconds(30));
    }

    private Outcome answer(String script, Duration wall) throws Exception {
        try (DecodeSocket socket = DecodeSocket.of(directory, script)) {
            return new SocketDecoder(socket.path(), TestLimits.within(wall))
                    .decode(Footage.Form.FILM, 480, new Endless(new byte[] {1}));
        }
    }

    private void isNone(String script) {
        assertThatThrownBy(() -> answer(script))
                .as(script)
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        "the decoder at .*/decode ended without a word:"
                                + " journalctl -u 'vigia-decode\\*'");
    }

    @Test
    void outputWithoutEnd() throws Exception {
        assertThat(answer("exec yes", Duration.ofSeconds(1)))
                .isEqualTo(new Outcome.Stopped("more than 2097152 bytes"));
    }

    @Test
    void whoeverSaysTooMuchAndStaysHoldsUpTheNextOneAsLongAsWhoeverSaysNothing() throws Exception {
        Duration wall = Duration.ofSeconds(2);
        long begin = Pace.system().nanos();
        assertThat(answer("trap '' PIPE; head -c 3000000 /dev/zero; exec sleep 600", wall))
                .isEqualTo(new Outcome.Stopped("more than 2097152 bytes"));
        assertThat(Pace.system().nanos() - begin).isGreaterThanOrEqualTo(wall.toNanos());
    }

    @Test
    void asMuchAsMayBeAndOneByteMore() throws Exception {
        var most = (Outcome.Ended) answer(give(MOST));
        assertThat(most.output()).hasSize(MOST);
        assertThat(answer(give(MOST + 1)))
                .isEqualTo(new Outcome.Stopped("more than 2097152 bytes"));
    }

    private static String give(int bytes) {
        return "head -c %d /dev/zero; printf '\\nend 0 \\n'".formatted(bytes);
    }

    @Test
    void silence() throws Exception {
        assertThat(answer("exec sleep 600", Duration.ofSeconds(1)))
                .isEqualTo(new Outcome.Stopped("not done within PT1S"));
    }

    @Test
    void silenceAfterThePictureAndItsEnd() throws Exception {
        assertThat(answer("printf 'picture\\nend 0 \\n'; exec sleep 600", Duration.ofSeconds(1)))
                .isEqualTo(new Outcome.Stopped("not done within PT1S"));
    }

    @Test
    void aDropEveryNowAndThen() throws Exception {
        assertThat(answer("while :; do echo x; sleep 0.2; done", Duration.ofSeconds(1)))
                .isEqualTo(new Outcome.Stopped("not done within PT1S"));
    }

    @Test
    void goneWithoutAWord() {
        isNone("exit 0");
        isNone("kill -9 $$");
        isNone("cat >/dev/null");
        isNone("printf 'a picture without its end'");
    }

    @Test
    void lastLinesOfNoMeaning() {
        for (String line :
                List.of(
                        "end",
                        "end 0",
                        "end -1 ",
                        "end 1000 ",
                        "end x ",
                        "END 0 ",
                        " end 0 ",
                        "end 0 \\nmore",
                        "end ٣ ")) {
            isNone("printf 'picture\\n%s\\n'".formatted(line));
        }
        isNone("printf 'end 0 \\n'");
        isNone("printf '\\nend 0 '");
        isNone("printf '\\nend 0 '; head -c 500 /dev/zero; echo");
    }

    @Test
    void whatItSaysCannotForgeALineOfTheLog() throws Exception {
        var ended = (Outcome.Ended) answer("printf 'x\\nend 255 a\\033[2Jb\\302\\205c\\rd\\n'");
        assertThat(ended.status()).isEqualTo(255);
        assertThat(ended.lastError()).isEqualTo("a?[2Jb??c?d");
    }

    @Test
    void aPictureThatHoldsALastLine() throws Exception {
        var ended = (Outcome.Ended) answer("printf 'one\\nend 0 \\ntwo\\nend 3 three\\n'");
        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.output()).asString().isEqualTo("one\nend 0 \ntwo");
    }

    @Test
    void aSocketThatNobodyTakesConnectionsOf() throws Exception {
        Path path = directory.resolve("decode");
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(path), 1);
            for (int i = 0; i < 2; i++) {
                waiting.add(SocketChannel.open(UnixDomainSocketAddress.of(path)));
            }
            assertThat(new SocketDecoder(path, CageLimits.ONE_FRAME).problem())
                    .contains(
                            "the decoder at %s does not answer (Resource temporarily"
                                            .formatted(path)
                                    + " unavailable): systemctl status vigia-decode.socket");
        } finally {
            for (SocketChannel each : waiting) {
                each.close();
            }
        }
    }

    @Test
    void itIsAskedWhetherItIsWellInWordsThatSayWhatIsWrong() throws Exception {
        assertThat(problem("printf '\\nend 0 \\n'")).isEmpty();
        assertThat(problem("printf '\\nend 127 ffmpeg: not found\\n'"))
                .contains("ffmpeg is missing: apt-get install ffmpeg");
        String decoder = "the decoder at " + directory.resolve("decode");
        assertThat(problem("printf '\\nend 1 no libavcodec\\n'"))
                .contains(decoder + ": ffmpeg does not start: status 1, no libavcodec");
        assertThat(problem("exit 0"))
                .contains(decoder + " ended without a word: journalctl -u 'vigia-decode*'");
        assertThat(problem("exec yes")).contains(decoder + ": more than 2097152 bytes");
    }

    private Optional<String> problem(String script) throws Exception {
        try (DecodeSocket socket = DecodeSocket.of(directory, script)) {
            return new SocketDecoder(socket.path(), CageLimits.ONE_FRAME).problem();
        }
    }

    @Test
    void theInputIsClosedWhateverHappens() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        InputStream input =
                new ByteArrayInputStream(new byte[0]) {
                    @Override
                    public void close() throws IOException {
                        closed.incrementAndGet();
                        throw new IOException("closed");
                    }
                };
        assertThatThrownBy(() ->
                        new SocketDecoder(directory.resolve("none"), CageLimits.ONE_FRAME)
                                .decode(Footage.Form.STILL, 480, input))
                .hasMessageContaining("does not answer");
        assertThat(closed).hasPositiveValue();
    }
}
