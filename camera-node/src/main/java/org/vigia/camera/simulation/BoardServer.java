package org.vigia.camera.simulation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.camera.ir.NecCode;
import org.vigia.shared.json.Json;
import org.vigia.shared.lifecycle.NamedThreads;

/// The simulated board's page and JSON API, on loopback only:
///
/// - `GET /` the page; `GET /state` what can be seen and heard
/// - `POST /pir?ms=3000` motion for that long, 1 ms to 10 min
/// - `POST /ir/{button}` a press of the remote; `POST /ir/raw` durations in µs as a JSON list, mark
///   first
///
/// Each POST answers the state after it reached the lines; the alarm may need a moment more. Errors
/// are `application/problem+json` (RFC 9457).
public final class BoardServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoardServer.class);
    private static final int AT_ONCE = 32;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final int port;
    private final SimulatedBoard board;
    private final Map<String, NecCode> remote;
    private final Supplier<String> alarm;
    private final BooleanSupplier siren;
    private final BoardPage page = new BoardPage();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private @Nullable HttpServer server;

    private record Part(double angle, boolean pulsing) {}

    private record State(String alarm, boolean siren, Part servo, SimulatedBoard.Lines lines) {}

    private record Problem(String type, String title, int status, String detail) {}

    /// @param port 0 for a free one
    /// @param remote the code of each button by its label, as the remote is bound
    /// @param alarm the alarm's state, e.g. `armed`
    /// @param siren whether the siren sounds, or would if it were not silent
    public BoardServer(
            int port,
            SimulatedBoard board,
            Map<String, NecCode> remote,
            Supplier<String> alarm,
            BooleanSupplier siren) {
        this.port = port;
        this.board = board;
        this.remote = Map.copyOf(remote);
        this.alarm = alarm;
        this.siren = siren;
    }

    /// Listens on loopback.
    ///
    /// @return the port
    /// @throws IOException when the port is taken
    /// @throws IllegalStateException when already started
    public synchronized int start() throws IOException {
        if (server != null) {
            throw new IllegalStateException("the board's server was started twice");
        }
        var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        try {
            server = HttpServer.create(address, AT_ONCE);
        } catch (IOException e) {
            throw new IOException("the board's page cannot listen on " + address, e);
        }
        server.setExecutor(task -> NamedThreads.start("board-http", task));
        server.createContext("/", this::serve);
        server.start();
        return server.getAddress().getPort();
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!places.tryAcquire()) {
                answer(exchange, new Refusal(503, "too many requests at once"));
                return;
            }
            try {
                answer(exchange);
            } catch (Refusal refusal) {
                answer(exchange, refusal);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("board: {} failed", exchange.getRequestURI(), e);
                answer(exchange, new Refusal(500, "something went wrong; see the log"));
            } finally {
                places.release();
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException, Refusal, InterruptedException {
        BoardRequest request = new BoardRequest(exchange);
        request.checkSender();
        String path = request.path();
        if (page.has(path)) {
            request.checkMethod("GET");
            send(exchange, 200, page.type(path), page.body(path, request.languages()));
        } else if (path.equals("/state")) {
            request.checkMethod("GET");
            sendState(exchange);
        } else if (path.equals("/pir")) {
            request.checkMethod("POST");
            done(board.move(Duration.ofMillis(request.number("ms", 3_000, 1, 600_000))));
            sendState(exchange);
        } else if (path.equals("/ir/raw")) {
            request.checkMethod("POST");
            done(board.shine(request.durations()));
            sendState(exchange);
        } else if (path.startsWith("/ir/")) {
            request.checkMethod("POST");
            done(board.press(code(path.substring("/ir/".length()))));
            sendState(exchange);
        } else {
            throw new Refusal(404, "there is no " + path);
        }
    }

    private NecCode code(String button) throws Refusal {
        NecCode code = remote.get(button);
        if (code == null) {
            throw new Refusal(
                    404,
                    "the remote has no button '%s'; it has %s"
                            .formatted(
                                    button,
                                    String.join(", ", remote.keySet().stream().sorted().toList())));
        }
        return code;
    }

    private void done(boolean taken) throws Refusal, InterruptedException {
        if (!taken || !board.settle(LIMIT)) {
            throw new Refusal(503, "the board is busy; try again");
        }
    }

    private void sendState(HttpExchange exchange) throws IOException {
        SimulatedBoard.Lines lines = board.lines();
        Part servo =
                new Part(Math.round(lines.servo().angle() * 10) / 10.0, lines.servo().enabled());
        State state = new State(alarm.get(), siren.getAsBoolean(), servo, lines);
        send(exchange, 200, "application/json", Json.bytes(state));
    }

    private static void answer(HttpExchange exchange, Refusal refusal) throws IOException {
        Problem problem =
                new Problem("about:blank", refusal.title(), refusal.status(), refusal.detail());
        refusal.allow().ifPresent(allow -> exchange.getResponseHeaders().set("Allow", allow));
        send(exchange, refusal.status(), "application/problem+json", Json.bytes(problem));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", BoardPage.POLICY);
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Vary", "Accept-Language");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
