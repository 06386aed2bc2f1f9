package org.vigia.web.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.link.AlertTrouble;
import org.vigia.shared.time.Pace;
import org.vigia.web.account.Accounts;
import org.vigia.web.camera.RevocableCameras;
import org.vigia.web.event.Custody;
import org.vigia.web.live.LiveHub;

/// The site as a whole: what people and scripts see of web-node.
public final class Site implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Site.class);

    // Styles and scripts come from files of ours alone; what the camera sent is only ever a picture
    // or a film. `blob:` is where Media Source Extensions live.
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src"
                    + " 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script'";

    private final SiteConfig config;
    private final Accounts accounts;
    private final SiteHistory history;
    private final Custody custody;
    private final RevocableCameras cameras;
    private final LiveHub hub;
    private final Supplier<Optional<AlertTrouble>> alerts;
    private final SiteHealth health;
    private final Pace pace;
    private final Sessions sessions;
    private @Nullable Javalin server;
    private List<RouteTable.Entry> routes = List.of();

    /// @param hub stays the caller's to close
    /// @param alerts why the site's own alerts do not reach everybody
    public Site(
            SiteConfig config,
            Accounts accounts,
            SiteHistory history,
            Custody custody,
            RevocableCameras cameras,
            LiveHub hub,
            Supplier<Optional<AlertTrouble>> alerts,
            SiteHealth health,
            Pace pace) {
        this.config = config;
        this.accounts = accounts;
        this.history = history;
        this.custody = custody;
        this.cameras = cameras;
        this.hub = hub;
        this.alerts = alerts;
        this.health = health;
        this.pace = pace;
        this.sessions = new Sessions(pace, config.sessionIdle(), config.sessionLifetime());
    }

    /// Listens from now on.
    ///
    /// @throws io.javalin.util.JavalinBindException when the address cannot be had
    public void start() {
        server = Javalin.create(this::configure);
        server.start();
        LOG.info("the site listens on {} port {}", config.host(), port());
    }

    /// The port it listens on; only between [#start] and [#close].
    public int port() {
        return Objects.requireNonNull(server, "not started").port();
    }

    /// Ends every session and connection; idempotent.
    @Override
    public void close() {
        sessions.endAll();
        Javalin running = server;
        server = null;
        if (running != null) {
            running.stop();
        }
    }

    /// What has been registered, for those who check it.
    List<RouteTable.Entry> routes() {
        return routes;
    }

    private void configure(JavalinConfig javalin) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.http.prefer405over404 = true;
        new JettyTuning(config).apply(javalin);

        Gate gate = new Gate(sessions, config.tls());
        Languages languages = new Languages(config.tls());
        Assets assets = new Assets();
        Pages pages = new Pages(languages, assets, zoneName(), alerts);
        PageRoutes pageRoutes = new PageRoutes(pages, languages, gate, () -> !accounts.isEmpty());
        javalin.fileRenderer((template, model, ctx) -> pages.render(template, model));
        javalin.routes.before(Site::secure);
        new Failures(pageRoutes::problem).register(javalin.routes);

        RouteTable table = new RouteTable(javalin.routes, gate);
        table.openGet("/healthz", ctx -> Reply.json(ctx, Map.of("status", "ok")));
        assets.register(table);
        pageRoutes.register(table);
        new SessionRoutes(gate, new Logins(accounts, pace), accounts).register(table);
        new EventRoutes(history).register(table);
        new SeenRoutes(history, gate).register(table);
        new DayRoutes(history, cameras, config.zone()).register(table);
        new EvidenceRoutes(history).register(table);
        new CustodyRoutes(custody, gate).register(table);
        new CameraRoutes(cameras, gate, config.commandPatience()).register(table);
        new TelegramRoutes(cameras, gate, config.commandPatience()).register(table);
        new HealthRoutes(cameras, health, config.commandPatience()).register(table);
        new NewsRoutes(history, cameras, health.cameras(), sessions).register(table);
        new LiveRoutes(hub, cameras, gate).register(table);
        routes = table.entries();
    }

    // What browsers call it: they do not know `Z`.
    private String zoneName() {
        String id = config.zone().getId();
        return id.equals("Z") ? "UTC" : id;
    }

    private static void secure(Context ctx) {
        boolean data = ctx.path().startsWith("/api/");
        ctx.header(
                "Content-Security-Policy",
                data ? "default-src 'none'; frame-ancestors 'none'" : PAGE_POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("X-Frame-Options", "DENY");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        ctx.header("Cache-Control", "no-store");
    }
}
