package org.vigia.web.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.web.account.Right;
import org.vigia.web.camera.Cameras;
import org.vigia.web.event.SeenArrivals;
import org.vigia.web.event.StoredEvent;
import org.vigia.web.health.VitalSigns;
import org.vigia.web.sight.Sight;
import org.vigia.web.sight.Sights;

/// News as they happen, as server-sent events (WHATWG HTML, section 9.2): `event` for an event that
/// is new or has come further, `camera` for a camera's view (all of them at first), `health` for
/// how a camera is, `reload` when something was left out. Each listener has a virtual thread of the
/// server's.
final class NewsRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(NewsRoutes.class);
    private static final int MAX_LISTENERS = 128;
    private static final long BEAT_SECONDS = 10;

    private final Sights sights;
    private final VitalSigns vitals;
    private final Sessions sessions;
    private final Semaphore listeners = new Semaphore(MAX_LISTENERS);

    NewsRoutes(Sights sights, VitalSigns vitals, Sessions sessions) {
        this.sights = sights;
        this.vitals = vitals;
        this.sessions = sessions;
    }

    void register(RouteTable routes) {
        routes.get(Right.LOOK, "/api/v1/stream", this::stream);
    }

    private void stream(Context ctx, Session session) throws Exception {
        HttpServletResponse response = ctx.res();
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        if (!listeners.tryAcquire()) {
            throw Problem.busy("Too many listeners.");
        }
        Sight history = sights.of(session.onlooker(ctx));
        Cameras cameras = history.cameras();
        NewsStream news = new NewsStream();
        Runnable onEnd = news::close;
        session.attach(onEnd);
        Consumer<StoredEvent> tell = event -> tell(news, history, session, event);
        try (var eventNews = history.events().subscribe(tell);
                var thumbnailNews = history.thumbnails().subscribe(tell);
                var healthNews =
                        vitals.subscribe(now -> {
                            if (session.reach().sees(now.camera())) {
                                news.offer(HealthJson.of(now));
                            }
                        });
                var cameraNews = cameras.subscribe(view -> news.offer(CameraJson.of(view)))) {
            cameras.all().forEach(view -> news.offer(CameraJson.of(view)));
            news.pump(response.getOutputStream(), BEAT_SECONDS, () -> sessions.keepAlive(session));
        } catch (IOException e) {
            // The listener has gone, which is how listening usually ends.
        } finally {
            session.release(onEnd);
            listeners.release();
        }
    }

    private static void tell(NewsStream news, Sight history, Session session, StoredEvent event) {
        try {
            SeenArrivals seen = history.seen().of(session.user());
            news.offer(EventJson.of(event, history.thumbnails(), seen));
        } catch (IOException e) {
            LOG.warn("{}: what has been seen cannot be read", session.user(), e);
            news.close();
        }
    }
}
