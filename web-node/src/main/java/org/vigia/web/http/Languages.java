package org.vigia.web.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The site's languages: which one a reader gets, and its texts. A choice made on the page is kept
/// in a cookie and goes before the browser's preferences.
final class Languages {
    static final List<String> CODES = List.of("es", "en", "ca");

    // A page's texts stand in a file of its own; what several pages say is the frame's.
    private static final List<String> AREAS =
            List.of("frame", "start", "history", "live", "cameras", "account", "welcome", "ca");
    private static final String FALLBACK = "en";
    private static final String COOKIE = "vigia_lang";
    private static final int A_YEAR = 365 * 24 * 3600;

    private final Map<String, Map<String, String>> texts = new LinkedHashMap<>();

    Languages() {
        CODES.forEach(code -> texts.put(code, load(code)));
    }

    /// The texts of one language, by key.
    Map<String, String> texts(String code) {
        Map<String, String> found = texts.get(code);
        if (found == null) {
            throw new IllegalArgumentException("not a language of the site: " + code);
        }
        return found;
    }

    String of(Context ctx) {
        String chosen = ctx.cookie(COOKIE);
        return chosen != null && texts.containsKey(chosen)
                ? chosen
                : preferred(ctx.header("Accept-Language"));
    }

    /// Keeps the reader's choice; does nothing where it is no language of the site.
    void choose(Context ctx, String code) {
        if (texts.containsKey(code)) {
            boolean secure = Threshold.isSecure(ctx);
            ctx.cookie(new Cookie(COOKIE, code, "/", A_YEAR, secure, true, null, SameSite.LAX));
        }
    }

    /// The best of the site's languages for an `Accept-Language` header.
    static String preferred(@Nullable String header) {
        if (header == null || header.length() > 500) {
            return FALLBACK;
        }
        try {
            return Optional.ofNullable(Locale.lookupTag(Locale.LanguageRange.parse(header), CODES))
                    .orElse(FALLBACK);
        } catch (IllegalArgumentException e) {
            return FALLBACK;
        }
    }

    private static Map<String, String> load(String code) {
        Map<String, String> all = new TreeMap<>();
        for (String area : AREAS) {
            Properties properties = read("/site/text/%s.%s.properties".formatted(area, code));
            for (String key : properties.stringPropertyNames()) {
                if (all.put(key, properties.getProperty(key)) != null) {
                    throw new IllegalStateException("two texts for " + key + " in " + code);
                }
            }
        }
        return all;
    }

    private static Properties read(String name) {
        try (InputStream in = Languages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing: " + name);
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
