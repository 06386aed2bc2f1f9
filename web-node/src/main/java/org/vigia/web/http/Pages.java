package org.vigia.web.http;

import io.javalin.http.Context;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigia.shared.json.Json;
import org.vigia.shared.link.AlertTrouble;

/// Writes pages: a template and the record it shows, within the frame they all have in common.
final class Pages {
    private static final String SCRIPT_TEXTS = "js_";

    private final Languages languages;
    private final Assets assets;
    private final String zone;
    private final Supplier<Optional<AlertTrouble>> alerts;
    private final PebbleEngine engine;

    /// What every page shows.
    ///
    /// @param name the page's own, which selects its title and marks it in the navigation
    /// @param path where it is, with its query
    /// @param csrf what scripts repeat in a header: the session's token, or `form`
    /// @param form the token of forms that work without a session, too
    /// @param rights what they may do, in words; elements that carry `data-right` are hidden from
    ///   who lacks it
    /// @param trouble why the site's own alerts do not reach everybody; null where they do, and for
    ///   who is not signed in
    /// @param t the texts by key
    /// @param scriptTexts those that scripts need, as a JSON object
    record Frame(
            String name,
            String path,
            String language,
            String assets,
            String zone,
            @Nullable String user,
            String csrf,
            String form,
            String rights,
            @Nullable String trouble,
            Map<String, String> t,
            String scriptTexts) {}

    /// @param zone the IANA name of the site's time zone
    /// @param alerts why the site's own alerts do not reach everybody
    Pages(
            Languages languages,
            Assets assets,
            String zone,
            Supplier<Optional<AlertTrouble>> alerts) {
        this.languages = languages;
        this.assets = assets;
        this.zone = zone;
        this.alerts = alerts;
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
        String form = Gate.pageToken(ctx, session);
        Frame frame =
                new Frame(
                        name,
                        addressOf(ctx),
                        language,
                        assets.path(),
                        zone,
                        session == null ? null : session.user(),
                        session == null ? form : session.csrf(),
                        form,
                        session == null ? "" : rights(session),
                        session == null ? null : trouble(texts),
                        texts,
                        scriptTexts);
        ctx.header("Content-Language", language);
        ctx.render(name, Map.of("frame", frame, "view", view));
    }

    /// The path with its query, as it was asked for.
    static String addressOf(Context ctx) {
        String query = ctx.queryString();
        return query == null ? ctx.path() : ctx.path() + "?" + query;
    }

    private static String rights(Session session) {
        return session.reach().rights().stream()
                .map(right -> right.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private @Nullable String trouble(Map<String, String> texts) {
        return alerts.get()
                .map(trouble ->
                        switch (trouble) {
                            case TOKEN -> "alerts_token";
                            case UNREACHABLE -> "alerts_unreachable";
                            case DISK -> "alerts_disk";
                            case CHAT_GONE -> "alerts_chat-gone";
                        })
                .map(texts::get)
                .orElse(null);
    }
}
