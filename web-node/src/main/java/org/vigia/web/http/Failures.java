package org.vigia.web.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.function.BiConsumer;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what routes throw into answers: problem documents under `/api/`, pages elsewhere.
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final BiConsumer<Context, Problem> page;

    /// @param page writes a problem as a page for people
    Failures(BiConsumer<Context, Problem> page) {
        this.page = page;
    }

    void register(RoutesConfig routes) {
        routes.exception(Problem.class, (problem, ctx) -> answer(ctx, problem));
        routes.exception(
                HttpResponseException.class,
                (e, ctx) -> answer(ctx, Problem.ofStatus(e.getStatus(), detailOf(e.getStatus()))));
        // A client that went away, or was sent away, in the middle of its request.
        routes.exception(
                EofException.class,
                (e, ctx) -> {
                    LOG.debug("{} {}: the client has gone", ctx.method(), ctx.path());
                    answer(ctx, Problem.badRequest("The request was cut short."));
                });
        routes.exception(
                Exception.class,
                (e, ctx) -> {
                    LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
                    answer(ctx, Problem.ofStatus(500, "Something went wrong here; it is logged."));
                });
    }

    private void answer(Context ctx, Problem problem) {
        if (ctx.path().startsWith("/api/") || ctx.path().equals(MetricsRoutes.PATH)) {
            Reply.problem(ctx, problem);
        } else {
            problem.headers().forEach(ctx::header);
            ctx.status(problem.status());
            page.accept(ctx, problem);
        }
    }

    private static String detailOf(int status) {
        return switch (status) {
            case 404 -> "There is nothing here.";
            case 405 -> "This address does not take that method.";
            default -> Problem.title(status) + ".";
        };
    }
}
