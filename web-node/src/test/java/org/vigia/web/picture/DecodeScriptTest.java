package org.vigia.web.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.shared.process.ChildProcess;

/// The packaged script by itself, with another program in ffmpeg's place.
@Timeout(60)
class DecodeScriptTest {
    @TempDir Path programs;

    @BeforeEach
    void tail() throws IOException {
        program("tail", "exec /usr/bin/tail \"$@\"");
    }

    private void ffmpeg(String script) throws IOException {
        program("ffmpeg", script);
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private String answer(String request) throws Exception {
        List<String> words =
                List.of("/usr/bin/env", "PATH=" + programs, DecodeSocket.SCRIPT.toString());
        try (ChildProcess script = new ChildProcess("script", words)) {
            script.start();
            try (var to = script.stdin()) {
                to.write(request.getBytes(StandardCharsets.UTF_8));
            }
            return new String(script.stdout().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void ffmpegsWordsAreThoseOfTheOtherCage() throws Exception {
        ffmpeg("printf '%s\\n' \"$@\"");
        for (int width : new int[] {16, 480, 1920}) {
            for (Footage.Form form : Footage.Form.values()) {
                String request = "vigia-decode 1 %s %d\n".formatted(word(form), width);
                assertThat(answer(request))
                        .isEqualTo(
                                String.join("\n", BubblewrapDecoder.words(form, width))
                                        + "\n\nend 0 \n");
            }
        }
    }

    private static String word(Footage.Form form) {
        return switch (form) {
            case FILM -> "film";
            case STILL -> "still";
        };
    }

    @Test
    void whatFollowsTheRequestIsForFfmpegToTheLastByte() throws Exception {
        ffmpeg("exec /usr/bin/cat");
        assertThat(answer("vigia-decode 1 film 480\n\nfilm\n480 \u00e9"))
                .isEqualTo("\nfilm\n480 \u00e9\nend 0 \n");
    }

    @Test
    void nothingElseCanBeAskedFor() throws Exception {
        ffmpeg("echo started");
        for (String request :
                List.of(
                        "vigia-decode 2 film 480",
                        "vigia-decode 1 film",
                        "vigia-decode 1 film ",
                        "vigia-decode 1 film 0480",
                        "vigia-decode 1 film -480",
                        "vigia-decode 1 film 480 ",
                        " vigia-decode 1 film 480",
                        "vigia-decode 1  film 480",
                        "vigia-decode 1 film 480;id",
                        "vigia-decode 1 film $(id)",
                        "vigia-decode 1 film `id`",
                        "vigia-decode 1 film 4'8",
                        "vigia-decode 1 film *",
                        "vigia-decode 1 film -i",
                        "vigia-decode 1 film 99999999999999999999",
                        "vigia-decode 1 film 480 -i 480",
                        "vigia-decode 1 still,film 480",
                        "vigia-decode 1 check 480",
                        "film 480",
                        "",
                        "\u0663\u0662")) {
            assertThat(answer(request + "\n")).as(request).isEqualTo("\nend 64 no such request\n");
        }
        for (int width : new int[] {1, 15, 1921, 9999}) {
            assertThat(answer("vigia-decode 1 film %d\n".formatted(width)))
                    .isEqualTo("\nend 64 no such width\n");
        }
        assertThat(answer("vigia-decode 1 check")).isEqualTo("\nend 64 no request\n");
        assertThat(answer("x".repeat(3_000_000))).isEqualTo("\nend 64 no request\n");
        assertThat(answer("")).isEqualTo("\nend 64 no request\n");
    }

    @Test
    void howItEndedAndTheLastThatItComplainedOfComeAtTheEnd() throws Exception {
        ffmpeg("echo bytes; echo first >&2; echo second line >&2; exit 3");
        assertThat(answer("vigia-decode 1 film 480\n")).isEqualTo("bytes\n\nend 3 second line\n");
        ffmpeg("kill -9 $$");
        assertThat(answer("vigia-decode 1 check\n")).matches("\nend 137 .*\n");
        ffmpeg("/usr/bin/head -c 10000 /dev/zero | /usr/bin/tr '\\0' x >&2");
        assertThat(answer("vigia-decode 1 check\n")).matches("\nend 0 x{290,300}\n");
    }

    @Test
    void aMissingFfmpegHasItsOwnStatus() throws Exception {
        assertThat(answer("vigia-decode 1 check\n")).matches("\nend 127 .*ffmpeg.*\n");
    }
}
