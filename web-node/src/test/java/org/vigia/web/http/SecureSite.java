package org.vigia.web.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.time.Pace;
import org.vigia.web.tls.Certificates;
import org.vigia.web.tls.Fingerprint;
import org.vigia.web.tls.NodeNames;
import org.vigia.web.tls.Trusting;

/// A site with HTTPS on free ports of the loopback, whose certificate is of a CA of its own, and a
/// client that trusts that CA and nobody else.
final class SecureSite implements AutoCloseable {
    static final NodeNames NAMES = new NodeNames("pi-b", List.of(InetAddress.getLoopbackAddress()));
    final Certificates certificates;
    final SiteFixture fixture;
    final HttpClient client;
    final Path authority;

    SecureSite(Path directory, Pace pace, Network... proxies) throws Exception {
        this(
                directory,
                pace,
                Certificates.local(directory.resolve("tls"), () -> NAMES, Clock.systemUTC(), pace),
                proxies);
    }

    SecureSite(Path directory, Pace pace, Certificates certificates, Network... proxies)
            throws Exception {
        this.certificates = certificates;
        fixture =
                new SiteFixture(
                        directory,
                        pace,
                        new Doors(
                                new Doors.Https(new HostPort("127.0.0.1", 0), certificates),
                                List.of(proxies),
                                Set.of("home.example.org"),
                                Doors.PATIENCE));
        authority = directory.resolve("ca.crt");
        client =
                Trusting.client(
                        certificates.authority().orElse(certificates.identity().certificate()));
    }

    /// The CA's certificate as a file.
    Path authorityFile() throws IOException {
        return Files.write(authority, Fingerprint.encoded(certificates.authority().orElseThrow()));
    }

    int port() {
        return fixture.site.securePort();
    }

    String address() {
        return "https://localhost:" + port();
    }

    @Override
    public void close() {
        client.close();
        fixture.close();
        certificates.close();
    }
}
