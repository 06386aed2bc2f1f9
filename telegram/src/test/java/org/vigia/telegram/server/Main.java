package org.vigia.telegram.server;

import java.io.IOException;
import java.time.Clock;
import org.vigia.shared.lifecycle.Shutdown;
import org.vigia.shared.time.Pace;

/// The server as a process: `Main [PORT [TOKEN]]`. Prints `listening PORT` when it does, and ends
/// on SIGTERM. Everything else goes through [Control].
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        String token = arguments.length > 1 ? arguments[1] : BotApiServer.TOKEN;
        Shutdown shutdown = new Shutdown();
        try (BotApiServer server =
                new BotApiServer(port, token, Clock.systemUTC(), Pace.system())) {
            server.start();
            System.out.println("listening " + server.port());
            System.out.flush();
            shutdown.await();
        } finally {
            shutdown.done();
        }
    }
}
