package org.vigia.web.http;

import io.javalin.config.JavalinConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.lifecycle.NamedThreads;

/// Jetty for a small machine: a handful of platform threads for selecting, virtual ones for
/// requests, bounded connections and buffers, nothing told about the software.
final class JettyTuning {
    private static final int PLATFORM_THREADS = 6;
    // Besides those of viewers.
    private static final int MAX_CONNECTIONS = 448;
    private static final int MAX_HEADER_BYTES = 8 * 1024;
    private static final Duration SOCKET_IDLE = Duration.ofSeconds(40);

    // A quarter to half a second of video: what the kernel holds cannot be taken back from a viewer
    // who has become slow.
    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    private final SiteConfig site;
    private final Sessions sessions;
    private @Nullable ServerConnector plain;
    private @Nullable ServerConnector secure;
    private @Nullable Doorkeeper doorkeeper;

    JettyTuning(SiteConfig site, Sessions sessions) {
        this.site = site;
        this.sessions = sessions;
    }

    void apply(JavalinConfig config) {
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(JettyTuning::quiet);
        config.jetty.addConnector(this::plainDoor);
        Doors.Https https = site.doors().https();
        if (https != null) {
            config.jetty.addConnector((server, http) -> secureDoor(https, server, http));
        }
        config.jetty.modifyServer(this::bounded);
        config.jetty.modifyWebSocketServletFactory(factory -> {
            factory.setIdleTimeout(SOCKET_IDLE);
            factory.setMaxTextMessageSize(1024);
            factory.setMaxBinaryMessageSize(1024);
        });
        config.jetty.modifyServletContextHandler(context ->
                context.addEventListener(
                        new LifeCycle.Listener() {
                            @Override
                            public void lifeCycleStarted(LifeCycle started) {
                                sendUncompressed(context);
                                if (doorkeeper != null) {
                                    doorkeeper.start();
                                }
                                new SessionWatch(context.getServer(), sessions).start();
                            }
                        }));
    }

    // H.264 does not shrink: compressing it would cost a core, and 300 KB for each viewer.
    private static void sendUncompressed(ServletContextHandler context) {
        WebSocketServerComponents.ensureWebSocketComponents(context.getServer(), context)
                .getExtensionRegistry()
                .unregister("permessage-deflate");
    }

    private static QueuedThreadPool threads() {
        AtomicLong number = new AtomicLong();
        // Jetty's own queue asks the JVM's management, 350 classes, how long a line of cache is.
        QueuedThreadPool pool =
                new QueuedThreadPool(PLATFORM_THREADS, 2, new LinkedBlockingQueue<>());
        pool.setName("http");
        pool.setReservedThreads(0);
        pool.setVirtualThreadsExecutor(task -> {
            Thread started = NamedThreads.start("http-" + number.incrementAndGet(), task);
            assert started.isVirtual();
        });
        return pool;
    }

    private static void quiet(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
    }

    /// Where HTTP listens; only while the server runs.
    int port() {
        return Objects.requireNonNull(plain, "not started").getLocalPort();
    }

    /// Where HTTPS listens; 0 where there is none.
    int securePort() {
        return secure == null ? 0 : secure.getLocalPort();
    }

    private ServerConnector plainDoor(Server server, HttpConfiguration http) {
        HttpConfiguration told = new HttpConfiguration(http);
        told.addCustomizer(new Forwarded(site.doors().proxies()));
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(told));
        connector.setHost(site.host());
        connector.setPort(site.port());
        plain = connector;
        return bounded(server, connector);
    }

    private ServerConnector secureDoor(Doors.Https https, Server server, HttpConfiguration http) {
        ServerConnector connector =
                new TlsDoor(https).connector(server, http, new Forwarded(site.doors().proxies()));
        secure = connector;
        return bounded(server, connector);
    }

    private ServerConnector bounded(Server server, ServerConnector connector) {
        if (doorkeeper == null) {
            doorkeeper = new Doorkeeper(server, site.doors());
        }
        connector.addBean(doorkeeper);
        connector.setIdleTimeout(site.doors().patience().toMillis());
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        return connector;
    }

    private void bounded(Server server) {
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS + site.viewers(), server));
        server.setErrorHandler((request, response, callback) -> {
            // What Jetty refuses before Javalin sees it, such as an ambiguous path.
            response.getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, "text/plain"));
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            response.getHeaders().put("X-Frame-Options", "DENY");
            response.getHeaders().put("X-XSS-Protection", "1; mode=block");
            response.getHeaders().put("Cache-Control", "no-store");
            response.getHeaders()
                    .put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            response.write(
                    true,
                    ByteBuffer.wrap(
                            ("HTTP " + response.getStatus() + "\n")
                                    .getBytes(StandardCharsets.US_ASCII)),
                    callback);
            return true;
        });
    }
}
