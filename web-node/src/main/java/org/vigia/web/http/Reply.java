package org.vigia.web.http;

import io.javalin.http.Context;
import org.vigia.shared.json.Json;

/// Answers in JSON.
final class Reply {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private Reply() {}

    static void json(Context ctx, Object value) {
        ctx.contentType(JSON).result(Json.bytes(value));
    }

    static void problem(Context ctx, Problem problem) {
        problem.headers().forEach(ctx::header);
        ctx.status(problem.status());
        ctx.contentType(PROBLEM).result(Json.bytes(problem.body()));
    }
}
