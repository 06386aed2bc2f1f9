package org.vigia.web.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vigia.web.tls.NodeNames;
import org.vigia.web.tls.SubjectNames;

/// What every request has to pass, WebSockets included: that it was meant for this site, and that
/// it comes over HTTPS where there is HTTPS.
///
/// A page of a stranger's name that is pointed at this node's address (DNS rebinding) would be of
/// one origin with this site. So a request is refused unless its `Host` is an address, a name that
/// cannot be had on the Internet's DNS, one of the certificate's, or one that the owner has listed.
final class Threshold {
    // RFC 6761, 6762.
    private static final List<String> UNBUYABLE =
            Stream.concat(Stream.of("local", "localhost"), NodeNames.HOME_DOMAINS.stream())
                    .map("."::concat)
                    .toList();
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]{1,253})(?::([0-9]{1,5}))?");

    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    // What a phone needs to learn to trust the CA, before it does; and what asks whether this
    // lives.
    private static final List<String> PLAIN = List.of("/ca", "/healthz", "/language");
    private static final List<String> PLAIN_BELOW = List.of("/ca/", "/assets/");

    private final Doors doors;
    private final IntSupplier securePort;

    /// @param securePort where HTTPS listens, asked when somebody is sent there
    Threshold(Doors doors, IntSupplier securePort) {
        this.doors = doors;
        this.securePort = securePort;
    }

    /// Whether the request came over HTTPS, to this node or to a trusted proxy.
    static boolean isSecure(Context ctx) {
        return ctx.req().isSecure();
    }

    /// @throws Problem 421, 403 or 400
    void check(Context ctx) {
        checkForm(ctx);
        // Javalin would believe it, and take a GET for a POST.
        if (ctx.header("X-HTTP-Method-Override") != null) {
            throw Problem.badRequest("X-HTTP-Method-Override is not taken here.");
        }
        if (ctx.path().equals("/healthz")) {
            return;
        }
        String host = host(ctx);
        if (doors.https() == null || isSecure(ctx) || isPlain(ctx.path())) {
            return;
        }
        if (!ctx.method().equals(HandlerType.GET) && !ctx.method().equals(HandlerType.HEAD)) {
            throw Problem.httpsOnly();
        }
        ctx.redirect(secureAddress(host) + target(ctx), HttpStatus.PERMANENT_REDIRECT);
        ctx.skipRemainingHandlers();
    }

    /// As [#check] for a WebSocket, which cannot be sent elsewhere.
    ///
    /// @throws Problem 421, 403 or 400
    void checkSocket(Context ctx) {
        checkForm(ctx);
        String ignored = host(ctx);
        assert !ignored.isEmpty();
        if (doors.https() != null && !isSecure(ctx)) {
            throw Problem.httpsOnly();
        }
    }

    // What Javalin would stumble over, each a 500 with a trace in the log for whoever likes to ask.
    private static void checkForm(Context ctx) {
        String query = ctx.queryString();
        if (BAD_ESCAPE.matcher(ctx.path()).find()
                || (query != null && BAD_ESCAPE.matcher(query).find())) {
            throw Problem.badRequest("A % in an address stands before two hexadecimal digits.");
        }
    }

    /// The name or address that the request was meant for, without its port.
    ///
    /// @throws Problem 421 where it is not this site's
    String host(Context ctx) {
        return nameOf(ctx.header("Host")).filter(this::isOurs).orElseThrow(Problem::misdirected);
    }

    /// Where the site is over HTTPS under that name, without a slash at the end.
    String secureAddress(String host) {
        int port = securePort.getAsInt();
        return "https://" + host + (port == 443 ? "" : ":" + port);
    }

    private static Optional<String> nameOf(@Nullable String authority) {
        Matcher matcher =
                AUTHORITY.matcher(authority == null ? "" : authority.toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private boolean isOurs(String given) {
        String host = given.endsWith(".") ? given.substring(0, given.length() - 1) : given;
        boolean isAddress = host.startsWith("[") || Network.literal(host).isPresent();
        return isAddress
                || host.indexOf('.') < 0
                || UNBUYABLE.stream().anyMatch(host::endsWith)
                || doors.names().contains(host)
                || isCertified(host);
    }

    private boolean isCertified(String host) {
        Doors.Https https = doors.https();
        return https != null
                && SubjectNames.of(https.certificates().identity().certificate()).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(name -> name.equals(host) || isUnder(host, name));
    }

    /// Whether a certificate's `*.example.org` holds for `home.example.org`.
    private static boolean isUnder(String host, String name) {
        int dot = host.indexOf('.');
        return dot > 0 && name.startsWith("*.") && host.substring(dot).equals(name.substring(1));
    }

    private static boolean isPlain(String path) {
        return PLAIN.contains(path) || PLAIN_BELOW.stream().anyMatch(path::startsWith);
    }

    // As it was sent, so that nothing in it can come to mean something else.
    private static String target(Context ctx) {
        String query = ctx.queryString();
        return ctx.req().getRequestURI() + (query == null ? "" : "?" + query);
    }
}
