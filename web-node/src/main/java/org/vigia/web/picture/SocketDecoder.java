package org.vigia.web.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.vigia.shared.lifecycle.NamedThreads;

/// Decoding in a systemd unit of its own, one a picture, behind a socket: this process needs no
/// right to build cages then. What is said is `docs/design/decoding.md`.
final class SocketDecoder implements Decoder {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int NO_SUCH_PROGRAM = 127;

    private final Path socket;
    private final CageLimits limits;

    /// @param socket of `vigia-decode.socket`
    /// @param limits of which time, input and output are watched here, and the rest by the unit
    SocketDecoder(Path socket, CageLimits limits) {
        this.socket = socket;
        this.limits = limits;
    }

    @Override
    public Optional<String> problem() throws InterruptedException {
        try {
            return switch (ask("check", InputStream.nullInputStream())) {
                case Outcome.Stopped(String why) -> Optional.of("%s: %s".formatted(this, why));
                case Outcome.Ended(int status, _, _) when status == 0 -> Optional.empty();
                case Outcome.Ended(int status, _, _) when status == NO_SUCH_PROGRAM ->
                        Optional.of("ffmpeg is missing: apt-get install ffmpeg");
                case Outcome.Ended(int status, _, String error) ->
                        Optional.of(
                                "%s: ffmpeg does not start: status %d, %s"
                                        .formatted(this, status, error));
            };
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Outcome decode(Footage.Form form, int width, InputStream input)
            throws IOException, InterruptedException {
        String word =
                switch (form) {
                    case FILM -> "film";
                    case STILL -> "still";
                };
        return ask(word + " " + width, input);
    }

    private Outcome ask(String what, InputStream input) throws IOException, InterruptedException {
        BoundedOutput answer =
                new BoundedOutput(limits.outputBytes() + DecoderAnswer.LAST_LINE_BYTES);
        CountDownLatch over = new CountDownLatch(1);
        BoundedInput given = new BoundedInput(input, limits.inputBytes());
        try (given;
                SocketChannel connection = connect()) {
            InputStream answering = Channels.newInputStream(connection);
            OutputStream asking = Channels.newOutputStream(connection);
            Thread feeder =
                    NamedThreads.startPlatform(
                            "decode-in", () -> feed(what, given, asking, connection));
            Thread reader =
                    NamedThreads.startPlatform(
                            "decode-out", () -> answer.take(answering, () -> holdThePlace(over)));
            try {
                if (!reader.join(limits.wall()) && !answer.tooMuch()) {
                    return new Outcome.Stopped("not done within " + limits.wall());
                }
                return judge(answer);
            } finally {
                close(connection);
                over.countDown();
                given.close();
                NamedThreads.stop(feeder, PATIENCE);
                NamedThreads.stop(reader, PATIENCE);
            }
        }
    }

    /// Hanging up ends no unit whose process does not care. So whoever says too much costs as much
    /// time as whoever says nothing, and cannot fill the units' places by being quick.
    private static void holdThePlace(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome judge(BoundedOutput answer) throws IOException {
        Optional<Outcome.Ended> ended =
                answer.tooMuch() ? Optional.empty() : DecoderAnswer.read(answer.bytes());
        boolean tooMuch =
                ended.map(e -> e.output().length > limits.outputBytes()).orElse(answer.tooMuch());
        if (tooMuch) {
            return new Outcome.Stopped("more than %d bytes".formatted(limits.outputBytes()));
        }
        return ended.orElseThrow(() ->
                new IOException(this + " ended without a word: journalctl -u 'vigia-decode*'"));
    }

    /// Without waiting: where systemd does not take connections, nothing is gained by a queue.
    private SocketChannel connect() throws IOException {
        SocketChannel connection = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            connection.configureBlocking(false);
            if (!connection.connect(UnixDomainSocketAddress.of(socket))) {
                throw new IOException("not at once");
            }
            connection.configureBlocking(true);
            return connection;
        } catch (IOException e) {
            connection.close();
            throw new IOException(
                    "%s does not answer (%s): systemctl status vigia-decode.socket"
                            .formatted(this, e.getMessage()),
                    e);
        }
    }

    private void feed(String what, BoundedInput input, OutputStream to, SocketChannel connection) {
        try {
            to.write("vigia-decode 1 %s\n".formatted(what).getBytes(StandardCharsets.US_ASCII));
            input.give(to);
            connection.shutdownOutput();
        } catch (IOException e) {
            // It has gone; what it has said is read elsewhere.
        }
    }

    private static void close(SocketChannel connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    @Override
    public String toString() {
        return "the decoder at " + socket;
    }
}
