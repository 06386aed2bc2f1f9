package org.vigia.web;

import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.time.Pace;
import org.vigia.web.config.WebConfig;
import org.vigia.web.http.Doors;
import org.vigia.web.http.Site;
import org.vigia.web.tls.Certificates;
import org.vigia.web.tls.Fingerprint;
import org.vigia.web.tls.NodeNames;
import org.vigia.web.tls.TlsSettings;

/// Where people come in, as the owner has set it: with which certificate, and which addresses the
/// log tells.
final class FrontDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    private final WebConfig config;
    private final Doors.@Nullable Https https;

    private FrontDoor(WebConfig config, Doors.@Nullable Https https) {
        this.config = config;
        this.https = https;
    }

    /// @throws IOException when there is to be a certificate and it cannot be had; in words
    static FrontDoor of(WebConfig config, Clock clock, Pace pace) throws IOException {
        return switch (config.tls()) {
            case TlsSettings.Off() -> new FrontDoor(config, null);
            case TlsSettings.Local(HostPort address) ->
                    new FrontDoor(
                            config,
                            new Doors.Https(
                                    address,
                                    Certificates.local(
                                            config.certificates(),
                                            NodeNames::ofThisMachine,
                                            clock,
                                            pace)));
            case TlsSettings.Files files ->
                    new FrontDoor(
                            config,
                            new Doors.Https(
                                    files.address(), Certificates.files(files, clock, pace)));
        };
    }

    Doors doors() {
        return new Doors(https, config.proxies(), Set.copyOf(config.names()), Doors.PATIENCE);
    }

    /// When the certificate ends, by the wall clock; null where there is none.
    @Nullable Long certificateEnd() {
        return https == null ? null : https.certificates().identity().endMillis();
    }

    /// Looks after the certificate from now on.
    void start() {
        if (https != null) {
            https.certificates().start();
        }
    }

    /// Tells the log where the site is; it listens.
    void tellAddresses(Site site) {
        NodeNames machine = NodeNames.ofThisMachine();
        HostPort plain = machine.called(new HostPort(config.site().host(), site.port()));
        if (https == null) {
            LOG.info("the site is at http://{}/", plain);
            tellSetup(site, "http://" + plain);
            boolean isOpen = !site.isHidden() && config.proxies().isEmpty();
            if (isOpen) {
                LOG.warn(
                        "whoever listens on the network reads passwords and pictures: set site.tls"
                                + " in web.yml");
            }
            return;
        }
        HostPort secure = machine.called(new HostPort(https.address().host(), site.securePort()));
        LOG.info("the site is at https://{}/", secure);
        tellSetup(site, "https://" + secure);
        https.certificates()
                .authority()
                .ifPresent(ca ->
                        LOG.info(
                                "how to trust its certificate is told at http://{}/ca; the CA's"
                                        + " SHA-256 fingerprint is {}",
                                plain,
                                Fingerprint.of(ca)));
    }

    private static void tellSetup(Site site, String address) {
        site.setupPath()
                .ifPresent(path ->
                        LOG.warn(
                                "there is no account yet; make the first owner's at {}{}",
                                address,
                                path));
    }

    @Override
    public void close() {
        if (https != null) {
            https.certificates().close();
        }
    }
}
