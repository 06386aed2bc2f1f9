package org.vigia.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vigia.camera.config.CameraConfigReader;
import org.vigia.camera.remote.Button;
import org.vigia.shared.config.ConfigException;
import org.vigia.shared.crypto.TestKeys;
import org.vigia.shared.lifecycle.NamedThreads;
import org.vigia.shared.time.Pace;

@Timeout(60)
class CommandsTest {
    private static String key = "";

    @TempDir Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path file;

    @BeforeAll
    static void makeKey(@TempDir Path keys) throws IOException {
        key = TestKeys.key(keys, "key").publicKey().line();
    }

    @BeforeEach
    void writeConfiguration() throws IOException {
        file = folder.resolve("camera.yml");
        configure("simulated");
    }

    private void configure(String kind) throws IOException {
        Files.writeString(
                file,
                """
                name: yard
                data: data
                board: {kind: %s, port: 0}
                web: {address: "b:1", host-key: %s}
                """
                        .formatted(kind, key));
    }

    private Commands commands(Duration patience) {
        return new Commands(
                file,
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                Pace.system(),
                patience);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void outputsOffOfASimulatedBoardIsASuccess() throws Exception {
        assertThat(commands(Duration.ofSeconds(1)).run(List.of("outputs-off"))).isZero();
        assertThat(text()).isEqualTo("the board is simulated: there is nothing to switch off\n");
    }

    @Test
    void onAMachineThatIsNoPiAPiBoardIsToldInWords() throws Exception {
        configure("pi");
        assertThatIOException()
                .isThrownBy(() -> commands(Duration.ofSeconds(1)).run(List.of("outputs-off")))
                .withMessageStartingWith(
                        "the buzzer may still be on: board.kind: pi takes a Raspberry Pi");
        assertThat(text()).startsWith("the servo has no pulse: ");
    }

    @Test
    void outputsAreSwitchedOffThoughAnotherPartOfTheFileIsWrong() throws Exception {
        Files.writeString(file, "name: Not A Name\nvideo: {source: nonsense}\nbord: 1\n");
        assertThat(commands(Duration.ofSeconds(1)).run(List.of("outputs-off"))).isZero();
        Files.writeString(file, "name: Not A Name\npins: {buzzer: 99}\n");
        assertThatThrownBy(() -> commands(Duration.ofSeconds(1)).run(List.of("outputs-off")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "1 problem in the configuration:\n"
                            + "  1. camera.yml: pins.buzzer: must be a whole number between 2 and"
                            + " 27, was 99");
    }

    @Test
    void onlyCommandsAndButtonsThatExistAreKnown() {
        assertThat(Commands.knows(List.of("outputs-off"))).isTrue();
        assertThat(Commands.knows(List.of("remote", "learn"))).isTrue();
        assertThat(Commands.knows(List.of("remote", "learn", "arm", "0"))).isTrue();
        assertThat(Commands.knows(List.of("remote", "learn", "fly"))).isFalse();
        assertThat(Commands.knows(List.of("remote"))).isFalse();
        assertThat(Commands.knows(List.of())).isFalse();
    }

    @Test
    void aButtonOfTheSimulatedRemoteIsLearnedIntoTheFile() throws Exception {
        AtomicReference<Integer> status = new AtomicReference<>();
        Thread learning =
                NamedThreads.start(
                        "learning",
                        () -> {
                            try {
                                status.set(
                                        commands(Duration.ofSeconds(20))
                                                .run(List.of("remote", "learn", "arm")));
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        while (!text().contains("press the button for: arm")) {
            assertThat(learning.join(Duration.ofMillis(10))).isFalse();
        }
        String page = text().lines().findFirst().orElseThrow().replaceFirst(".*(http://.*)", "$1");
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(page + "ir/disarm"))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            // The lesson may be over, and the page gone, before the answer.
            assertThat(e).isNotInstanceOf(java.net.ConnectException.class);
        }
        assertThat(learning.join(Duration.ofSeconds(20))).isTrue();
        assertThat(status.get()).isZero();
        assertThat(text()).contains("  arm sends necx:0x564711").contains("1 buttons");
        assertThat(CameraConfigReader.read(file).remote().bindings()).containsOnlyKeys(Button.ARM);
    }

    @Test
    void timeThatRunsOutIsNoSuccess() throws Exception {
        int status =
                commands(Duration.ofMillis(20)).run(List.of("remote", "learn", "arm", "disarm"));
        assertThat(status).isEqualTo(1);
        assertThat(text()).contains("vigia-camera remote learn arm disarm goes on");
    }
}
