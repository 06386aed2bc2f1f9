package org.vigia.web.http;

import io.javalin.http.Context;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.IntSupplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.vigia.telegram.pairing.QrPicture;
import org.vigia.web.tls.Fingerprint;
import org.vigia.web.tls.SubjectNames;

/// How a phone or a browser comes to trust this node's own CA: its certificate, what to compare it
/// by, and the steps. Open to everybody and over HTTP too, since nobody who needs it can come over
/// HTTPS.
final class CaRoutes {
    static final String PATH = "/ca";

    private final Pages pages;
    private final Languages languages;
    private final SiteConfig site;
    private final Threshold threshold;
    private final IntSupplier plainPort;

    private record CaView(
            String name, List<String> fingerprint, LocalDate until, String site, String address) {}

    CaRoutes(
            Pages pages,
            Languages languages,
            SiteConfig site,
            Threshold threshold,
            IntSupplier plainPort) {
        this.pages = pages;
        this.languages = languages;
        this.site = site;
        this.threshold = threshold;
        this.plainPort = plainPort;
    }

    void register(RouteTable routes) {
        routes.openGet(PATH, this::page);
        routes.openGet(PATH + "/vigia-ca.crt", this::certificate);
        routes.openGet(PATH + "/vigia-ca.mobileconfig", this::profile);
        routes.openGet(PATH + "/address.svg", this::picture);
    }

    private void page(Context ctx) {
        X509Certificate authority = authority();
        String host = host(ctx);
        pages.show(
                ctx,
                "ca",
                null,
                new CaView(
                        name(authority),
                        quarters(Fingerprint.of(authority)),
                        LocalDate.ofInstant(authority.getNotAfter().toInstant(), ZoneId.of("UTC")),
                        threshold.secureAddress(host),
                        address(host)));
    }

    // A phone is too narrow for more than eight pairs in a line.
    private static List<String> quarters(String fingerprint) {
        return List.of(
                fingerprint.substring(0, 23),
                fingerprint.substring(24, 47),
                fingerprint.substring(48, 71),
                fingerprint.substring(72));
    }

    private void certificate(Context ctx) {
        byte[] encoded = Fingerprint.encoded(authority());
        ctx.header("Content-Disposition", "attachment; filename=\"vigia-ca.crt\"");
        ctx.contentType("application/x-x509-ca-cert").result(encoded);
    }

    private void profile(Context ctx) {
        X509Certificate authority = authority();
        String about = languages.texts(languages.of(ctx)).getOrDefault("ca_reach", "");
        ctx.header("Content-Disposition", "attachment; filename=\"vigia-ca.mobileconfig\"");
        ctx.contentType("application/x-apple-aspen-config; charset=utf-8")
                .result(MobileConfig.of(authority, name(authority), about));
    }

    private void picture(Context ctx) {
        X509Certificate ignored = authority();
        assert ignored != null;
        ctx.contentType("image/svg+xml").result(new QrPicture(address(host(ctx))).svg());
    }

    private X509Certificate authority() {
        Doors.Https https = site.doors().https();
        if (https == null) {
            throw Problem.notFound("This site has no CA of its own.");
        }
        return https.certificates()
                .authority()
                .orElseThrow(() -> Problem.notFound("This site has no CA of its own."));
    }

    /// A name under which a phone finds this node, too.
    private String host(Context ctx) {
        String host = threshold.host(ctx);
        Doors.Https https = site.doors().https();
        return Network.isLoopback(host) && https != null
                ? SubjectNames.of(https.certificates().identity().certificate()).getFirst()
                : host;
    }

    private String address(String host) {
        // A phone that does not trust the CA yet is best led where no certificate is asked for.
        int port = plainPort.getAsInt();
        String plain = "http://" + host + (port == 80 ? "" : ":" + port);
        return (Network.isLoopback(site.host()) ? threshold.secureAddress(host) : plain) + PATH;
    }

    private static String name(X509Certificate authority) {
        try {
            return new LdapName(authority.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .findFirst()
                            .orElse("Vigia");
        } catch (InvalidNameException e) {
            throw new IllegalStateException("it was read from a certificate", e);
        }
    }
}
