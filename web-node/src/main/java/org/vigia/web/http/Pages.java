package org.vigia.web.http;

import io.javalin.http.Context;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.json.Json;

/// Writes pages: a template and the record it shows, within the frame they all have in common.
final class Pages {
    private static final String SCRIPT_TEXTS = "js_";

    private final Languages languages;
    private final Assets assets;
    private final String zone;
    private final PebbleEngine engine;

    /// What every page shows.
    ///
    /// @param name the page's own, which selects its title and marks it in the navigation
    /// @param t the texts by key
    /// @param scriptTexts those that scripts need, as a JSON object
    record Frame(
            String name,
            String path,
            String language,
            String assets,
            String zone,
            @Nullable String user,
            @Nullable String csrf,
            Map<String, String> t,
            String scriptTexts) {}

    /// @param zone the IANA name of the site's time zone
    Pages(Languages languages, Assets assets, String zone) {
        this.languages = languages;
        this.assets = assets;
        this.zone = zone;
        ClasspathLoader loader = new ClasspathLoader();
        loader.setPrefix("site/templates");
        loader.setSuffix(".peb");
        this.engine =
                new PebbleEngine.Builder()
                        .loader(loader)
                        .strictVariables(true)
                        .autoEscaping(true)
                        .build();
    }

    /// The template engine as Javalin asks for it.
    String render(String template, Map<String, ?> model) {
        StringWriter out = new StringWriter();
        try {
            Map<String, Object> context = new TreeMap<>();
            model.forEach(context::put);
            engine.getTemplate(template).evaluate(out, context);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the page " + template, e);
        }
        return out.toString();
    }

    /// Writes the page `name` showing `view`.
    void show(Context ctx, String name, @Nullable Session session, Object view) {
        String language = languages.of(ctx);
        Map<String, String> texts = languages.texts(language);
        String scriptTexts =
                Json.text(
                        texts.entrySet().stream()
                                .filter(e -> e.getKey().startsWith(SCRIPT_TEXTS))
                                .collect(
                                        Collectors.toMap(
                                                e -> e.getKey().substring(SCRIPT_TEXTS.length()),
                                                Map.Entry::getValue)));
        Frame frame =
                new Frame(
                        name,
                        ctx.path(),
                        language,
                        assets.path(),
                        zone,
                        session == null ? null : session.user(),
                        session == null ? null : session.csrf(),
                        texts,
                        scriptTexts);
        ctx.header("Content-Language", language);
        ctx.render(name, Map.of("frame", frame, "view", view));
    }
}
