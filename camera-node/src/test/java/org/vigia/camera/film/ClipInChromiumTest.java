package org.vigia.camera.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vigia.camera.footage.Footage;
import org.vigia.camera.video.Film;
import org.vigia.shared.clip.ClipWriter;
import org.vigia.shared.video.Fragment;

@Timeout(120)
class ClipInChromiumTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");
    private static final String PAGE = "<video id=v muted preload=auto src=/clip.mp4></video>";
    private static final String READY =
            "() => { const v = document.getElementById('v'); return v.error ? 'error ' +"
                    + " v.error.message : v.readyState >= 2 && 'ready'; }";
    private static final String SEEK =
            "t => new Promise((done, failed) => { const v = document.getElementById('v');"
                    + " v.onseeked = () => done([v.currentTime, v.videoWidth, v.readyState]);"
                    + " v.onerror = () => failed(v.error.message); v.currentTime = t; })";

    @Test
    void chromiumAgreesOnDurationAndSeeks() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium here");
        Film film = Film.of(Footage.h264(320, 240, 150));
        List<Fragment> fragments = film.fragments().subList(20, 150);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClipWriter writer = new ClipWriter(Channels.newChannel(out), film.configs().getFirst());
        for (Fragment fragment : fragments) {
            writer.add(fragment);
        }
        double seconds = writer.finish().ticks() / 90_000.0;
        assertThat(seconds).isEqualTo(5.2);
        HttpServer server = serve(out.toByteArray());
        try (Playwright playwright =
                        Playwright.create(
                                new Playwright.CreateOptions()
                                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright.chromium().launch(options())) {
            Page page = browser.newPage();
            page.navigate("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
            assertThat(page.waitForFunction(READY).jsonValue()).isEqualTo("ready");
            double duration =
                    ((Number) page.evaluate("() => document.getElementById('v').duration"))
                            .doubleValue();
            assertThat(duration).isCloseTo(seconds, Offset.offset(0.05));
            for (double at : new double[] {seconds / 2, seconds - 0.1, 0.5}) {
                List<?> seen = (List<?>) page.evaluate(SEEK, at);
                assertThat(((Number) seen.get(0)).doubleValue()).isCloseTo(at, Offset.offset(0.05));
                assertThat(((Number) seen.get(1)).intValue()).isEqualTo(320);
                assertThat(((Number) seen.get(2)).intValue()).isGreaterThanOrEqualTo(2);
            }
        } finally {
            server.stop(0);
        }
    }

    private static BrowserType.LaunchOptions options() {
        return new BrowserType.LaunchOptions()
                .setExecutablePath(CHROMIUM)
                .setArgs(
                        List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync"));
    }

    private static HttpServer serve(byte[] clip) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                e -> answer(e, 200, "text/html", PAGE.getBytes(StandardCharsets.US_ASCII), 0, -1));
        server.createContext("/clip.mp4", e -> answerRange(e, clip));
        server.start();
        return server;
    }

    private static void answerRange(HttpExchange exchange, byte[] clip) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher matcher = RANGE.matcher(range == null ? "" : range);
        if (!matcher.matches()) {
            answer(exchange, 200, "video/mp4", clip, 0, -1);
            return;
        }
        int from = Integer.parseInt(matcher.group(1));
        int to = matcher.group(2).isEmpty() ? clip.length - 1 : Integer.parseInt(matcher.group(2));
        answer(exchange, 206, "video/mp4", clip, from, to);
    }

    private static void answer(
            HttpExchange exchange, int status, String type, byte[] body, int from, int to)
            throws IOException {
        int last = to < 0 ? body.length - 1 : Math.min(to, body.length - 1);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        if (status == 206) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, last, body.length));
        }
        try (exchange) {
            exchange.sendResponseHeaders(status, last - from + 1);
            exchange.getResponseBody().write(body, from, last - from + 1);
        }
    }
}
