package org.vigia.web.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
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
import org.vigia.web.account.Secrets;
import org.vigia.web.audit.AuditLog;
import org.vigia.web.audit.AuditTrail;
import org.vigia.web.camera.RevocableCameras;
import org.vigia.web.event.Custody;
import org.vigia.web.live.LiveHub;
import org.vigia.web.metrics.Metrics;
import org.vigia.web.pairing.Pairings;
import org.vigia.web.preset.PanPresets;
import org.vigia.web.sight.Sights;
import org.vigia.web.still.Stills;

/// The site as a whole: what people and scripts see of web-node.
public final class Site implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Site.class);
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(5);

    // Styles and scripts come from files of ours alone; what the camera sent is only ever a picture
    // or a film. `blob:` is where Media Source Extensions live.
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src"
                + " 'self' blob:; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
                + " form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private final SiteConfig config;
    private final Accounts accounts;
    private final AuditTrail trail;
    private final Sights sights;
    private final Clock clock;
    private final Optional<String> setupToken;
    private final Pairings pairings;
    private final PanPresets presets;
    private final Supplier<Optional<AlertTrouble>> alerts;
    private final SiteHealth health;
    private final Pace pace;
    private final Sessions sessions;
    private final UnderWay underWay = new UnderWay();
    private @Nullable Javalin server;
    private @Nullable JettyTuning doors;
    private List<RouteTable.Entry> routes = List.of();

    /// @param hub stays the caller's to close
    /// @param stills of the same hub
    /// @param alerts why the site's own alerts do not reach everybody
    /// @param audit who did what
    public Site(
            SiteConfig config,
            Accounts accounts,
            SiteHistory history,
            Custody custody,
            RevocableCameras cameras,
            Pairings pairings,
            LiveHub hub,
            Stills stills,
            PanPresets presets,
            Supplier<Optional<AlertTrouble>> alerts,
            SiteHealth health,
            Pace pace,
            AuditLog audit,
            Clock clock) {
        this.config = config;
        this.accounts = accounts;
        this.trail = new AuditTrail(audit, pace);
        this.sights =
                new Sights(
                        history.events(),
                        history.thumbnails(),
                        history.seen(),
                        history.presence(),
                        history.gaps(),
                        custody,
                        cameras,
                        hub,
                        stills,
                        trail);
        this.clock = clock;
        this.setupToken = accounts.isEmpty() ? Optional.of(Secrets.token()) : Optional.empty();
        this.pairings = pairings;
        this.presets = presets;
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
        return Objects.requireNonNull(doors, "not started").port();
    }

    /// The port it listens on for HTTPS; 0 where there is none.
    public int securePort() {
        return Objects.requireNonNull(doors, "not started").securePort();
    }

    /// Whether HTTP is for this machine alone.
    public boolean isHidden() {
        return Network.isLoopback(config.host());
    }

    /// The path of the page where the first owner is made, good once and until the next start;
    /// empty where there was an account at this one.
    public Optional<String> setupPath() {
        return setupToken.map(token -> "/setup#" + token);
    }

    /// Ends every session and connection, and waits for what has been asked for before; idempotent.
    @Override
    public void close() {
        sessions.endAll();
        Javalin running = server;
        server = null;
        if (running != null) {
            running.stop();
            awaitRequests();
        }
    }

    private void awaitRequests() {
        try {
            int left = underWay.await(LAST_REQUESTS);
            if (left > 0) {
                LOG.warn("requests did not end within {} s: {}", LAST_REQUESTS.toSeconds(), left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        JettyTuning jetty = new JettyTuning(config, sessions);
        jetty.apply(javalin);
        doors = jetty;

        Gate gate = new Gate(sessions, accounts.tokens());
        Languages languages = new Languages();
        Threshold threshold = new Threshold(config.doors(), jetty::securePort);
        Assets assets = new Assets();
        Pages pages = new Pages(languages, assets, zoneName(), alerts);
        PageRoutes pageRoutes = new PageRoutes(pages, languages, gate, () -> !accounts.isEmpty());
        javalin.fileRenderer((template, model, ctx) -> pages.render(template, model));
        javalin.routes.before(this::secure);
        javalin.routes.before(threshold::check);
        javalin.routes.wsBeforeUpgrade(threshold::checkSocket);
        new Failures(pageRoutes::problem).register(javalin.routes);

        Logins logins = new Logins(accounts, pace, health.tally()::loginRefused);
        Entrance entrance = new Entrance(accounts);
        RouteTable table = new RouteTable(javalin.routes, gate, underWay);
        table.openGet("/healthz", ctx -> Reply.json(ctx, Map.of("status", "ok")));
        assets.register(table);
        pageRoutes.register(table);
        new CaRoutes(pages, languages, config, threshold, jetty::port).register(table);
        new SessionRoutes(gate, logins, entrance, trail).register(table);
        new SetupRoutes(gate, accounts, entrance, trail, pages, setupToken).register(table);
        new AccountRoutes(gate, logins, accounts, entrance, trail, clock).register(table);
        new FactorRoutes(gate, logins, accounts, entrance, trail).register(table);
        new TokenRoutes(gate, accounts, trail).register(table);
        new PeopleRoutes(gate, accounts, trail, clock, sights.seen()::forget).register(table);
        new EventRoutes(sights).register(table);
        new SeenRoutes(sights, gate).register(table);
        new DayRoutes(sights, config.zone()).register(table);
        new EvidenceRoutes(sights).register(table);
        new CustodyRoutes(sights, gate).register(table);
        new CameraRoutes(sights, gate, config.commandPatience()).register(table);
        new PairingRoutes(pairings, gate, trail).register(table);
        new TelegramRoutes(sights, gate, config.commandPatience()).register(table);
        new HealthRoutes(sights, health, config.commandPatience()).register(table);
        Metrics metrics =
                new Metrics(
                        health.cameras(),
                        health.node(),
                        health.tally(),
                        sights.hub()::viewers,
                        clock);
        new MetricsRoutes(sights, sessions, metrics).register(table);
        new NewsRoutes(sights, health.cameras(), sessions).register(table);
        new LiveRoutes(sights, gate).register(table);
        new PresetRoutes(presets, sights, gate).register(table);
        routes = table.entries();
    }

    // What browsers call it: they do not know `Z`.
    private String zoneName() {
        String id = config.zone().getId();
        return id.equals("Z") ? "UTC" : id;
    }

    private void secure(Context ctx) {
        Doors.Https https = config.doors().https();
        if (https != null && https.isTrusted() && Threshold.isSecure(ctx)) {
            ctx.header("Strict-Transport-Security", "max-age=31536000");
        }
        boolean data = ctx.path().startsWith("/api/");
        ctx.header(
                "Content-Security-Policy",
                data ? "default-src 'none'; frame-ancestors 'none'" : PAGE_POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("X-Frame-Options", "DENY");
        ctx.header("X-XSS-Protection", "1; mode=block");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        ctx.header("Cache-Control", "no-store");
    }
}
