package org.vigia.web.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;

/// For which names a certificate holds.
public final class SubjectNames {
    private static final int DNS = 2;
    private static final int IP = 7;

    private SubjectNames() {}

    /// Its alternative names and addresses, as texts; `*.example.org` stands for a label.
    public static List<String> of(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name ->
                                    name.get(0) instanceof Integer i && (i == DNS || i == IP))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
