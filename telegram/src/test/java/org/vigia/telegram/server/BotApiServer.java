package org.vigia.telegram.server;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vigia.shared.time.Pace;
import org.vigia.telegram.server.World.Stored;
import org.vigia.telegram.server.schema.Refusal;
import org.vigia.telegram.server.wire.HttpAnswer;
import org.vigia.telegram.server.wire.HttpConnection;
import org.vigia.telegram.server.wire.HttpListener;
import org.vigia.telegram.server.wire.HttpRequest;

/// A strict Telegram Bot API server on the loopback, with one bot. What it checks and what not
/// stands in the package's words. Safe for several threads.
public final class BotApiServer implements AutoCloseable {
    /// The token of the bot unless another is asked for.
    public static final String TOKEN = "7000000001:AAFakeTokenOfTheStrictServerForTests_1";

    /// The bot's username.
    public static final String USERNAME = "VigiaTestBot";

    private static final Pattern METHOD = Pattern.compile("/bot([^/]+)/([^/]*)");
    private static final Pattern FILE = Pattern.compile("/file/bot([^/]+)/\\w+/([^/]+)");
    private static final long FIRST_UPDATE = 500_000_001L;

    private final ServerClock clock;
    private final Updates updates;
    private final World world;
    private final RateLimits limits;
    private final FaultPlan faults = new FaultPlan();
    private final Journal journal = new Journal();
    private final Phone phone;
    private final Desk desk;
    private final Control control;
    private final HttpListener listener;

    /// @param port to listen at, 0 for a free one
    /// @param token that the bot has
    /// @param clock which the server's goes with until it is set
    /// @param pace by which limits, waits and slowness are measured; with a fake one, long polls
    ///   wait until something comes or the pace is moved
    /// @throws IOException when the port is taken
    public BotApiServer(int port, String token, Clock clock, Pace pace) throws IOException {
        this.clock = new ServerClock(clock);
        this.updates = new Updates(this.clock, pace, FIRST_UPDATE);
        this.world = new World(this.clock, updates, USERNAME);
        this.limits = new RateLimits(pace, this.clock);
        this.phone = new Phone(world);
        this.desk = new Desk(token, world, pace, limits, faults, journal);
        this.control = new Control(this);
        this.listener = new HttpListener(port, this.clock, this::handle);
    }

    /// With the machine's own time, at a free port, with [#TOKEN].
    public static BotApiServer started() throws IOException {
        BotApiServer server = new BotApiServer(0, TOKEN, Clock.systemUTC(), Pace.system());
        server.start();
        return server;
    }

    /// Begins to answer.
    public void start() {
        listener.start();
    }

    /// Where it listens.
    public int port() {
        return listener.port();
    }

    /// What the people do and see.
    public Phone phone() {
        return phone;
    }

    /// What goes wrong.
    public FaultPlan faults() {
        return faults;
    }

    /// How many messages may be sent, and who has not kept to it.
    public RateLimits limits() {
        return limits;
    }

    /// What time it is here.
    public ServerClock clock() {
        return clock;
    }

    /// The requests so far, in the order in which they were answered.
    public List<Received> requests() {
        return journal.all();
    }

    /// The requests of one method.
    public List<Received> requests(String method) {
        return journal.all().stream().filter(r -> r.method().equals(method)).toList();
    }

    /// Waits in real time until the requests are as they should be.
    ///
    /// @return whether they were in time
    public boolean await(Predicate<List<Received>> until, Duration atMost)
            throws InterruptedException {
        return journal.await(until, atMost);
    }

    /// How many `getUpdates` wait just now.
    public int pollers() {
        return updates.pollers();
    }

    /// How many updates are not confirmed.
    public int pending() {
        return updates.pending();
    }

    private void handle(HttpRequest request, HttpConnection connection)
            throws IOException, InterruptedException {
        String path = request.path();
        Matcher method = METHOD.matcher(path);
        Matcher file = FILE.matcher(path);
        if (path.startsWith("/control/")) {
            connection.send(control.answer(path.substring("/control/".length()), request));
        } else if (file.matches()) {
            connection.send(download(file.group(1), file.group(2)));
        } else if (method.matches()) {
            desk.serve(method.group(2), method.group(1), request, connection);
        } else {
            connection.send(Desk.json(404, Refusal.of(404, "Not Found").document()));
        }
    }

    private HttpAnswer download(String token, String fileId) {
        try {
            desk.authorise(token);
            synchronized (world) {
                Stored stored = world.stored(fileId);
                if (stored == null) {
                    throw Refusal.of(404, "Not Found");
                }
                return new HttpAnswer(
                        200, "application/octet-stream", stored.file().bytes(), Map.of());
            }
        } catch (Refusal e) {
            return Desk.json(e.code(), e.document());
        }
    }

    /// Ends all waits and breaks all connections.
    @Override
    public void close() {
        updates.close();
        listener.close();
    }
}
