package org.vigia.web.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigia.web.account.Right;

/// The pages for people.
final class PageRoutes {
    private static final String START = "/";
    private static final String HISTORY = "/history";
    private static final String LIVE = "/live";
    private static final String CAMERAS = "/cameras";
    private static final String ACCOUNT = "/account";
    private static final OwnPages BEHIND_LOGIN =
            new OwnPages(Set.of(HISTORY, LIVE, CAMERAS, ACCOUNT));

    private final Pages pages;
    private final Languages languages;
    private final Gate gate;
    private final AccountsKnown accounts;

    private record StartView(String next, boolean noAccounts) {}

    private record PlainView() {}

    private record ErrorView(int status, String message) {}

    /// Asked at each view of the start page.
    interface AccountsKnown {
        boolean any();
    }

    PageRoutes(Pages pages, Languages languages, Gate gate, AccountsKnown accounts) {
        this.pages = pages;
        this.languages = languages;
        this.gate = gate;
        this.accounts = accounts;
    }

    void register(RouteTable routes) {
        routes.openGet(START, this::start);
        routes.page(Right.LOOK, HISTORY, (ctx, session) -> plain(ctx, "history", session));
        routes.page(Right.LOOK, LIVE, (ctx, session) -> plain(ctx, "live", session));
        routes.page(Right.LOOK, CAMERAS, (ctx, session) -> plain(ctx, "cameras", session));
        routes.page(Right.LOOK, ACCOUNT, (ctx, session) -> plain(ctx, "account", session));
        routes.openForm("/language", this::language);
        routes.openForm("/logout", this::logOut);
    }

    private void start(Context ctx) {
        String next = BEHIND_LOGIN.orElse(ctx.queryParam("next"), HISTORY);
        if (gate.session(ctx).isPresent()) {
            ctx.redirect(next, HttpStatus.SEE_OTHER);
            return;
        }
        pages.show(ctx, "start", null, new StartView(next, !accounts.any()));
    }

    private void plain(Context ctx, String name, Session session) {
        pages.show(ctx, name, session, new PlainView());
    }

    private void language(Context ctx) throws IOException {
        Map<String, String> form = Form.of(gate.body(ctx));
        gate.checkPage(ctx, form.get(FormTokens.FIELD));
        languages.choose(ctx, form.getOrDefault("language", ""));
        String back = form.get("back");
        ctx.redirect(
                CaRoutes.PATH.equals(back) ? CaRoutes.PATH : BEHIND_LOGIN.orElse(back, START),
                HttpStatus.SEE_OTHER);
    }

    // Open, so that a session that is over already leads to the start page and not to an error.
    private void logOut(Context ctx) throws IOException {
        var session = gate.session(ctx);
        if (session.isPresent()) {
            String token = Form.of(gate.body(ctx)).getOrDefault(FormTokens.FIELD, "");
            gate.checkToken(ctx, session.get(), token);
            // A script's token signs nobody in, and nobody out.
            if (!session.get().isToken()) {
                gate.dismiss(ctx, session.get());
            }
        }
        ctx.redirect(START, HttpStatus.SEE_OTHER);
    }

    /// Writes a refusal as a page.
    void problem(Context ctx, Problem problem) {
        Map<String, String> texts = languages.texts(languages.of(ctx));
        String text =
                texts.getOrDefault(
                        "error_" + problem.slug(), texts.get("error_" + problem.status()));
        @Nullable String message = text == null ? problem.getMessage() : text;
        pages.show(
                ctx,
                "error",
                gate.session(ctx).orElse(null),
                new ErrorView(problem.status(), message == null ? "" : message));
    }
}
