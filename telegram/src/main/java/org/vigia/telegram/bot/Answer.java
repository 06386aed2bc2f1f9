package org.vigia.telegram.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An HTTP answer, and which [Outcome] it stands for.
///
/// @param code its status
/// @param date its `Date` header
/// @param body what it says
record Answer(int code, @Nullable String date, String body) {
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);
    private static final int LONGEST_REASON = 200;
    private static final Pattern NUMBERS = Pattern.compile("-?\\d{5,}");

    /// @param reader what a good answer's `result` holds; empty where it holds no such thing
    <T> Outcome<T> outcome(ObjectMapper mapper, Function<JsonNode, Optional<T>> reader) {
        JsonNode answer = json(mapper);
        JsonNode ok = answer.path("ok");
        if (!ok.isBoolean()) {
            return foreign();
        }
        if (!ok.booleanValue()) {
            return refusal(
                    answer.path("error_code").asInt(code),
                    answer.path("description").asText(""),
                    answer.path("parameters"));
        }
        Optional<T> value = reader.apply(answer.path("result"));
        return value.isPresent()
                ? new Outcome.Done<>(value.get())
                : new Outcome.Unreachable<>("an answer without what was asked for");
    }

    /// Telegram's clock when it answered; null where that cannot be read.
    @Nullable Instant instant() {
        if (date == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private JsonNode json(ObjectMapper mapper) {
        try {
            JsonNode node = mapper.readTree(body);
            return node == null ? mapper.missingNode() : node;
        } catch (JsonProcessingException e) {
            return mapper.missingNode();
        }
    }

    /// Something between here and there has answered, or the Bot API's own web server.
    private <T> Outcome<T> foreign() {
        return code == 413
                ? new Outcome.Refused<>(code, "too large")
                : new Outcome.Unreachable<>("HTTP %d, no answer of a Bot API".formatted(code));
    }

    private static <T> Outcome<T> refusal(int code, String description, JsonNode parameters) {
        String words = description.toLowerCase(Locale.ROOT);
        return switch (code) {
            case 429 -> new Outcome.Limited<>(pause(parameters));
            case 401, 404 -> new Outcome.WrongToken<>();
            case 403 -> new Outcome.Gone<>();
            case 409 -> new Outcome.Conflict<>();
            case 400 -> {
                if (parameters.path("migrate_to_chat_id").isIntegralNumber()) {
                    yield new Outcome.Moved<>(parameters.path("migrate_to_chat_id").longValue());
                }
                if (words.contains("message is not modified")) {
                    yield new Outcome.Unchanged<>();
                }
                if (words.contains("replied not found")
                        || words.contains("reply message not found")) {
                    yield new Outcome.NothingToReplyTo<>();
                }
                // Who has never written to this bot does not exist for it.
                yield words.contains("chat not found")
                        ? new Outcome.Gone<>()
                        : new Outcome.Refused<>(code, harmless(description));
            }
            default ->
                    code >= 400 && code < 500
                            ? new Outcome.Refused<>(code, harmless(description))
                            : new Outcome.Unreachable<>("HTTP %d".formatted(code));
        };
    }

    private static Duration pause(JsonNode parameters) {
        int seconds = parameters.path("retry_after").asInt(0);
        return seconds > 0 ? Duration.ofSeconds(seconds) : USUAL_PAUSE;
    }

    private static String harmless(String description) {
        String text = NUMBERS.matcher(description).replaceAll("…");
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
    }
}
