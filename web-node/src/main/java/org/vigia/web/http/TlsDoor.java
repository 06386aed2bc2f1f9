package org.vigia.web.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vigia.web.tls.TlsIdentity;

/// The door for HTTPS: TLS 1.3 and 1.2, forward secrecy and authenticated encryption alone. Shows
/// another certificate as soon as there is one; connections that are open go on.
final class TlsDoor {
    private static final Logger LOG = LoggerFactory.getLogger(TlsDoor.class);
    private static final String ALIAS = "site";
    // It protects nothing: the store never leaves memory.
    private static final String IN_MEMORY = "in-memory";
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final String[] SUITES = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    };

    private final Doors.Https https;
    private final SslContextFactory.Server context = new SslContextFactory.Server();

    TlsDoor(Doors.Https https) {
        this.https = https;
        context.setIncludeProtocols(PROTOCOLS);
        context.setExcludeProtocols();
        context.setExcludeCipherSuites();
        context.setIncludeCipherSuites(SUITES);
        context.setUseCipherSuitesOrder(false);
        context.setRenegotiationAllowed(false);
        context.setSniRequired(false);
        context.setKeyStorePassword(IN_MEMORY);
        context.setKeyStore(store(https.certificates().identity()));
    }

    ServerConnector connector(Server server, HttpConfiguration plain, Forwarded forwarded) {
        HttpConfiguration secure = new HttpConfiguration(plain);
        secure.setCustomizers(List.of());
        // Names are the threshold's affair; addresses have none to indicate.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        secure.addCustomizer(forwarded);
        ServerConnector connector =
                new ServerConnector(
                        server,
                        1,
                        1,
                        new SslConnectionFactory(context, "http/1.1"),
                        new HttpConnectionFactory(secure));
        connector.setHost(https.address().host());
        connector.setPort(https.address().port());
        https.certificates().onChange(this::show);
        return connector;
    }

    private void show(TlsIdentity identity) {
        try {
            context.reload(factory -> factory.setKeyStore(store(identity)));
            LOG.info(
                    "HTTPS shows a certificate that holds until {}",
                    identity.certificate().getNotAfter().toInstant());
        } catch (Exception e) {
            LOG.error("HTTPS goes on with the certificate until now", e);
        }
    }

    private static KeyStore store(TlsIdentity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    ALIAS,
                    identity.key(),
                    IN_MEMORY.toCharArray(),
                    identity.chain().toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key store in memory", e);
        }
    }
}
