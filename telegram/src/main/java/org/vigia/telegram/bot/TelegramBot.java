package org.vigia.telegram.bot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.time.Pace;

/// A bot at a Bot API server, Telegram's own or another.
///
/// `telegrambots` gives the methods, their forms and the updates. Its client is not used: it hides
/// the answer's `Date`, waits on threads of its own that an interrupt does not end, and takes an
/// answer whose form it does not know for a failure, which would send a message twice.
public final class TelegramBot implements Bot {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration WORDS = Duration.ofSeconds(10);
    private static final Duration PICTURE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofSeconds(60);
    private static final Duration FILM = Duration.ofMinutes(30);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    // Telegram looks through a film before it answers.
    private static final Duration FILM_ANSWER = Duration.ofMinutes(5);
    private static final int IDLE_CONNECTIONS = 3;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Requests requests = new Requests(mapper);
    private final UpdateReader reader = new UpdateReader(mapper);
    private final HttpUrl address;
    private final OkHttpClient http;
    private final Lane words;
    private final Lane pictures;
    private final Lane films;
    private final Lane polls;
    private final ChatLimits limits;

    /// @param settings which bot
    /// @param pace measures the limits
    public TelegramBot(BotSettings settings, Pace pace) {
        this(settings, ChatLimits.afterRestart(pace), SILENCE, FILM_ANSWER);
    }

    /// @param silence how long nothing may move while something is sent
    /// @param filmAnswer how long Telegram may take to answer a film that it has got whole
    TelegramBot(BotSettings settings, ChatLimits limits, Duration silence, Duration filmAnswer) {
        this.address =
                HttpUrl.get(settings.api().toString())
                        .newBuilder()
                        .encodedPath("/")
                        .addPathSegment("bot" + settings.token().value())
                        .build();
        this.http =
                new OkHttpClient.Builder()
                        .connectTimeout(CONNECT)
                        .followRedirects(false)
                        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                        .build();
        this.words = new Lane(http, WORDS, WORDS, WORDS);
        this.pictures = new Lane(http, PICTURE, silence, silence);
        this.films = new Lane(http, FILM, silence, filmAnswer);
        this.polls = new Lane(http, POLL, POLL, POLL);
        this.limits = limits;
    }

    @Override
    public Outcome<Identity> whoAmI() throws InterruptedException {
        return ask(words, requests.whoAmI(), (me, _) -> identity(me));
    }

    @Override
    public Outcome<Long> send(Message message) throws InterruptedException {
        Duration wait = limits.take(message.chat());
        if (wait.isPositive()) {
            return new Outcome.Limited<>(wait);
        }
        Requests.Prepared prepared;
        try {
            prepared = requests.message(message);
        } catch (IOException e) {
            return new Outcome.Refused<>(400, "what is to be sent cannot be read");
        }
        Outcome<Long> outcome = ask(lane(message), prepared, (sent, _) -> messageId(sent));
        if (outcome instanceof Outcome.Limited<Long>(Duration after)) {
            limits.block(message.chat(), after);
        }
        return outcome;
    }

    @Override
    public Outcome<Updates> updates(long offset, Duration wait) throws InterruptedException {
        return ask(
                polls,
                requests.updates(offset, wait),
                (result, date) ->
                        result.isArray()
                                ? Optional.of(new Updates(reader.read(result), date))
                                : Optional.empty());
    }

    @Override
    public Outcome<Boolean> answerPress(String press, String text, boolean loud)
            throws InterruptedException {
        return ask(words, requests.answerPress(press, text, loud), (done, _) -> truth(done));
    }

    @Override
    public Outcome<Boolean> commands(String language, List<Command> commands)
            throws InterruptedException {
        return ask(words, requests.commands(language, commands), (done, _) -> truth(done));
    }

    @Override
    public void close() {
        words.close();
        pictures.close();
        films.close();
        polls.close();
        http.connectionPool().evictAll();
    }

    @Override
    public String toString() {
        return "TelegramBot";
    }

    private Lane lane(Message message) {
        return switch (message) {
            case Message.Text _, Message.Edit _ -> words;
            case Message.Photo _ -> pictures;
            case Message.Film _ -> films;
        };
    }

    private <T> Outcome<T> ask(
            Lane lane,
            Requests.Prepared prepared,
            BiFunction<JsonNode, @Nullable Instant, Optional<T>> reading)
            throws InterruptedException {
        HttpUrl url = address.newBuilder().addPathSegment(prepared.method()).build();
        try {
            Answer answer = lane.post(url, prepared);
            return answer.outcome(mapper, result -> reading.apply(result, answer.instant()));
        } catch (IOException e) {
            return new Outcome.Unreachable<>(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Identity> identity(JsonNode me) {
        return me.path("id").isIntegralNumber() && me.path("username").isTextual()
                ? Optional.of(new Identity(me.path("id").longValue(), me.path("username").asText()))
                : Optional.empty();
    }

    private static Optional<Long> messageId(JsonNode sent) {
        return sent.path("message_id").isIntegralNumber()
                ? Optional.of(sent.path("message_id").longValue())
                : Optional.empty();
    }

    private static Optional<Boolean> truth(JsonNode done) {
        return done.isBoolean() ? Optional.of(done.booleanValue()) : Optional.empty();
    }
}
