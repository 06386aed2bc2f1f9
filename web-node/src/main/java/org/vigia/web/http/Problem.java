package org.vigia.web.http;

import java.util.Locale;
import java.util.Map;
import org.vigia.web.account.Right;

/// A request that gets no for an answer, thrown by a route and written as RFC 9457's
/// `application/problem+json` under the API and as a page elsewhere.
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String SECOND_FACTOR = "second-factor";

    private final int status;
    private final String slug;
    private final transient Map<String, String> headers;

    /// The answer's body.
    record Body(String type, String title, int status, String detail) {}

    private Problem(int status, String slug, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.slug = slug;
        this.headers = headers;
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "bad-request", detail, Map.of());
    }

    static Problem signInFirst() {
        return new Problem(401, "sign-in", "Sign in first: POST /api/v1/session.", Map.of());
    }

    static Problem wrongCredentials() {
        return new Problem(
                401, "wrong-credentials", "The name or the password is wrong.", Map.of());
    }

    /// The password is right, the second factor is missing.
    static Problem secondFactor() {
        return new Problem(
                401,
                SECOND_FACTOR,
                "Send the second factor too: {\"user\":…,\"password\":…,\"code\":…}.",
                Map.of());
    }

    static Problem wrongCode() {
        return new Problem(401, "wrong-code", "The code is wrong or has been used.", Map.of());
    }

    static Problem deadLink() {
        return new Problem(
                403,
                "dead-link",
                "This link is wrong, used or too old. Ask for another.",
                Map.of());
    }

    static Problem wrongPassword() {
        return new Problem(403, "wrong-password", "The password is wrong.", Map.of());
    }

    static Problem forbidden(String detail) {
        return new Problem(403, "forbidden", detail, Map.of());
    }

    /// The page's token is missing, another browser's, or of a session before this one.
    static Problem staleForm() {
        return new Problem(
                403,
                "stale-form",
                "A browser must send the csrf token of the page it stands on (X-CSRF-Token, or the"
                        + " form's field csrf). Reload the page.",
                Map.of());
    }

    static Problem httpsOnly() {
        return new Problem(
                403,
                "https-only",
                "Over HTTP nothing is changed here. Use the address that begins with https://.",
                Map.of());
    }

    static Problem misdirected() {
        return new Problem(
                421,
                "misdirected",
                "This site is not called that. If it should be, list the name in web.yml under"
                        + " site.names.",
                Map.of("Connection", "close"));
    }

    static Problem notEntitled(Right right) {
        return new Problem(
                403,
                "not-entitled",
                "This account may not %s.".formatted(right.name().toLowerCase(Locale.ROOT)),
                Map.of());
    }

    static Problem notFound(String detail) {
        return new Problem(404, "not-found", detail, Map.of());
    }

    static Problem tooLarge(int limit) {
        return new Problem(
                413, "too-large", "The body may have %d bytes.".formatted(limit), Map.of());
    }

    static Problem unsupportedMedia(String wanted) {
        return new Problem(415, "media-type", "Send " + wanted + ".", Map.of());
    }

    static Problem tooManyAttempts(long seconds) {
        return new Problem(
                429,
                "too-many-attempts",
                "Too many attempts. Try again in %d seconds.".formatted(seconds),
                Map.of("Retry-After", Long.toString(seconds)));
    }

    static Problem refused(String reason) {
        return new Problem(409, "refused", reason, Map.of());
    }

    static Problem offline() {
        return new Problem(503, "offline", "The camera is offline.", Map.of());
    }

    /// The camera is there, its picture is not.
    static Problem noPicture(String reason) {
        return new Problem(503, "no-picture", reason, Map.of());
    }

    /// A picture that this node could not decode, or that it has no cage to decode in.
    static Problem noDecoder() {
        return new Problem(
                503, "no-decoder", "No picture can be made of it. The log says why.", Map.of());
    }

    static Problem busy(String detail) {
        return new Problem(503, "busy", detail, Map.of("Retry-After", "5"));
    }

    static Problem timedOut() {
        return new Problem(
                504,
                "timed-out",
                "The camera has not answered in time; it may have obeyed or not.",
                Map.of());
    }

    static Problem ofStatus(int status, String detail) {
        return new Problem(status, "http-" + status, detail, Map.of());
    }

    int status() {
        return status;
    }

    String slug() {
        return slug;
    }

    boolean isSecondStep() {
        return slug.equals(SECOND_FACTOR);
    }

    Map<String, String> headers() {
        return headers;
    }

    Body body() {
        String detail = getMessage();
        return new Body(
                "urn:vigia:problem:" + slug, title(status), status, detail == null ? "" : detail);
    }

    static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Not signed in";
            case 403 -> "Forbidden";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 409 -> "Refused";
            case 413 -> "Too large";
            case 415 -> "Unsupported media type";
            case 416 -> "Range not satisfiable";
            case 421 -> "Misdirected request";
            case 429 -> "Too many attempts";
            case 503 -> "Not available";
            case 504 -> "No answer in time";
            default -> status < 500 ? "Request refused" : "Internal error";
        };
    }
}
