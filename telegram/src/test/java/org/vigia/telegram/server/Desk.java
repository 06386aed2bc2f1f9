package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.json.Json;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.server.schema.Call;
import org.vigia.telegram.server.schema.Published;
import org.vigia.telegram.server.schema.Refusal;
import org.vigia.telegram.server.schema.Validation;
import org.vigia.telegram.server.wire.ArgumentReader;
import org.vigia.telegram.server.wire.Arguments;
import org.vigia.telegram.server.wire.BadBodyException;
import org.vigia.telegram.server.wire.HttpAnswer;
import org.vigia.telegram.server.wire.HttpConnection;
import org.vigia.telegram.server.wire.HttpRequest;

/// Takes requests of bots, plays the faults that are due, and writes the journal.
final class Desk {
    private static final int MOST = 50 * 1024 * 1024 + 64 * 1024;

    private final String token;
    private final World world;
    private final Pace pace;
    private final RateLimits limits;
    private final FaultPlan faults;
    private final Journal journal;
    private final Published published = Published.load();
    private final Validation validation = new Validation(published);
    private final Methods methods;

    Desk(
            String token,
            World world,
            Pace pace,
            RateLimits limits,
            FaultPlan faults,
            Journal journal) {
        this.token = token;
        this.world = world;
        this.pace = pace;
        this.limits = limits;
        this.faults = faults;
        this.journal = journal;
        this.methods = new Methods(world, limits);
    }

    /// One request while it is dealt with.
    private final class Visit {
        private final long number = journal.nextNumber();
        private final Instant at = world.clock().instant();
        private final long arrived = pace.nanos();
        private final String method;
        private final @Nullable Fault fault;
        private final Map<String, String> values = new LinkedHashMap<>();
        private long read;
        private boolean applied;
        private String description = "";

        Visit(String called) {
            @Nullable String known = published.method(called);
            this.method = known == null ? called : known;
            this.fault = faults.draw(method);
        }

        HttpAnswer answer(HttpRequest request, String token)
                throws IOException, InterruptedException {
            byte[] body = body(request);
            read = pace.nanos();
            try {
                if (body.length > MOST) {
                    throw Refusal.of(413, "Request Entity Too Large");
                }
                authorise(token);
                Arguments arguments = ArgumentReader.read(request, body);
                note(arguments);
                return json(200, result(arguments));
            } catch (BadBodyException e) {
                return refusal(Refusal.of(e.status(), String.valueOf(e.getMessage())));
            } catch (Refusal e) {
                return refusal(e);
            }
        }

        private ObjectNode result(Arguments arguments) throws Refusal, InterruptedException {
            if (published.method(method) == null) {
                throw Refusal.of(404, "Not Found: method not found");
            }
            Call call = validation.check(method, arguments);
            long chat = call.number("chat_id", 0);
            String key = call.has("chat_id") ? Long.toString(chat) : method;
            limits.patience(key, chat);
            if (fault instanceof Fault.TooManyRequests(int retryAfter)) {
                limits.punish(key, retryAfter);
                throw Refusal.tooMany(retryAfter);
            }
            if (fault != null && !takesEffect(fault)) {
                return World.object();
            }
            JsonNode result;
            if (method.equals("getUpdates")) {
                result = world.updates().poll(call, fault);
            } else {
                synchronized (world) {
                    result = methods.call(call);
                }
            }
            applied = true;
            ObjectNode document = World.object().put("ok", true);
            document.set("result", result);
            return document;
        }

        private void note(Arguments arguments) {
            arguments
                    .values()
                    .forEach((k, v) -> values.put(k, v.isTextual() ? v.asText() : v.toString()));
            arguments.files().forEach((k, f) -> values.put(k, f.bytes().length + " bytes"));
        }

        private byte[] body(HttpRequest request) throws IOException, InterruptedException {
            int rate = fault instanceof Fault.SlowUpload(int perSecond) ? perSecond : 0;
            if (request.length() > MOST) {
                return new byte[MOST + 1];
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            byte[] chunk = new byte[rate == 0 ? 64 * 1024 : Math.clamp(rate / 10, 1, 64 * 1024)];
            InputStream in = request.body();
            for (int n = in.read(chunk); n >= 0 && body.size() <= MOST; n = in.read(chunk)) {
                body.write(chunk, 0, n);
                if (rate > 0) {
                    pace.sleep(Duration.ofNanos(1_000_000_000L * n / rate));
                }
            }
            return body.toByteArray();
        }

        private HttpAnswer refusal(Refusal refusal) {
            description = refusal.getMessage() == null ? "" : refusal.getMessage();
            HttpAnswer answer = json(refusal.code(), refusal.document());
            return refusal.retryAfter() == 0
                    ? answer
                    : answer.with("Retry-After", Integer.toString(refusal.retryAfter()));
        }

        void journal(int status) {
            journal.add(
                    new Received(
                            number,
                            method,
                            at,
                            arrived,
                            read,
                            status,
                            description,
                            applied,
                            fault == null ? "" : fault.toString(),
                            values));
        }
    }

    /// Answers, or does what the fault of the hour asks for.
    void serve(String called, String token, HttpRequest request, HttpConnection connection)
            throws IOException, InterruptedException {
        Visit visit = new Visit(called);
        HttpAnswer answer = visit.answer(request, token);
        switch (visit.fault) {
            case null -> send(visit, answer, connection);
            case Fault.TooManyRequests _,
                    Fault.SlowUpload _,
                    Fault.DuplicateUpdates _,
                    Fault.ReversedUpdates _ ->
                    send(visit, answer, connection);
            case Fault.ServerError(int status, boolean _) -> {
                String words = status == 502 ? "Bad Gateway" : "Internal Server Error";
                Refusal error = Refusal.of(status, words);
                send(visit, json(status, error.document()), connection);
            }
            case Fault.HtmlPage(int status, boolean _) -> {
                String page = "<html><head><title>%d</title></head></html>\r\n".formatted(status);
                send(visit, HttpAnswer.html(status, page), connection);
            }
            case Fault.Silence _ -> {
                visit.journal(0);
                connection.ignore();
            }
            case Fault.Reset _ -> {
                visit.journal(0);
                connection.reset();
            }
            case Fault.TruncatedJson _ ->
                    send(visit, answer.cutAfter(answer.body().length / 2), connection);
            case Fault.SlowAnswer(long millis) -> {
                pace.sleep(Duration.ofMillis(millis));
                send(visit, answer, connection);
            }
        }
    }

    private static void send(Visit visit, HttpAnswer answer, HttpConnection connection)
            throws IOException {
        visit.journal(answer.status());
        connection.send(answer);
    }

    private static boolean takesEffect(Fault fault) {
        return switch (fault) {
            case Fault.ServerError(int _, boolean applied) -> applied;
            case Fault.HtmlPage(int _, boolean applied) -> applied;
            case Fault.Silence(boolean applied) -> applied;
            case Fault.Reset(boolean applied) -> applied;
            case Fault.TooManyRequests _,
                    Fault.TruncatedJson _,
                    Fault.SlowUpload _,
                    Fault.SlowAnswer _,
                    Fault.DuplicateUpdates _,
                    Fault.ReversedUpdates _ ->
                    true;
        };
    }

    void authorise(String offered) throws Refusal {
        if (!offered.matches("[1-9]\\d*:.+") || offered.length() > 80) {
            throw Refusal.of(401, "Unauthorized: invalid token specified");
        }
        if (!offered.equals(token)) {
            throw Refusal.of(401, "Unauthorized");
        }
    }

    static HttpAnswer json(int status, Object document) {
        return HttpAnswer.json(status, Json.bytes(document));
    }
}
