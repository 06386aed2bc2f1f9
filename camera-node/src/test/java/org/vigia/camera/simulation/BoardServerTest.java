package org.vigia.camera.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigia.camera.ir.NecCode;
import org.vigia.shared.time.FakePace;

/// Spoken to by hand over a socket, as no well-behaved client would.
class BoardServerTest {
    private final SimulatedBoard board = new SimulatedBoard(new FakePace());
    private final BoardServer server =
            new BoardServer(
                    0, board, Map.of("arm", new NecCode(false, 1, 2)), () -> "armed", () -> false);
    private int port;

    @BeforeEach
    void start() throws IOException {
        board.start();
        port = server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        server.close();
        board.close();
    }

    private String send(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (java.net.SocketException e) {
                return "reset: " + e.getMessage();
            }
        }
    }

    private String ask(String line, String headers, String body) throws IOException {
        String request =
                line
                        + " HTTP/1.1\r\nHost: localhost:"
                        + port
                        + "\r\nConnection: close\r\nContent-Length: "
                        + body.length()
                        + "\r\n"
                        + headers
                        + "\r\n"
                        + body;
        return send(request.getBytes(StandardCharsets.UTF_8));
    }

    private void refused(String answer, int status, String detail) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("Content-Type: application/problem+json")
                .contains("\"status\":" + status)
                .contains(detail);
    }

    @Test
    void theStateIsToldAsJson() throws IOException {
        assertThat(ask("GET /state", "", ""))
                .startsWith("HTTP/1.1 200 ")
                .endsWith(
                        "{\"alarm\":\"armed\",\"siren\":false,\"servo\":{\"angle\":0.0,\"pulsing\":false},"
                            + "\"lines\":{\"pir\":false,\"buzzer\":false,\"buzzerRises\":0,\"servo\":"
                            + "{\"periodNanos\":0,\"dutyNanos\":0,\"enabled\":false,\"angle\":0.0}}}");
    }

    @Test
    void aBarePostIsMotion() throws IOException {
        assertThat(ask("POST /pir", "", "")).contains("\"pir\":true");
        assertThat(ask("POST /pir?ms=3000", "", "")).startsWith("HTTP/1.1 200 ");
        assertThat(ask("POST /ir/arm", "", "")).startsWith("HTTP/1.1 200 ");
        assertThat(ask("POST /ir/raw", "", "[9000,4500,562]")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void badInputIsRefusedInClearWords() throws IOException {
        String pir = "the query must be ms=N with N from 1 to 600000, was ";
        for (String query : new String[] {"ms=-5", "ms=0", "ms=600001", "ms=abc", "ms=", "m=3"}) {
            refused(ask("POST /pir?" + query, "", ""), 400, pir + query);
        }
        refused(ask("POST /ir/fly", "", ""), 404, "no button 'fly'; it has arm");
        refused(ask("POST /nowhere", "", ""), 404, "there is no /nowhere");
        refused(ask("GET /pir", "", ""), 405, "only POST is possible here");
        refused(ask("DELETE /state", "", ""), 405, "only GET, HEAD is possible here");
        for (String body :
                new String[] {
                    "",
                    "[]",
                    "{}",
                    "[1,-2]",
                    "[1.5]",
                    "[\"9000\"]",
                    "[null]",
                    "[1,2",
                    "[99999999999]",
                    "[2000000]"
                }) {
            refused(ask("POST /ir/raw", "", body), 400, "the body must be a JSON list");
        }
        refused(ask("POST /ir/raw", "", "[" + "1,".repeat(4_096) + "1]"), 400, "it has 4097");
        refused(ask("POST /ir/raw", "", " ".repeat(70_000)), 413, "the body may have 65536 bytes");
        assertThat(board.lines().pir()).isFalse();
    }

    @Test
    void anotherPageMayNotTouchTheBoard() throws IOException {
        for (String origin : new String[] {"http://evil.example", "null", "http://localhost:1"}) {
            refused(
                    ask("POST /pir", "Origin: " + origin + "\r\n", ""),
                    403,
                    "a page of %s may not touch the board".formatted(origin));
            refused(
                    ask("POST /pir", "Content-Type: text/plain\r\nOrigin: " + origin + "\r\n", ""),
                    403,
                    "may not touch");
        }
        assertThat(board.lines().pir()).isFalse();
        assertThat(ask("OPTIONS /pir", "Origin: http://evil.example\r\n", ""))
                .startsWith("HTTP/1.1 403 ")
                .doesNotContainIgnoringCase("Access-Control");
        String own = "Origin: http://localhost:" + port + "\r\n";
        assertThat(ask("POST /ir/arm", own, "")).startsWith("HTTP/1.1 200 ");
        String foreign = "Origin: http://other\r\n";
        assertThat(ask("POST /ir/arm", foreign + "X-Vigia-Board: 1\r\n", ""))
                .startsWith("HTTP/1.1 200 ");
        assertThat(ask("POST /ir/arm", foreign + "Content-Type: application/json\r\n", ""))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aNameThatWasMadeToPointAtLoopbackIsRefused() throws IOException {
        for (String host : new String[] {"evil.example", "localhost.evil", "127.0.0.1.evil:80"}) {
            String request =
                    "GET /state HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            refused(
                    send(request.getBytes(StandardCharsets.UTF_8)),
                    403,
                    "the board answers to localhost only, not to " + host);
        }
    }

    @Test
    void thePageSpeaksTheReadersLanguageAndRunsNoInlineScript() throws IOException {
        assertThat(ask("GET /", "Accept-Language: ca,en;q=0.5\r\n", ""))
                .contains("<html lang=\"ca\">", "Placa virtual", "d’infrarojos")
                .contains("script-src 'self'")
                .doesNotContain("{{", "<script>", "onclick", " style=");
        assertThat(ask("GET /", "Accept-Language: en-GB\r\n", "")).contains("Virtual board");
        for (String accepted : new String[] {"", "de", ";;;", "x".repeat(2_000)}) {
            assertThat(ask("GET /", "Accept-Language: " + accepted + "\r\n", ""))
                    .contains("<html lang=\"es\">");
        }
        assertThat(ask("GET /board.js", "", "")).containsIgnoringCase("text/javascript");
        assertThat(ask("GET /board.css", "", "")).containsIgnoringCase("text/css");
        assertThat(ask("HEAD /", "", "")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
    }

    @Test
    void everyLanguageHasTheSameTexts() {
        var expected = BoardPage.texts("es").stringPropertyNames();
        for (String language : BoardPage.LANGUAGES) {
            assertThat(BoardPage.texts(language).stringPropertyNames())
                    .as(language)
                    .isEqualTo(expected);
        }
    }

    @Test
    void garbageIsSurvived() throws IOException {
        for (int seed = 0; seed < 10_000 * Integer.getInteger("vigia.fuzz", 1); seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            if (random.nextBoolean()) {
                request.writeBytes(
                        ("POST /ir/raw HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                                        + random.nextInt(300)
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
            }
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            request.writeBytes(noise);
            assertThat(send(request.toByteArray())).as("seed %d", seed).doesNotContain(" 500 ");
        }
        assertThat(ask("GET /state", "", "")).startsWith("HTTP/1.1 200 ");
    }
}
