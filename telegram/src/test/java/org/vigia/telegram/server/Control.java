package org.vigia.telegram.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vigia.shared.json.Json;
import org.vigia.telegram.server.wire.ArgumentReader;
import org.vigia.telegram.server.wire.HttpAnswer;
import org.vigia.telegram.server.wire.HttpRequest;

/// The server's own side door, for those who run it as a process: `POST /control/VERB` with a
/// query, a form or a JSON object. It answers with JSON; 400 and a text where the order makes no
/// sense.
///
/// | verb | fields |
/// |---|---|
/// | `user` | `id`, `name`, `language` |
/// | `group`, `supergroup` | `id`, `title`, `members` (list) |
/// | `starts` | `user`, `code` (may be missing) |
/// | `says` | `chat`, `user`, `text`, `reply` (may be missing) |
/// | `edits` | `chat`, `message`, `text` |
/// | `presses` | `chat`, `user`, `message`, `text` of the button, or `data` |
/// | `told` | `press` |
/// | `blocks`, `unblocks` | `user` |
/// | `removes`, `adds` | `chat`, `user` |
/// | `migrates` | `chat`, `to` |
/// | `deletes` | `chat`, `message` |
/// | `shows` | `chat` |
/// | `file` | `sha256` |
/// | `menu` | `scope`, `chat`, `language` |
/// | `requests`, `violations`, `pollers`, `pending` | |
/// | `fault` | `method`, `fault` (an object, see [Fault]), `times` |
/// | `random` | `seed`, `share`, `faults` (list) |
/// | `clear` | |
/// | `clock` | `set` (ISO) or `advance` (ISO duration) |
/// | `limits` | `mode`, or `burst`, `per_minute`, `overall` |
final class Control {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BotApiServer server;

    Control(BotApiServer server) {
        this.server = server;
    }

    HttpAnswer answer(String verb, HttpRequest request) throws IOException {
        Order order =
                new Order(ArgumentReader.read(request, request.body().readAllBytes()).values());
        try {
            if (verb.equals("file")) {
                byte[] bytes = server.phone().file(order.text("sha256"));
                return new HttpAnswer(200, "application/octet-stream", bytes, Map.of());
            }
            return Desk.json(200, obey(verb, order));
        } catch (IllegalArgumentException e) {
            return Desk.json(400, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private Object obey(String verb, Order order) throws IOException {
        Phone phone = server.phone();
        switch (verb) {
            case "user" ->
                    phone.user(order.number("id"), order.text("name"), order.text("language"));
            case "group" -> phone.group(order.number("id"), order.text("title"), order.numbers());
            case "supergroup" ->
                    phone.supergroup(order.number("id"), order.text("title"), order.numbers());
            case "starts" -> {
                return phone.starts(order.number("user"), order.text("code"));
            }
            case "says" -> {
                return phone.replies(
                        order.number("chat"),
                        order.number("user"),
                        order.has("reply") ? order.small("reply") : 0,
                        order.text("text"));
            }
            case "edits" ->
                    phone.edits(order.number("chat"), order.small("message"), order.text("text"));
            case "presses" -> {
                return Map.of("press", press(order));
            }
            case "told" -> {
                Optional<Phone.Told> told = phone.told(order.text("press"));
                return told.<Object>map(t -> t).orElse(Map.of());
            }
            case "blocks" -> phone.blocks(order.number("user"));
            case "unblocks" -> phone.unblocks(order.number("user"));
            case "removes" -> phone.removesBot(order.number("chat"), order.number("user"));
            case "adds" -> phone.addsBot(order.number("chat"), order.number("user"));
            case "migrates" -> phone.migrates(order.number("chat"), order.number("to"));
            case "deletes" -> phone.deletes(order.number("chat"), order.small("message"));
            case "shows" -> {
                return phone.shows(order.number("chat")).stream().map(Control::plain).toList();
            }
            case "menu" -> {
                return phone.menu(order.text("scope"), order.text("chat"), order.text("language"));
            }
            case "requests" -> {
                return server.requests().stream().map(Control::plain).toList();
            }
            default -> {
                return manage(verb, order);
            }
        }
        return Map.of();
    }

    private Object manage(String verb, Order order) throws IOException {
        switch (verb) {
            case "violations" -> {
                return server.limits().violations().stream()
                        .map(v -> Map.of("chat", v.chat(), "what", v.what()))
                        .toList();
            }
            case "pollers" -> {
                return server.pollers();
            }
            case "pending" -> {
                return server.pending();
            }
            case "fault" ->
                    server.faults()
                            .times(
                                    order.has("times") ? order.number("times") : 1,
                                    order.text("method"),
                                    fault(order.node("fault")));
            case "random" -> {
                List<Fault> faults = new ArrayList<>();
                for (JsonNode fault : order.node("faults")) {
                    faults.add(fault(fault));
                }
                server.faults().random(order.number("seed"), order.share(), faults);
            }
            case "clear" -> server.faults().clear();
            case "clock" -> {
                if (order.has("set")) {
                    server.clock().set(Instant.parse(order.text("set")));
                } else {
                    server.clock().advance(Duration.parse(order.text("advance")));
                }
                return Map.of("now", server.clock().instant().toString());
            }
            case "limits" -> {
                if (order.has("mode")) {
                    String mode = order.text("mode").toUpperCase(Locale.ROOT);
                    server.limits().mode(RateLimits.Mode.valueOf(mode));
                } else {
                    server.limits()
                            .figures(
                                    order.small("burst"),
                                    order.small("per_minute"),
                                    order.small("overall"));
                }
            }
            default -> throw new IllegalArgumentException("no verb " + verb);
        }
        return Map.of();
    }

    private String press(Order order) {
        long chat = order.number("chat");
        long user = order.number("user");
        int message = order.small("message");
        return order.has("data")
                ? server.phone().sendsData(chat, user, message, order.text("data"))
                : server.phone().presses(chat, user, message, order.text("text"));
    }

    private static Fault fault(JsonNode json) throws IOException {
        JsonNode fault = json.isTextual() ? JSON.readTree(json.asText()) : json;
        try {
            return Json.read(fault.toString(), Fault.class);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Object plain(Shown shown) {
        return JSON.createObjectNode()
                .put("chat", shown.chat())
                .put("id", shown.id())
                .put("from", shown.from())
                .put("byBot", shown.byBot())
                .put("date", shown.date().toString())
                .put("kind", shown.kind())
                .put("text", shown.text())
                .put("replyTo", shown.replyTo())
                .put("silent", shown.silent())
                .put("pinned", shown.pinned())
                .setAll(
                        Map.of(
                                "format", JSON.valueToTree(shown.format()),
                                "buttons", JSON.valueToTree(shown.buttons()),
                                "earlier", JSON.valueToTree(shown.earlier()),
                                "file", JSON.valueToTree(shown.file()),
                                "reactions", JSON.valueToTree(shown.reactions())));
    }

    private static Object plain(Received received) {
        return JSON.createObjectNode()
                .put("number", received.number())
                .put("method", received.method())
                .put("at", received.at().toString())
                .put("arrivedNanos", received.arrivedNanos())
                .put("readNanos", received.readNanos())
                .put("status", received.status())
                .put("description", received.description())
                .put("applied", received.applied())
                .put("fault", received.fault())
                .set("values", JSON.valueToTree(received.values()));
    }

    /// The fields of an order.
    private record Order(Map<String, JsonNode> fields) {
        boolean has(String name) {
            return fields.containsKey(name);
        }

        JsonNode node(String name) {
            JsonNode node = fields.get(name);
            if (node == null) {
                throw new IllegalArgumentException("field " + name + " is missing");
            }
            return node;
        }

        String text(String name) {
            JsonNode node = fields.get(name);
            return node == null ? "" : node.asText();
        }

        long number(String name) {
            return Long.parseLong(node(name).asText());
        }

        int small(String name) {
            return Math.toIntExact(number(name));
        }

        double share() {
            return Double.parseDouble(node("share").asText());
        }

        List<Long> numbers() {
            JsonNode members = node("members");
            if (members.isArray()) {
                List<Long> all = new ArrayList<>();
                members.forEach(m -> all.add(m.asLong()));
                return all;
            }
            return Arrays.stream(members.asText().split(",", -1)).map(Long::valueOf).toList();
        }
    }
}
