package org.vigia.camera.simulation;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.json.Json;

/// What a request asks, taken apart with suspicion: any page a browser shows may send requests to
/// loopback.
final class BoardRequest {
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]{1,5})?");
    private static final int MAX_BODY = 64 * 1024;
    private static final int MAX_DURATIONS = 4_096;
    private static final int MAX_MICROS = 1_000_000;

    private final HttpExchange exchange;
    private final Headers headers;

    BoardRequest(HttpExchange exchange) {
        this.exchange = exchange;
        this.headers = exchange.getRequestHeaders();
    }

    String path() {
        return exchange.getRequestURI().getRawPath();
    }

    @Nullable String languages() {
        return headers.getFirst("Accept-Language");
    }

    /// Refuses names that were made to point at loopback (DNS rebinding), and what another page
    /// sends without asking first: a foreign page may only send these headers after a preflight,
    /// which is never answered.
    void checkSender() throws Refusal {
        String host = headers.getFirst("Host");
        if (host == null || !LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            throw new Refusal(403, "the board answers to localhost only, not to " + host);
        }
        String origin = headers.getFirst("Origin");
        if (origin == null || origin.equalsIgnoreCase("http://" + host) || reading()) {
            return;
        }
        String type = headers.getFirst("Content-Type");
        boolean json =
                type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
        if (!json && !"1".equals(headers.getFirst("X-Vigia-Board"))) {
            throw new Refusal(403, "a page of %s may not touch the board".formatted(origin));
        }
    }

    void checkMethod(String method) throws Refusal {
        boolean fits =
                method.equals("GET") ? reading() : method.equals(exchange.getRequestMethod());
        if (!fits) {
            throw Refusal.method(method.equals("GET") ? "GET, HEAD" : method);
        }
    }

    private boolean reading() {
        String method = exchange.getRequestMethod();
        return method.equals("GET") || method.equals("HEAD");
    }

    /// The one parameter of the query, or `otherwise` without a query.
    int number(String name, int otherwise, int least, int most) throws Refusal {
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null || query.isEmpty()) {
            return otherwise;
        }
        String value = query.startsWith(name + "=") ? query.substring(name.length() + 1) : "";
        int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw new Refusal(
                    400,
                    "the query must be %s=N with N from %d to %d, was %s"
                            .formatted(name, least, most, shortened(query)));
        }
        return number;
    }

    /// The body as durations in µs.
    List<Integer> durations() throws Refusal, IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw new Refusal(413, "the body may have %d bytes".formatted(MAX_BODY));
        }
        int[] micros;
        try {
            micros = Json.read(body, int[].class);
        } catch (IOException e) {
            throw refusedDurations(String.valueOf(e.getMessage()));
        }
        if (micros.length == 0 || micros.length > MAX_DURATIONS) {
            throw refusedDurations("it has %d".formatted(micros.length));
        }
        for (int duration : micros) {
            if (duration < 1 || duration > MAX_MICROS) {
                throw refusedDurations("one is %d".formatted(duration));
            }
        }
        return Arrays.stream(micros).boxed().toList();
    }

    private static Refusal refusedDurations(String found) {
        return new Refusal(
                400,
                "the body must be a JSON list of 1 to %d whole numbers from 1 to %d (µs, mark first): %s"
                        .formatted(MAX_DURATIONS, MAX_MICROS, shortened(found)));
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
