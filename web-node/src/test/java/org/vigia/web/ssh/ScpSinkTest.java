package org.vigia.web.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vigia.shared.time.FakePace;
import org.vigia.web.store.Inbox;
import org.vigia.web.store.Verdict;

class ScpSinkTest {
    private final List<String> taken = new ArrayList<>();
    private int open;
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

    private int receive(byte[] input) throws IOException {
        return new ScpSink(
                        "door",
                        this::offer,
                        new ByteArrayInputStream(input),
                        answers,
                        new Progress(new FakePace(), Duration.ofSeconds(30)))
                .receive();
    }

    private int receive(String input) throws IOException {
        return receive(input.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Inbox.Answer offer(String camera, String name, long size) {
        if (name.startsWith("bad") || size > 1 << 20) {
            return new Inbox.Answer.No(new Verdict.Refused("not that"));
        }
        open++;
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        return new Inbox.Answer.Send(
                new Inbox.Upload() {
                    private boolean closed;

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        content.write(bytes, offset, length);
                    }

                    @Override
                    public Verdict finish() {
                        taken.add(name + "=" + content.toString(StandardCharsets.ISO_8859_1));
                        return new Verdict.Accepted();
                    }

                    @Override
                    public void close() {
                        if (!closed) {
                            closed = true;
                            open--;
                        }
                    }
                });
    }

    @Test
    void filesWithTimesAreTakenAndEachStepIsAcknowledged() throws IOException {
        assertThat(receive("T1 0 1 0\nC0644 3 a\nabc\0C0600 2 b\nxy\0")).isZero();
        assertThat(taken).containsExactly("a=abc", "b=xy");
        assertThat(answers.toByteArray()).isEqualTo(new byte[6]);
    }

    @Test
    void aRefusedFileIsNotReadAndTheNextOneIs() throws IOException {
        assertThat(receive("C0644 3 bad\nC0644 1 b\nx\0")).isEqualTo(1);
        assertThat(taken).containsExactly("b=x");
        assertThat(answers.toString(StandardCharsets.UTF_8))
                .isEqualTo("\0\1refused: not that\n\0\0");
    }

    @Test
    void aSourceThatCouldNotReadItsFileIsNotBelieved() throws IOException {
        assertThat(receive("C0644 3 a\n\0\0\0\1scp: a: Input/output error\n")).isEqualTo(1);
        assertThat(taken).isEmpty();
        assertThat(answers.toString(StandardCharsets.UTF_8))
                .endsWith(
                        "\1later: the source could not read its file: scp: a: Input/output"
                                + " error\n");
        assertThat(open).isZero();
    }

    @Test
    void aConnectionCutInsideAFileGivesItUp() {
        assertThatThrownBy(() -> receive("C0644 3 a\nab"))
                .isInstanceOf(EOFException.class)
                .hasMessage("a: 1 of 3 bytes missing");
        assertThatThrownBy(() -> receive("C0644 3 a\nabc")).isInstanceOf(EOFException.class);
        assertThat(taken).isEmpty();
        assertThat(open).isZero();
    }

    @Test
    void directoriesAndNonsenseEndTheConversation() throws IOException {
        assertThat(receive("D0755 0 dir\nC0644 1 a\nx\0")).isEqualTo(1);
        assertThat(receive("hello\n")).isEqualTo(1);
        assertThat(receive("C0644 99999999999999999999 a\n")).isEqualTo(1);
        assertThat(receive("x".repeat(5000) + "\n")).isEqualTo(1);
        assertThat(taken).isEmpty();
        assertThat(answers.toString(StandardCharsets.UTF_8))
                .contains("\2refused: directories are not taken\n");
    }

    @Test
    void onlyUploadsPassAsCommandLines() {
        for (String good :
                List.of("scp -t .", "scp -p -t -- name", "scp -pt dir/x", "scp -v -t -d /in")) {
            assertThat(ScpCommandLine.isUpload(good)).as(good).isTrue();
        }
        for (String bad :
                List.of(
                        "scp -f .",
                        "scp -t",
                        "scp -r -t .",
                        "scp -tf .",
                        "scp -t . ; ls",
                        "scp -t a b",
                        "/usr/bin/scp -t .",
                        "scp -S x -t .",
                        " scp -t .",
                        "scp -t .\nls",
                        "")) {
            assertThat(ScpCommandLine.isUpload(bad)).as(bad).isFalse();
        }
    }

    @Test
    void mutatedInputEndsWithAStatusOrALostConnectionAndLeavesNoUploadOpen() {
        byte[] whole =
                "T1 0 1 0\nC0644 30 a\n0123456789012345678901234567\n\n\0C0600 2 b\nxy\0\1oh\nC0644 1 bad\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        long inputs = 10_000L * Integer.getInteger("vigia.fuzz", 1);
        for (long seed = 0; seed < inputs; seed++) {
            Random random = new Random(seed);
            byte[] input = whole.clone();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                input[random.nextInt(input.length)] =
                        random.nextBoolean()
                                ? (byte) random.nextInt()
                                : whole[random.nextInt(whole.length)];
            }
            input = Arrays.copyOf(input, random.nextInt(1, input.length + 1));
            answers.reset();
            try {
                assertThat(receive(input)).as("seed %d", seed).isBetween(0, 1);
            } catch (EOFException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            assertThat(open).as("seed %d", seed).isZero();
            assertThat(answers.size()).as("seed %d", seed).isLessThan(2000);
        }
    }
}
