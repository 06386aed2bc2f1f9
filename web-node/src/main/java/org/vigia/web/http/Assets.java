package org.vigia.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vigia.shared.crypto.Sha256;

/// The style sheet, scripts and pictures of the pages: a fixed list, read once, served under a path
/// that holds their common hash, so that browsers keep them until the next release.
final class Assets {
    static final List<String> NAMES =
            List.of(
                    "account.css",
                    "account.js",
                    "add-camera.js",
                    "alarm.svg",
                    "api.js",
                    "audit-words.js",
                    "ca.css",
                    "cameras.css",
                    "cameras.js",
                    "custody.js",
                    "days.js",
                    "entry.js",
                    "event.js",
                    "export.js",
                    "failure.js",
                    "frame.js",
                    "health-card.js",
                    "health-values.js",
                    "history-calendar.js",
                    "history-card.js",
                    "history-filter.js",
                    "history-keys.js",
                    "history-list.js",
                    "history-preview.js",
                    "history-seen.js",
                    "history-state.js",
                    "history-timeline.js",
                    "history.css",
                    "history.js",
                    "icon-180.png",
                    "icon-192.png",
                    "icon-512.png",
                    "icon-maskable.png",
                    "keys.js",
                    "live-alarm.js",
                    "live-card.js",
                    "live-command.js",
                    "live-keys.js",
                    "live-large.js",
                    "live-line.js",
                    "live-pan.js",
                    "live-photo.js",
                    "live-player.js",
                    "live-stills.js",
                    "live-watching.js",
                    "live.css",
                    "live.js",
                    "login.js",
                    "logo.svg",
                    "losses.js",
                    "manifest.webmanifest",
                    "news.js",
                    "pair.js",
                    "people.js",
                    "player.js",
                    "qr.js",
                    "revoke.js",
                    "rights.js",
                    "start.css",
                    "style.css",
                    "text.js",
                    "timeline-chart.js",
                    "timeline-hand.js",
                    "timeline-peek.js",
                    "timeline-view.js",
                    "units.js",
                    "welcome.js");

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String version;

    Assets() {
        MessageDigest digest = Sha256.digest();
        for (String name : NAMES) {
            byte[] bytes = read(name);
            files.put(name, bytes);
            digest.update(bytes);
        }
        this.version = Sha256.hex(digest.digest()).substring(0, 12);
    }

    /// Where they are, with a slash at the end.
    String path() {
        return "/assets/" + version + "/";
    }

    void register(RouteTable routes) {
        routes.openGet("/assets/{version}/{file}", this::send);
    }

    private void send(Context ctx) {
        String name = ctx.pathParam("file");
        byte[] bytes = files.get(name);
        if (bytes == null || !ctx.pathParam("version").equals(version)) {
            throw Problem.notFound("There is nothing here.");
        }
        ctx.header("Cache-Control", "public, max-age=31536000, immutable");
        ctx.contentType(typeOf(name)).result(bytes);
    }

    private static String typeOf(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".js" -> "text/javascript; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            case ".png" -> "image/png";
            case ".webmanifest" -> "application/manifest+json";
            default -> "application/octet-stream";
        };
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("/site/assets/" + name)) {
            if (in == null) {
                throw new IllegalStateException("missing: /site/assets/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
