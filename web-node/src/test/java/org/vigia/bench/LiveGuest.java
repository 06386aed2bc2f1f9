package org.vigia.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.time.Pace;
import org.vigia.shared.video.VideoConfig;

/// Somebody who watches live, and compares the film's time with the clock.
final class LiveGuest implements WebSocket.Listener, AutoCloseable {
    private static final int HEAD = 16;
    private static final int FRAMES = 1;
    private static final int END_TICKS = 8;

    private final Pace pace;
    private final WebSocket socket;
    private boolean begins = true;
    private long messages;
    private double leastLead = Double.POSITIVE_INFINITY;

    /// Opens the live page's socket.
    ///
    /// @param cookie of whoever is signed in
    LiveGuest(HttpClient http, URI site, String cookie, Pace pace) {
        this.pace = pace;
        URI live =
                URI.create(
                        site.resolve("/api/v1/cameras/yard/live")
                                .toString()
                                .replaceFirst("http", "ws"));
        this.socket =
                http.newWebSocketBuilder()
                        .header("Cookie", cookie)
                        .header("Origin", site.toString().replaceFirst("/$", ""))
                        .buildAsync(live, this)
                        .join();
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onBinary(
            WebSocket from, ByteBuffer data, boolean last) {
        if (begins && data.remaining() >= HEAD && data.get(data.position()) == FRAMES) {
            double film =
                    data.getLong(data.position() + END_TICKS) / (double) VideoConfig.TIMESCALE;
            leastLead = Math.min(leastLead, pace.nanos() / 1e9 - film);
            messages++;
        }
        begins = last;
        from.request(1);
        return null;
    }

    /// How far the clock has been ahead of the film at the least since this was asked last: delays
    /// come and go, but the least of many shows whether the two run apart.
    synchronized double leastLead() {
        double least = leastLead;
        leastLead = Double.POSITIVE_INFINITY;
        return least;
    }

    synchronized long messages() {
        return messages;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
