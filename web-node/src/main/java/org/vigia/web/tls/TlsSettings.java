package org.vigia.web.tls;

import java.nio.file.Path;
import org.vigia.shared.config.HostPort;
import org.vigia.shared.config.Section;

/// What an owner can set about HTTPS.
public sealed interface TlsSettings {
    /// HTTP alone.
    record Off() implements TlsSettings {}

    /// A CA of this node's own.
    ///
    /// @param address where browsers come over HTTPS
    record Local(HostPort address) implements TlsSettings {}

    /// A certificate of the owner's.
    ///
    /// @param address where browsers come over HTTPS
    /// @param certificate its file, PEM, the chain behind it
    /// @param key its key's file, PEM
    record Files(HostPort address, Path certificate, Path key) implements TlsSettings {}

    /// The words of `site.tls`.
    enum Mode {
        OFF,
        LOCAL,
        FILES
    }

    /// Reads its keys of the section `site`.
    static TlsSettings read(Section site) {
        Mode mode = site.choice("tls", Mode.OFF, Mode.class);
        HostPort address = site.hostPort("tls-address", new HostPort("0.0.0.0", 8443));
        boolean hasCertificate = !site.text("certificate", "none").equals("none");
        boolean hasKey = !site.text("key", "none").equals("none");
        Path certificate = site.path("certificate", "none");
        Path key = site.path("key", "none");
        return switch (mode) {
            case OFF -> new Off();
            case LOCAL -> new Local(address);
            case FILES -> {
                if (!hasCertificate) {
                    site.problem("certificate", "must be named where site.tls is files");
                }
                if (!hasKey) {
                    site.problem("key", "must be named where site.tls is files");
                }
                if (hasCertificate && hasKey) {
                    PemPair.of(certificate, key)
                            .problems()
                            .forEach(problem -> site.problem("tls", problem));
                }
                yield new Files(address, certificate, key);
            }
        };
    }
}
