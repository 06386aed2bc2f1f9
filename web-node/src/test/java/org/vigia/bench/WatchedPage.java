package org.vigia.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vigia.e2e.Pair;

/// A page in a browser of its own, with the probe in it. For one thread.
final class WatchedPage implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;

    private WatchedPage(BrowserContext context, Page page) {
        this.context = context;
        this.page = page;
    }

    /// Signs in and opens the real live page.
    static WatchedPage live(Browser browser, Pair pair) {
        WatchedPage watched = open(browser);
        Page page = watched.page;
        page.navigate(pair.site() + "live");
        page.locator("#user").fill(pair.user());
        page.locator("#password").fill(pair.password());
        page.locator("#login-button").click();
        page.waitForURL("**/live");
        page.waitForFunction("() => document.querySelector('video')?.currentTime > 0.5");
        page.evaluate("() => bench.video(document.querySelector('video'))");
        return watched;
    }

    /// Opens the MJPEG page.
    static WatchedPage mjpeg(Browser browser, int port) {
        return mjpeg(browser, port, "/");
    }

    /// Opens a page with the MJPEG of another server.
    static WatchedPage mjpeg(Browser browser, int port, Motion motion) {
        return mjpeg(browser, port, "/from/" + motion.port());
    }

    private static WatchedPage mjpeg(Browser browser, int port, String path) {
        WatchedPage watched = open(browser);
        Page page = watched.page;
        page.navigate(
                "http://127.0.0.1:" + port + path,
                new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        page.waitForFunction("() => document.querySelector('img')?.naturalWidth > 0");
        page.evaluate("() => bench.image(document.querySelector('img'))");
        return watched;
    }

    private static WatchedPage open(Browser browser) {
        BrowserContext context =
                browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        context.addInitScript(probe());
        return new WatchedPage(context, context.newPage());
    }

    private static String probe() {
        try (var in = WatchedPage.class.getResourceAsStream("/bench/probe.js")) {
            if (in == null) {
                throw new IllegalStateException("the probe is not on the classpath");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void reset() {
        page.evaluate("() => bench.reset()");
    }

    /// Lets time pass while the browser is listened to.
    void rest(Duration duration) {
        page.waitForTimeout((double) duration.toMillis());
    }

    /// What was seen since the reset.
    ///
    /// @param seconds how long ago that was
    /// @param served what was sent to the page by other ways than WebSockets, in bytes
    Figures take(double seconds, long served) {
        Map<?, ?> taken = (Map<?, ?>) page.evaluate("() => bench.take()");
        ((List<?>) Objects.requireNonNull(taken.get("halts")))
                .forEach(halt -> System.err.println("stopped " + halt));
        List<?> samples = (List<?>) Objects.requireNonNull(taken.get("samples"));
        return new Figures(
                column(samples, 0),
                column(samples, 1),
                number(taken.get("stops")).longValue(),
                number(taken.get("unreadable")).longValue(),
                number(taken.get("bytes")).longValue() + served,
                seconds);
    }

    private static double[] column(List<?> samples, int number) {
        return samples.stream()
                .mapToDouble(sample -> number(((List<?>) sample).get(number)).doubleValue())
                .toArray();
    }

    private static Number number(@Nullable Object value) {
        return (Number) Objects.requireNonNull(value);
    }

    @Override
    public void close() {
        context.close();
    }
}
